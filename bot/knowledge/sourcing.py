"""What every record owes its reader: pages that say what it says, and enough of them that are independent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from urllib.parse import urlsplit

from bot.knowledge.records import Fact, FactKind, Origin, Person, Record, Source, Status, Term, Topic

_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+/\S*")

ARTICLE_SOURCE = "article"
"""The key under which records cite the article that the dataset started from."""


def origin_of(source: Source, origins: Mapping[str, Origin]) -> str:
    """Who first wrote what ``source`` says: an origin's name where it is known to copy one, else the publisher.

    Two sources of one origin are one source: "Time" and "Time (archive copy)", or an encyclopaedia and its mirror.
    """
    host = _host(source.address).rstrip(".")
    for origin in origins.values():
        if any(each in source.publisher for each in origin.publishers):
            return origin.name
        if f".{host}".endswith(_domains(origin.hosts)):
            return origin.name
    return source.publisher.partition(" (")[0].removeprefix("The ")


@lru_cache(maxsize=16)  # for as long as one record is looked at
def _host(address: str) -> str:
    return urlsplit(address).hostname or ""


@cache
def _domains(hosts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f".{host}" for host in hosts)


def independent_origins(record: Record, origins: Mapping[str, Origin]) -> set[str]:
    """Who speaks for ``record``, each counted once; the article is left out, for the dataset started from it."""
    return {origin_of(source, origins) for source in record.sources if source.key != ARTICLE_SOURCE}


def origins_needed(record: Record) -> int:
    """How many independent origins ``record`` needs: two for somebody who may be living and for what is disputed."""
    disputed = any(fact.kind is FactKind.DISPUTE for fact in record.facts)
    if isinstance(record, Person):
        disputed |= any(defection.status is Status.DISPUTED for defection in record.defections)
        return 2 if record.may_be_living or disputed else 1
    return 1


def citations(record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every key of ``record`` that must cite sources, and the keys of those that it cites."""
    match record:
        case Person():
            for name, event in (("born", record.born), ("died", record.died)):
                if event is not None:
                    yield f"{name}.sources", event.sources
            for number, defection in enumerate(record.defections):
                yield f"defections[{number}].sources", defection.sources
                for place, reason in enumerate(defection.why):
                    yield f"defections[{number}].why[{place}].sources", reason.sources
        case Term() | Topic():
            yield "definition_sources", record.definition_sources
    for number, fact in enumerate(record.facts):
        yield f"facts[{number}].sources", fact.sources


def check_sources(record: Record, origins: Mapping[str, Origin]) -> Iterator[tuple[str, str]]:
    """Each mistake in the sources of ``record`` and in what cites them: its key, and what is wrong."""
    for key, count in Counter(source.key for source in record.sources).items():
        if count > 1:
            yield "sources", f"the key {key!r} stands twice"
    for address, count in Counter(source.address for source in record.sources).items():
        if count > 1:
            yield "sources", f"{address!r} stands twice"
    for number, source in enumerate(record.sources):
        if not _is_page(source.address):
            yield f"sources[{number}].address", f"{source.address!r} is not the web address of a page"
    yield from _check_citations(record)
    needed, found = origins_needed(record), independent_origins(record, origins)
    if len(found) < needed:
        names = f": there is only {', '.join(sorted(found))}" if found else ""
        yield "sources", f"needs at least {needed} beside the article that do not copy each other{names}"
    for number, fact in enumerate(record.facts):
        yield from _check_about(f"facts[{number}].about", fact, record)


def _is_page(address: str) -> bool:
    """Whether ``address`` is of one page, not of a whole site, and names its host rather than a number."""
    if not _ADDRESS.fullmatch(address):
        return False
    parts = urlsplit(address)
    host = _host(address)
    is_number = ":" in host or host.replace(".", "").isdigit()
    return not is_number and (parts.path != "/" or bool(parts.query))


def _check_citations(record: Record) -> Iterator[tuple[str, str]]:
    known = {source.key for source in record.sources}
    used: set[str] = set()
    for key, cited in citations(record):
        used.update(cited)
        if not cited:
            yield key, "needs at least one of the record's sources"
        for each in cited:
            if each not in known:
                yield key, f"there is no source {each!r} in this file"
    for number, source in enumerate(record.sources):
        if source.key not in used:
            yield f"sources[{number}]", f"nothing cites {source.key!r}"


def _check_about(key: str, fact: Fact, record: Record) -> Iterator[tuple[str, str]]:
    if fact.about is None:
        return
    if fact.kind is not FactKind.DISPUTE:
        yield key, 'is for facts of kind = "dispute"'
    parts = (record, *record.defections) if isinstance(record, Person) else (record,)
    if not any(fact.about in part.__struct_encode_fields__ for part in parts):
        yield key, f"there is no field {fact.about!r}"
