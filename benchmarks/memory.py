"""How much memory this process has."""

from __future__ import annotations

from pathlib import Path

_STATUS = Path("/proc/self/status")


def resident_memory() -> int | None:
    """The bytes of this process that are in memory; None where the system does not tell."""
    if not _STATUS.exists():
        return None
    lines = dict(line.split(":", 1) for line in _STATUS.read_text(encoding="ascii").splitlines())
    return int(lines["VmRSS"].split()[0]) * 1024
