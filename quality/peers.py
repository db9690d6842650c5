"""What our search is set beside: engines that people would reach for, each used as its own manual says.

An engine ranks; whether its best hit is good enough to answer with is decided by a
cut-off on its score, which `quality.outcomes` sets where it serves the engine best.
"""

from __future__ import annotations

import difflib
import re
import sqlite3
from collections.abc import Callable, Iterable
from itertools import islice

import tantivy
from anyascii import anyascii
from rapidfuzz import fuzz, process, utils

from quality.engines import MOST_HITS, Engine, Hit, Names

_MOST_SPELLINGS = 40
"""Spellings that are asked for: several may be one person's."""


def peers(names: Names) -> list[Engine]:
    """Every peer, each with an index of ``names`` of its own."""
    return [
        w_ratio(names),
        RapidFuzz("WRatio anyascii", names, fuzz.WRatio, anyascii),
        RapidFuzz("token_set_ratio", names, fuzz.token_set_ratio),
        Trigrams(names),
        Tantivy(names),
        Difflib(names),
    ]


def w_ratio(names: Names) -> RapidFuzz:
    """rapidfuzz as most people use it."""
    return RapidFuzz("WRatio", names, fuzz.WRatio)


class RapidFuzz:
    """`rapidfuzz.process.extract` over all spellings, after its own default processing."""

    def __init__(
        self, name: str, names: Names, scorer: Callable[..., float], prepared: Callable[[str], str] = str
    ) -> None:
        self.name = name
        self._scorer = scorer
        self._prepared = prepared
        self._ids, self._spellings = _listed(names, self._processed)

    def hits(self, query: str) -> list[Hit]:
        found = process.extract(
            self._processed(query), self._spellings, scorer=self._scorer, processor=None, limit=_MOST_SPELLINGS
        )
        return _best(Hit(self._ids[number], score) for _, score, number in found)

    def _processed(self, text: str) -> str:
        return utils.default_process(self._prepared(text))


class Trigrams:
    """SQLite's FTS5 with its trigram tokenizer: any trigram of the query, ordered and judged by bm25."""

    name = "FTS5 trigram"

    def __init__(self, names: Names) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE names USING fts5(spelling, id UNINDEXED, tokenize='trigram')")
        rows = ((spelling, record_id) for record_id, spellings in names.items() for spelling in spellings)
        self._connection.executemany("INSERT INTO names VALUES (?, ?)", rows)

    def hits(self, query: str) -> list[Hit]:
        text = query.replace('"', " ").replace("\0", " ")
        trigrams = dict.fromkeys(text[start : start + 3] for start in range(len(text) - 2))
        if not trigrams:
            return []
        rows = self._connection.execute(
            f"SELECT id, -bm25(names) FROM names WHERE names MATCH ? ORDER BY rank LIMIT {_MOST_SPELLINGS}",
            (" OR ".join(f'"{trigram}"' for trigram in trigrams),),
        )
        return _best(Hit(record_id, score / len(trigrams)) for record_id, score in rows)


class Tantivy:
    """Tantivy with a fuzzy query for every word of the query, in plain letters.

    Its fuzzy queries all score the same, so the edits are told apart by their boost;
    with bm25 for the word as written, rare words outweighed everything else.
    """

    name = "tantivy fuzzy"
    _WRITER_BYTES = 15_000_000
    _SHORTEST_TWO_EDITS = 6
    _BOOSTS = (1.0, 0.7, 0.4)
    """By the number of edits."""

    def __init__(self, names: Names) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("spelling")
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        self._schema = builder.build()
        index = tantivy.Index(self._schema)
        writer = index.writer(self._WRITER_BYTES, 1)
        for record_id, spellings in names.items():
            for spelling in spellings:
                writer.add_document(tantivy.Document(spelling=anyascii(spelling).lower(), id=record_id))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def hits(self, query: str) -> list[Hit]:
        words = re.findall(r"\w+", anyascii(query).lower())
        if not words:
            return []
        clauses = [(tantivy.Occur.Should, self._like(word)) for word in words]
        found = self._searcher.search(tantivy.Query.boolean_query(clauses), limit=_MOST_SPELLINGS, count=False)
        return _best(
            Hit(str(self._searcher.doc(address)["id"][0]), score / len(words)) for score, address in found.hits
        )

    def _like(self, word: str) -> tantivy.Query:
        most = 2 if len(word) >= self._SHORTEST_TWO_EDITS else 1
        fuzzy = (
            tantivy.Query.fuzzy_term_query(self._schema, "spelling", word, distance=edits) for edits in range(most + 1)
        )
        return tantivy.Query.disjunction_max_query(
            [tantivy.Query.boost_query(query, boost) for query, boost in zip(fuzzy, self._BOOSTS, strict=False)]
        )


class Difflib:
    """`difflib.get_close_matches`, the standard library's own."""

    name = "difflib"
    _CUTOFF = 0.5

    def __init__(self, names: Names) -> None:
        self._ids, self._spellings = _listed(names, utils.default_process)
        self._by_spelling = dict(zip(self._spellings, self._ids, strict=True))

    def hits(self, query: str) -> list[Hit]:
        text = utils.default_process(query)
        near = difflib.get_close_matches(text, self._by_spelling, n=_MOST_SPELLINGS, cutoff=self._CUTOFF)
        scored = ((spelling, difflib.SequenceMatcher(None, spelling, text).ratio()) for spelling in near)
        return _best(Hit(self._by_spelling[spelling], score) for spelling, score in scored)


def _listed(names: Names, prepared: Callable[[str], str]) -> tuple[list[str], list[str]]:
    """Two lists as long as there are spellings: whose each is, and the spelling."""
    pairs = [(record_id, prepared(spelling)) for record_id, spellings in names.items() for spelling in spellings]
    return [record_id for record_id, _ in pairs], [spelling for _, spelling in pairs]


def _best(hits: Iterable[Hit]) -> list[Hit]:
    """The first hit of each record."""
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.id, hit)
    return list(islice(best.values(), MOST_HITS))
