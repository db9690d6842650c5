"""What is measured, and what it is held against."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from time import thread_time_ns
from typing import TypeVar

_T = TypeVar("_T")


class Unit(Enum):
    """How a figure is written: its sign, and how many of what is measured (nanoseconds, bytes) make one."""

    SECONDS = ("s", 1e9)
    MILLISECONDS = ("ms", 1e6)
    MICROSECONDS = ("µs", 1e3)
    MEBIBYTES = ("MiB", 2.0**20)
    MEBIBYTES_A_MINUTE = ("MiB/min", 2.0**20)
    A_SECOND = ("/s", 1.0)

    @property
    def sign(self) -> str:
        """What stands behind the number."""
        return self.value[0]

    def written(self, amount: float) -> str:
        """``amount``, in nanoseconds or bytes, in this unit."""
        number = amount / self.value[1]
        return f"{number:,.0f} {self.sign}" if number >= 100 else f"{number:,.{1 if number >= 10 else 2}f} {self.sign}"


@dataclass(frozen=True, slots=True)
class Samples:
    """The same thing measured many times, in nanoseconds or bytes."""

    values: tuple[float, ...]

    @classmethod
    def of(cls, values: Iterable[float]) -> Samples:
        """Of whatever gives numbers."""
        return cls(tuple(values))

    @property
    def median(self) -> float:
        """Half of the values are below."""
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        """The smallest value that 95 in 100 do not exceed."""
        return sorted(self.values)[math.ceil(0.95 * len(self.values)) - 1]

    @property
    def p99(self) -> float:
        """The smallest value that 99 in 100 do not exceed."""
        ordered = sorted(self.values)
        return ordered[math.ceil(0.99 * len(ordered)) - 1]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: ours, its floor if it has one, and what is aimed at: a ratio, or an amount."""

    what: str
    unit: Unit
    ours: float
    floor: float | None = None
    most_times_floor: float | None = None
    most: float | None = None
    least_times_floor: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times its floor ours is; nothing without a floor, or where the floor is too small to be measured."""
        return self.ours / self.floor if self.floor else None

    @property
    def target(self) -> str:
        """What is aimed at, in words; nothing when the line only informs."""
        if self.most_times_floor is not None:
            return f"≤ {self.most_times_floor:g} ×"
        if self.least_times_floor is not None:
            return f"≥ {self.least_times_floor:g} ×"
        return "" if self.most is None else f"< {self.most / self.unit.value[1]:,g} {self.unit.sign}"

    @property
    def is_reached(self) -> bool | None:
        """Whether ours is within its target; None without one."""
        if self.most_times_floor is not None and self.ratio is not None:
            return self.ratio <= self.most_times_floor
        if self.least_times_floor is not None and self.ratio is not None:
            return self.ratio >= self.least_times_floor
        return None if self.most is None else self.ours < self.most


def median_and_p99(
    what: str,
    unit: Unit,
    ours: Samples,
    floor: Samples | None = None,
    *,
    median_times_floor: float | None = None,
    most_p99: float | None = None,
) -> list[Line]:
    """The two lines of something measured many times; the median is held against the floor, p99 against an amount."""
    return [
        Line(
            f"{what}, median", unit, ours.median, floor.median if floor else None, most_times_floor=median_times_floor
        ),
        Line(f"{what}, p99", unit, ours.p99, floor.p99 if floor else None, most=most_p99),
    ]


def each_timed(work: Callable[[_T], object], inputs: Sequence[_T]) -> Samples:
    """How long ``work`` takes this thread on each of ``inputs``, in nanoseconds; what else runs does not count."""
    taken = []
    for value in inputs:
        start = thread_time_ns()
        work(value)
        taken.append(thread_time_ns() - start)
    return Samples.of(taken)
