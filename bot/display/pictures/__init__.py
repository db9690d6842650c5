"""Pictures: what to draw (`scenes`), how (`timeline`, `world`), and where and when (`studio`)."""
