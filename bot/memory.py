"""How the process holds its memory."""

from __future__ import annotations

import ctypes
import sys

_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8
"""glibc's options: https://sourceware.org/glibc/manual/latest/html_node/Malloc-Tunable-Parameters.html"""

_LARGE = 256 * 1024


def keep_heap_small() -> None:
    """Let all threads share one heap, and what is large stand outside it; call it before the first thread starts.

    glibc gives each thread a heap of its own, so that they need not wait for each other. Ours wait
    for files and databases instead, and what one leaves behind as it reads the knowledge is of no use
    to another. And once something large was freed, glibc puts the next as large into the heap, from where
    its place is not given back. Each of the two saves two mebibytes. Other C libraries have no such heaps,
    and nothing is done there.
    """
    if sys.platform != "linux":
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(_M_ARENA_MAX, 1)
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE)
