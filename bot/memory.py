"""How the process holds its memory."""

from __future__ import annotations

import ctypes
import sys

_M_ARENA_MAX = -8
"""glibc's option: https://sourceware.org/glibc/manual/latest/html_node/Malloc-Tunable-Parameters.html"""


def use_one_arena() -> None:
    """Let all threads share one heap; call it before the first thread starts.

    glibc gives each thread a heap of its own, so that they need not wait for each other. Ours wait
    for files and databases instead, and what one leaves behind as it reads the knowledge is of no use
    to another: two mebibytes. Other C libraries have no such heaps, and nothing is done there.
    """
    if sys.platform != "linux":
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(_M_ARENA_MAX, 1)
