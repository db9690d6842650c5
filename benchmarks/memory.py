"""How much memory a process has."""

from __future__ import annotations

from pathlib import Path


def resident_memory(process: int | None = None) -> int | None:
    """The bytes of a process, by its id, or of this one, that are in memory; None where the system does not tell."""
    status = Path(f"/proc/{process or 'self'}/status")
    if not status.exists():
        return None
    lines = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
    return int(lines["VmRSS"].split()[0]) * 1024
