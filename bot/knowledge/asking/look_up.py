"""Questions that name nobody: everybody who fits, how many, who was first; or the one of whom something is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from bot.knowledge.asking.deeds import did_it
from bot.knowledge.asking.described import DIRECTIONS, Described
from bot.knowledge.asking.evidence import Evidence, Sentence
from bot.knowledge.asking.evidences import Evidences
from bot.knowledge.asking.filters import OF_PEOPLE
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.lists import SUCCEEDED, best_known, list_text, one_a_person, ordered
from bot.knowledge.asking.matching import best_sentences, unexplained, weighted
from bot.knowledge.asking.query import Query, Subject
from bot.knowledge.asking.reply import Reply
from bot.knowledge.asking.sentences import defection_sentence
from bot.knowledge.asking.tellers import TELLERS
from bot.knowledge.asking.telling import Telling
from bot.knowledge.asking.things import say_thing
from bot.knowledge.asking.wanted import OF_MANY, ORDERS, ROUTE, Wanted
from bot.knowledge.facets import Facet, FacetKind
from bot.knowledge.records import Person
from bot.knowledge.selection import DefectionTable, Row, Selection
from bot.knowledge.wording import Wording

_MOST_HAVING = 10_000
_MOST_READ = 20
"""People of whom each is asked whether they did what a question tells."""

_FEW = 3
"""People of a list of whom each is told what they did."""

_SAID_TOGETHER = 0.8
_CLAIMED = 0.4
"""How much a claim must say that only one record has."""

_LISTED = (Wanted.PEOPLE, Wanted.COUNT)
_CLAIMS = {Wanted.FIRST: "first", Wanted.LAST: "last", Wanted.HIGHEST: "highest"}
_MOST_OF_THING = 6
_NO_CLAIM = re.compile(r"\bat (?:first|last)\b", re.IGNORECASE)


def is_of_many(query: Query) -> bool:
    """Whether it asks for people by what they have in common, and not for one thing that it names."""
    # The Cambridge Five are a topic, and what people have in common; the first is meant.
    topics = {thing.spelling for thing in query.things if thing.kind == "topic"}
    kinds = [
        facet.kind
        for each in query.filters
        for facet in each.facets
        if each.spelling not in topics or facet.kind is FacetKind.METHOD or query.is_about_leaving
    ]
    if query.office:
        return False
    if query.wants(*OF_MANY):
        return bool(kinds) or query.years is not None or query.wants(Wanted.HIGHEST, *ORDERS)
    narrowed = not OF_PEOPLE.isdisjoint(kinds) or (bool(kinds) and query.is_about_leaving)
    return (narrowed or query.years is not None) and query.wants(Wanted.WHO, Wanted.NOTHING)


class LookUp:
    """Finds whom a question means by what it tells of them."""

    def __init__(self, evidences: Evidences, lexicon: Lexicon, table: DefectionTable, wording: Wording) -> None:
        self._evidences = evidences
        self._lexicon = lexicon
        self._table = table
        self._wording = wording
        self._described = Described(evidences, lexicon, table)

    async def answer(self, query: Query, reply: Reply) -> Query:
        """Say in ``reply`` who or what is meant, if that is clear; gives the query with whoever was found."""
        named = [stem for thing in query.things for stem in self._lexicon.forms.stems(thing.spelling)]
        plain = self._lexicon.ignored | self._lexicon.light
        words = [stem for stem in dict.fromkeys((*query.content, *named)) if stem not in plain]
        every = [stem for stem in dict.fromkeys((*query.every_stem, *named)) if stem not in plain]
        if query.wants(Wanted.COUNT) and words and (len(every) > 1 or query.things):
            await self._say_number(query, every, reply)
        if (
            query.wants(*_CLAIMS)
            and (words or query.wants(Wanted.HIGHEST))
            and await self._say_claim(query, every, reply)
        ):
            return query
        if query.wants(Wanted.HIGHEST):  # which no field tells
            return query
        rows = await self._rows(query, words)
        if order := next((each for each in query.wanted if each in ORDERS), None):
            rows = ordered(rows, order)[:1]
        if len(rows) == 1 and words and not self._described.is_telling(query):
            return query
        if len(rows) == 1 and not query.wants(Wanted.COUNT):
            return await self._about_one(query, rows[0].person, reply)
        if rows and is_of_many(query):
            if words and not query.wants(*OF_MANY):
                one = await self._reverse(query, every, reply)
                if reply.answered or (query.words and len(rows) > _FEW):
                    return one
            await self._say_rows(rows, query, reply)
            return query
        if reply.answered:
            return query
        return await self._reverse(query, every, reply)

    async def _say_number(self, query: Query, words: Sequence[str], reply: Reply) -> None:
        """Say the sentence that has a number and all the words, if there is one: first of the thing that is named."""
        best = await self._evidences.best_of_all(words)
        for thing in query.things:
            if (evidence := await self._evidences.of(thing.id)) is not None and not unexplained(
                evidence, words, self._lexicon
            ):
                of_thing = best_sentences(evidence, weighted(words, query.hints), self._lexicon, most=_MOST_OF_THING)
                best = [(scored, evidence) for scored in of_thing] + best
        for scored, evidence in best:
            if scored.sentence.has_number and (scored.score >= _SAID_TOGETHER or evidence.record.id in _ids(query)):
                reply.say(scored.sentence.text, evidence.record, scored.sentence.sources)
                return

    async def _say_claim(self, query: Query, words: Sequence[str], reply: Reply) -> bool:
        """Whether a sentence says itself who was the first, or the last."""
        claims = [claim for wanted, claim in _CLAIMS.items() if query.wants(wanted)]
        dying = ["die"] if query.wants(Wanted.DEATH) else []
        best = await self._evidences.best_of_all([*words, *dying, *claims])
        best = [
            each
            for each in best
            if not each[0].sentence.stems.isdisjoint(claims)
            and not _NO_CLAIM.search(each[0].sentence.text)
            and not (query.is_about_leaving and _failed(each[1]))
            and (query.office is None or self._described.is_held(query.office, each[0]))
        ]
        is_of_one = query.wants(Wanted.HIGHEST) and len({evidence.record.id for _, evidence in best}) == 1
        if not best or best[0][0].score < (_CLAIMED if is_of_one else _SAID_TOGETHER):
            return False
        scored, evidence = best[0]
        reply.say(scored.sentence.text, evidence.record, scored.sentence.sources)
        if isinstance(evidence.record, Person):
            main = evidence.record.main_defection
            reply.say(defection_sentence(evidence.record, main, self._wording), evidence.record, main.sources)
        return True

    async def _rows(self, query: Query, words: Sequence[str]) -> list[Row]:
        """The defections of which every condition holds, and whose person's record has all ``words``."""
        has_facets = any(each.facets for each in query.filters)
        if query.is_negated or (not has_facets and query.years is None and not query.wants(*ORDERS)):
            return []
        selection = query.selection
        if query.is_about_leaving and not selection.facets(FacetKind.STATUS):
            selection = selection.with_any(Facet(FacetKind.STATUS, status) for status in SUCCEEDED)
        tried = (self._table.select(each) for each in (selection, _loosened(selection), _any_way(selection)))
        rows = next((one_a_person(each) for each in tried if each), [])
        if words and rows:
            found = set(await self._evidences.having(words, _MOST_HAVING, in_lead=True, strictly=True))
            rows = [row for row in rows if row.person in found]
        if query.did and not query.wants(*OF_MANY):
            told = await self._evidences.of_all([row.person for row in rows[:_MOST_READ]])
            able = {evidence.record.id for evidence in told if did_it(query, evidence, self._lexicon)}
            rows = [row for row in rows if row.person in able]
        return rows

    async def _reverse(self, query: Query, words: Sequence[str], reply: Reply) -> Query:
        """Answer of the one record that explains every word, if one does so clearly better than the others."""
        is_list = query.wants(*_LISTED) and not query.wants(Wanted.WHO)
        found = None if is_list else await self._described.find(query, words)
        if found is None:
            return query
        scored, evidence = found
        if isinstance(evidence.record, Person):
            # "Why are fake defections feared" asks of them, and not of somebody who was afraid.
            if query.things and not query.wants(Wanted.WHO, Wanted.NOTHING, *OF_MANY):
                return query
            return await self._about_one(query, evidence.record.id, reply, scored.sentence)
        if sum(word in evidence.names for word in words) * 2 >= len(words):
            say_thing(query, evidence, self._lexicon, reply)
        return query

    async def beside(self, known: Collection[str], query: Query, reply: Reply) -> Query:
        """Answer of the one person, none of those ``known``, of whom the question tells; gives the query with them."""
        plain = self._lexicon.ignored | self._lexicon.light
        words = [stem for stem in dict.fromkeys(query.every_stem) if stem not in plain]
        found = await self._described.find(query, words, wholly=True)
        if found is None or not isinstance(found[1].record, Person) or found[1].record.id in known:
            return query
        return await self._about_one(query, found[1].record.id, reply, found[0].sentence)

    async def _about_one(self, query: Query, person_id: str, reply: Reply, said: Sentence | None = None) -> Query:
        """Answer of the person who was found what was asked, beginning with the sentence by which they were."""
        evidence = await self._evidences.of(person_id)
        if evidence is None or not isinstance(evidence.record, Person):
            return query
        person = evidence.record
        telling = Telling(evidence, person, None, self._lexicon, self._wording, reply)
        telling.say(f"{person.name}: {person.summary}.")
        if said is not None:
            telling.say(said.text, said.sources)
        for wanted in query.wanted:
            if wanted in TELLERS and wanted not in (Wanted.WHO, Wanted.COUNT):
                TELLERS[wanted](telling)
        telling.route()
        return replace(query, people=((Subject(person.id, person.name, "person"),),))

    async def _say_rows(self, rows: Sequence[Row], query: Query, reply: Reply) -> None:
        if len(rows) <= _FEW and query.wants(Wanted.NOTHING, *ROUTE) and not query.wants(Wanted.COUNT):
            for row in rows:
                await self._say_row(row, reply)
            return
        named = best_known(rows, query.selection)
        for row in named:
            record = await self._evidences.record(row.person)
            if record is not None:
                reply.support(record)
        reply.sentences.append(list_text(rows, named, self._wording))
        reply.answered = True
        reply.rest = tuple(row.person for row in rows if row not in named)

    async def _say_row(self, row: Row, reply: Reply) -> None:
        evidence = await self._evidences.of(row.person)
        if evidence is not None and isinstance(evidence.record, Person):
            defection = evidence.record.defections[row.number]
            reply.say(defection_sentence(evidence.record, defection, self._wording), evidence.record, defection.sources)


def _loosened(selection: Selection) -> Selection:
    """The selection with directions taken less exactly: to where they passed through, from where it happened."""
    groups = []
    for group in selection.groups:
        more = [Facet(part, facet.value) for facet in group for part in DIRECTIONS.get(facet.kind, ())]
        groups.append(tuple(dict.fromkeys((*group, *more))))
    return replace(selection, groups=tuple(groups))


def _any_way(selection: Selection) -> Selection:
    """The selection with any one of the ways out that it has: who hid in a car need not have driven."""
    ways = [group for group in selection.groups if any(facet.kind is FacetKind.METHOD for facet in group)]
    others = tuple(group for group in selection.groups if group not in ways)
    return replace(selection, groups=others).with_any(facet for group in ways for facet in group)


def _failed(evidence: Evidence) -> bool:
    return isinstance(evidence.record, Person) and evidence.record.main_defection.status not in SUCCEEDED


def _ids(query: Query) -> set[str]:
    return {thing.id for thing in query.things}
