"""Which process this is, so that another can tell whether it still runs."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import msgspec

_PROCESSES = Path("/proc")
_START_FIELD = 19
"""Where a process's start stands behind its name: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html"""

_HOST = 80
"""How much of a host's name is kept."""


class ProcessName(msgspec.Struct, frozen=True):
    """What no other process is called: the host, the process's number, and when it started."""

    host: str
    number: int
    started: int

    def __str__(self) -> str:
        return f"{self.host}:{self.number}:{self.started}"

    @classmethod
    def parse(cls, text: str) -> ProcessName:
        """The name that was written as ``text``; ValueError if it is none."""
        host, number, started = text.rsplit(":", 2)
        return cls(host, int(number), int(started))

    @property
    def is_gone(self) -> bool:
        """Whether it surely runs no more: one on another host may, and so may any where the system does not tell."""
        if self.host != _this_host() or not _PROCESSES.is_dir():
            return False
        return _started(self.number) != self.started


def this_process() -> ProcessName:
    """The name of the process that asks."""
    return ProcessName(_this_host(), os.getpid(), _started(os.getpid()))


def _this_host() -> str:
    return socket.gethostname()[:_HOST]


def _started(number: int) -> int:
    """When a process started, in the system's own units; 0 if it does not run."""
    try:
        status = (_PROCESSES / str(number) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return int(status.rpartition(")")[2].split()[_START_FIELD])
