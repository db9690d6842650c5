"""What the search by name is set beside: the same engines as in `make quality`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.figures import Line, Samples, Unit, each_timed
from quality.engines import Engine, Names
from quality.peers import Tantivy, Trigrams, w_ratio

_QUERIES = 60
_SLOW_QUERIES = 8
_SLOW = "WRatio"
_MOST_TIMES_SLOW = 0.1


def peer_times(names: Names, queries: Sequence[str]) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Each peer and its nanoseconds for the first of ``queries``; of the slow one only a few."""
    for make in (w_ratio, Trigrams, Tantivy):
        peer: Engine = make(names)
        yield peer.name, each_timed(peer.hits, queries[: _SLOW_QUERIES if peer.name == _SLOW else _QUERIES]).values


def beside_peers(what: str, ours: Samples, peers: Mapping[str, Sequence[float]]) -> Iterator[Line]:
    """Our median beside that of each peer, and our p99."""
    for peer, times in peers.items():
        yield Line(
            f"{what}, median (floor: {peer})",
            Unit.MICROSECONDS,
            ours.median,
            Samples.of(times).median,
            most_times_floor=_MOST_TIMES_SLOW if peer == _SLOW else None,
        )
    yield Line(f"{what}, p99", Unit.MICROSECONDS, ours.p99)
