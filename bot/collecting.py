"""When Python's garbage collector has nothing to do."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting(*, stays: bool = False) -> Iterator[None]:
    """Spare the collector the many small objects of an import or an opening: it would find nothing among them.

    With ``stays``, what there is then stays until the end, and the collector need not walk through it again and again.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        if stays:
            gc.freeze()
    finally:
        if was_enabled:
            gc.enable()
