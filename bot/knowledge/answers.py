"""A Query -> an Answer, with the records and sources that support it; or a plain "I don't know"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.asking.answer import Answer, AnswerEntry
from bot.knowledge.asking.evidence import DEFINITION, DETAIL, OUTCOME, SUMMARY, Evidence, Sentence, evidence_of
from bot.knowledge.asking.filters import OF_PEOPLE
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.lists import MOST_NAMED, SUCCEEDED, best_known, list_text, one_a_person, ordered
from bot.knowledge.asking.matching import Scored, best_sentences, unexplained, weighted
from bot.knowledge.asking.people import PersonAnswering
from bot.knowledge.asking.query import Query, Subject
from bot.knowledge.asking.reply import Reply
from bot.knowledge.asking.search import all_of
from bot.knowledge.asking.sentences import defection_sentence, order_sentence
from bot.knowledge.asking.telling import ROUTE, TELLERS, Telling
from bot.knowledge.asking.things import say_difference, say_thing
from bot.knowledge.asking.wanted import Refusal, Wanted
from bot.knowledge.dates import HistoricalDate
from bot.knowledge.facets import Facet, FacetKind
from bot.knowledge.records import Person, Topic
from bot.knowledge.selection import DefectionTable, Row, Selection
from bot.knowledge.store import Store
from bot.knowledge.wording import Wording, date_words

__all__ = ["MOST_NAMED", "Answer", "AnswerEntry", "Answers"]

_REFUSALS = {
    Refusal.OPINION: "I only tell what the records say, and hold no opinions.",
    Refusal.FUTURE: "I only know what has happened.",
    Refusal.COMMAND: "I only answer questions about defection from my records.",
    Refusal.ADVICE: "I can't give advice; I only answer questions about defection from my records.",
    Refusal.ELSEWHERE: "I only know about defection.",
    Refusal.PRIVATE: "I hold nothing so private about anybody.",
}
_UNKNOWN = "I don't know: my records have nothing that answers this."
_MOST_CANDIDATES = 24
_MOST_EVIDENCE = 128
"""Records taken apart that are kept in memory."""

_MOST_HAVING = 10_000
_MOST_PEOPLE = 3
_FEW = 3
"""People of a list of whom each is told what they did."""

_MARGIN = 0.12
_SAID_TOGETHER = 0.8
_LEAST_SAID = 0.5
"""Of a look-up's words, how much one sentence must say."""

_LISTED = (Wanted.PEOPLE, Wanted.COUNT)
_TELLING = frozenset(
    {FacetKind.OCCUPATION, FacetKind.TAG, FacetKind.EMPLOYER, FacetKind.METHOD, FacetKind.VEHICLE, FacetKind.STATUS}
)
_DIRECTIONS = {
    FacetKind.FROM: (FacetKind.FROM, FacetKind.NATIONALITY, FacetKind.AT),
    FacetKind.TO: (FacetKind.TO, FacetKind.VIA, FacetKind.AT, FacetKind.SETTLED),
}
_CLAIMS = {Wanted.FIRST: "first", Wanted.LAST: "last"}
_MOST_OF_ONE = 2
_MOST_OF_THING = 6
_OF_KNOWN_PEOPLE = frozenset(
    {
        Wanted.OTHER_NAMES,
        Wanted.OCCUPATION,
        Wanted.NATIVE_NAME,
        Wanted.ORDER,
        Wanted.DEATH,
        Wanted.BIRTH,
        Wanted.COMPANIONS,
    }
)
_ORDERS = (Wanted.FIRST, Wanted.LAST, Wanted.YOUNGEST, Wanted.OLDEST)
_OF_MANY = (Wanted.PEOPLE, Wanted.COUNT, *_ORDERS)


class Answers:
    """Answers questions that were read, from the records of a store."""

    def __init__(self, store: Store, lexicon: Lexicon, table: DefectionTable, wording: Wording) -> None:
        self._store = store
        self.lexicon = lexicon
        self._table = table
        self._wording = wording
        self._evidences: dict[str, Evidence] = {}

    async def answer(self, question: str, query: Query) -> Answer:
        """What the records say to ``query``, as which ``question`` was read."""
        reply = Reply()
        if query.refusal is not None:
            reply.deny(_REFUSALS[query.refusal])
        elif query.people:
            await self._about_people(query, reply)
        else:
            query = await self._about_others(query, reply)
        if not reply.sentences:
            reply.deny(_UNKNOWN)
        entries = tuple(AnswerEntry.of(record) for record in reply.records)
        return Answer(
            question,
            reply.answered,
            reply.text,
            query,
            reading(query),
            entries if reply.answered else (),
            tuple(reply.sources),
            () if reply.answered else entries,
            reply.rest,
        )

    # People

    async def _about_people(self, query: Query, reply: Reply) -> None:
        if query.wants(Wanted.ORDER) and await self._compared(query, reply):
            return
        for number, group in enumerate(query.people[:_MOST_PEOPLE]):
            others = [name for k, other in enumerate(query.people) if k != number for name in self._surnames(other)]
            for evidence in await self._fitting(group, query):
                self._about_person(query, evidence, reply, tuple(others))

    def _surnames(self, group: Sequence[Subject]) -> list[str]:
        return [stem for subject in group[:1] for stem in self.lexicon.forms.stems(subject.name)[-1:]]

    def _about_person(self, query: Query, evidence: Evidence, reply: Reply, others: tuple[str, ...] = ()) -> None:
        if isinstance(evidence.record, Person):
            answer = Reply()
            telling = Telling(evidence, evidence.record, query.years, self.lexicon, self._wording, answer)
            PersonAnswering(query, telling, others).answer()
            reply.add(answer)

    async def _fitting(self, group: Sequence[Subject], query: Query) -> list[Evidence]:
        """Of the people whom one spelling may mean, those whose record explains most of the question."""
        found = [evidence for subject in group if (evidence := await self._evidence(subject.id)) is not None]
        of_gender = [each for each in found if _gender(each) in ("", query.gender)] if query.gender else []
        found = of_gender or found
        gone = [len(unexplained(each, query.every_stem, self.lexicon)) for each in found]
        return [each for each, number in zip(found, gone, strict=True) if number == min(gone)][:_MOST_PEOPLE]

    async def _evidence(self, entry_id: str) -> Evidence | None:
        if (known := self._evidences.pop(entry_id, None)) is None:
            entry = await self._store.entry(entry_id)
            if entry is None:
                return None
            known = evidence_of(entry.record, self._wording, self.lexicon.forms)
        self._evidences[entry_id] = known
        if len(self._evidences) > _MOST_EVIDENCE:
            self._evidences.pop(next(iter(self._evidences)))
        return known

    async def _compared(self, query: Query, reply: Reply) -> bool:
        """Whether two dates could be told and set in order: of two people, or of one and a topic."""
        dated: list[tuple[HistoricalDate, str]] = []
        for subject in [subject for group in query.people for subject in group][:_MOST_PEOPLE]:
            evidence = await self._evidence(subject.id)
            if evidence is None or not isinstance(evidence.record, Person):
                continue
            record = evidence.record
            if record.main_defection.date:
                dated.append((record.main_defection.date, record.name))
                text = defection_sentence(record, record.main_defection, self._wording)
                reply.say(text, record, record.main_defection.sources)
            for thing in query.things:
                if unexplained(evidence, self.lexicon.forms.stems(thing.spelling), self.lexicon):
                    dated += await self._dated_thing(thing, reply)
        if len(dated) < 2:
            reply.clear()
            return False
        reply.sentences.append(order_sentence(dated))
        return True

    async def _dated_thing(self, thing: Subject, reply: Reply) -> list[tuple[HistoricalDate, str]]:
        evidence = await self._evidence(thing.id)
        if evidence is None or not isinstance(evidence.record, Topic) or evidence.record.date is None:
            return []
        topic = evidence.record
        reply.say(f"{topic.name}: {date_words(evidence.record.date)}.", topic)
        return [(evidence.record.date, topic.name)]

    # Terms, topics, lists and look-ups

    async def _about_others(self, query: Query, reply: Reply) -> Query:
        # "What's the name of the man who ..." asks who that was.
        wanted = (Wanted.WHO if each in _OF_KNOWN_PEOPLE else each for each in query.wanted)
        query = replace(query, wanted=tuple(dict.fromkeys(wanted)))
        things = [evidence for thing in query.things if (evidence := await self._evidence(thing.id)) is not None]
        if query.wants(Wanted.DIFFERENCE) and len(things) > 1:
            say_difference(things, reply)
            return query
        if not self._is_of_many(query) and await self._say_things(query, things, reply):
            return query
        found = await self._look_up(query, reply)
        if not reply.answered:
            await self._say_things(query, things, reply)
        return found

    @staticmethod
    def _is_of_many(query: Query) -> bool:
        """Whether it asks for people by what they have in common, and not for one thing that it names."""
        # The Cambridge Five are a topic, and what people have in common; the first is meant.
        topics = {thing.spelling for thing in query.things if thing.kind == "topic"}
        kinds = [
            facet.kind
            for each in query.filters
            for facet in each.facets
            if each.spelling not in topics or facet.kind is FacetKind.METHOD or query.is_about_leaving
        ]
        if query.wants(*_OF_MANY):
            return bool(kinds) or query.years is not None or query.wants(*_ORDERS)
        narrowed = not OF_PEOPLE.isdisjoint(kinds) or (bool(kinds) and query.is_about_leaving)
        return (narrowed or query.years is not None) and query.wants(Wanted.WHO, Wanted.NOTHING)

    async def _say_things(self, query: Query, things: Sequence[Evidence], reply: Reply) -> bool:
        """Whether one of ``things`` explains all that was asked of it, or one of its people does."""
        for evidence in things:
            if not unexplained(evidence, query.every_stem, self.lexicon):
                say_thing(query, evidence, self.lexicon, reply)
                return True
        of_kin = not self.lexicon.kin.keys().isdisjoint(query.every_stem)
        for evidence in things if of_kin else ():
            for person_id in evidence.record.people if isinstance(evidence.record, Topic) else ():
                person = await self._evidence(person_id)
                if person is not None and not unexplained(person, query.every_stem, self.lexicon):
                    self._about_person(query, person, reply)
                    if reply.answered:
                        return True
        return False

    async def _look_up(self, query: Query, reply: Reply) -> Query:
        named = [stem for thing in query.things for stem in self.lexicon.forms.stems(thing.spelling)]
        plain = self.lexicon.ignored | self.lexicon.light
        words = [stem for stem in dict.fromkeys((*query.content, *named)) if stem not in plain]
        every = [stem for stem in dict.fromkeys((*query.every_stem, *named)) if stem not in plain]
        if query.wants(Wanted.COUNT) and words:
            await self._say_number(query, every, reply)
        if query.wants(*_CLAIMS) and words and await self._say_claim(query, every, reply):
            return query
        rows = await self._rows(query, words)
        if order := next((each for each in query.wanted if each in _ORDERS), None):
            rows = ordered(rows, order)[:1]
        if len(rows) == 1 and words and not self._is_telling(query):
            return query
        if len(rows) == 1 and not query.wants(Wanted.COUNT):
            return await self._about_one(query, rows[0].person, reply)
        if rows and self._is_of_many(query):
            if words and not query.wants(*_OF_MANY):
                one = await self._reverse(query, every, reply)
                if reply.answered:
                    return one
            await self._say_rows(rows, query, reply)
            return query
        if reply.answered:
            return query
        return await self._reverse(query, every, reply)

    async def _say_number(self, query: Query, words: Sequence[str], reply: Reply) -> None:
        """Say the sentence that has a number and all the words, if there is one: first of the thing that is named."""
        best = await self._best_of_all(words, query.hints)
        for thing in query.things:
            if (evidence := await self._evidence(thing.id)) is not None and not unexplained(
                evidence, words, self.lexicon
            ):
                of_thing = best_sentences(evidence, weighted(words, query.hints), self.lexicon, most=_MOST_OF_THING)
                best = [(scored, evidence) for scored in of_thing] + best
        for scored, evidence in best:
            if scored.sentence.has_number and (scored.score >= _SAID_TOGETHER or evidence.record.id in _ids(query)):
                reply.say(scored.sentence.text, evidence.record, scored.sentence.sources)
                return

    async def _say_claim(self, query: Query, words: Sequence[str], reply: Reply) -> bool:
        """Whether a sentence says itself who was the first, or the last."""
        claims = [claim for wanted, claim in _CLAIMS.items() if query.wants(wanted)]
        dying = ["die"] if query.wants(Wanted.DEATH) else []
        best = await self._best_of_all([*words, *dying, *claims], query.hints)
        best = [each for each in best if not each[0].sentence.stems.isdisjoint(claims)]
        if not best or best[0][0].score < _SAID_TOGETHER:
            return False
        scored, evidence = best[0]
        reply.say(scored.sentence.text, evidence.record, scored.sentence.sources)
        if isinstance(evidence.record, Person):
            main = evidence.record.main_defection
            reply.say(defection_sentence(evidence.record, main, self._wording), evidence.record, main.sources)
        return True

    async def _rows(self, query: Query, words: Sequence[str]) -> list[Row]:
        """The defections of which every condition holds, and whose person's record has all ``words``."""
        if not any(each.facets for each in query.filters) and query.years is None and not query.wants(*_ORDERS):
            return []
        selection = query.selection
        if query.is_about_leaving and not selection.facets(FacetKind.STATUS):
            selection = selection.with_any(Facet(FacetKind.STATUS, status) for status in SUCCEEDED)
        rows = one_a_person(self._table.select(selection)) or one_a_person(self._table.select(_loosened(selection)))
        if words and rows:
            found = set(await self._having(words, _MOST_HAVING, in_lead=True))
            rows = [row for row in rows if row.person in found]
        return rows

    async def _having(self, words: Sequence[str], most: int, *, in_lead: bool = False) -> list[str]:
        if not words:
            return []
        return await self._store.find_texts(
            all_of((self.lexicon.meanings(word) for word in words), in_lead=in_lead), most
        )

    async def _best_of_all(self, words: Sequence[str], hints: Sequence[str]) -> list[tuple[Scored, Evidence]]:
        """Of every record that explains all ``words`` its best sentence, the best of all first."""
        found = []
        for entry_id in await self._having(words, _MOST_CANDIDATES):
            evidence = await self._evidence(entry_id)
            if evidence is not None:
                best = best_sentences(evidence, weighted(words), self.lexicon, most=_MOST_OF_ONE)
                found += [(scored, evidence) for scored in best]
        return sorted(found, key=lambda each: -each[0].score)

    async def _reverse(self, query: Query, words: Sequence[str], reply: Reply) -> Query:
        """The one record that explains every word, if one does so clearly better than the others."""
        years = [str(year) for year in (query.years.first, query.years.last) if year] if query.years else []
        wanted = list(dict.fromkeys((*words, *years)))
        if query.names_stranger or query.wants(*_LISTED):
            return query
        if all(word.isdigit() for word in wanted):
            return query
        numbers = [word for word in wanted if word.isdigit()]
        found = await self._best_of_all(wanted, query.hints)
        if not self._is_telling(query, is_only=len({evidence.record.id for _, evidence in found}) == 1):
            return query
        directed = self._directed(query)
        best = [
            (scored, evidence)
            for scored, evidence in found
            if (directed is None or evidence.record.id in directed)
            and self._has_supposed(query, evidence)
            and scored.sentence.stems.issuperset(set(numbers) - _years_of(evidence))
        ]
        if not best:
            return query
        scored, evidence = best[0]
        others = [each for each, other in best if other is not evidence]
        if others and (scored.score < _LEAST_SAID or scored.score - others[0].score < _MARGIN):
            return query
        if isinstance(evidence.record, Person):
            return await self._about_one(query, evidence.record.id, reply, scored.sentence)
        if sum(word in evidence.names for word in words) * 2 >= len(words):
            say_thing(query, evidence, self.lexicon, reply)
        return query

    def _directed(self, query: Query) -> set[str] | None:
        """The people who went as a question says: from Switzerland to Cuba is not back. None if it does not say."""
        selection = Selection()
        for each in query.filters:
            if any(facet.kind is FacetKind.NATIONALITY for facet in each.facets):  # "Georgian" tells no direction
                continue
            for role, parts in _DIRECTIONS.items():
                values = [facet.value for facet in each.facets if facet.kind is role]
                selection = selection.with_any(Facet(part, value) for part in parts for value in values)
        return set(self._table.people(selection)) if selection else None

    @staticmethod
    def _has_supposed(query: Query, evidence: Evidence) -> bool:
        """Whether what stands behind "to", "in" and their like is told of the way out, and not of something else."""
        told = (sentence.stems for sentence in evidence.of_kind(SUMMARY, DETAIL, OUTCOME, DEFINITION))
        return evidence.fields.union(evidence.names, *told).issuperset(query.supposed)

    def _is_telling(self, query: Query, *, is_only: bool = False) -> bool:
        """Whether a question says enough of somebody to be known by it: less, if it fits one record only."""
        tells_role = any(_TELLING & {facet.kind for facet in each.facets} for each in query.filters)
        is_about_somebody = query.wants(Wanted.WHO, Wanted.NOTHING, *_OF_MANY)
        if not tells_role and not is_about_somebody:
            return False
        did = any(hint in self.lexicon.light and hint not in self.lexicon.going for hint in query.hints)
        leaves = query.is_about_leaving and not is_only
        said = len(query.words) + len(query.filters) + (query.years is not None) + (leaves or did)
        is_little_enough = is_about_somebody and (tells_role or (is_only and query.wants(Wanted.WHO)))
        return said >= (2 if is_little_enough else 3)

    async def _about_one(self, query: Query, person_id: str, reply: Reply, said: Sentence | None = None) -> Query:
        """Answer of the person who was found what was asked, beginning with the sentence by which they were."""
        evidence = await self._evidence(person_id)
        if evidence is None or not isinstance(evidence.record, Person):
            return query
        person = evidence.record
        telling = Telling(evidence, person, None, self.lexicon, self._wording, reply)
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
            entry = await self._store.entry(row.person)
            if entry is not None:
                reply.support(entry.record)
        reply.sentences.append(list_text(rows, named, self._wording))
        reply.answered = True
        reply.rest = tuple(row.person for row in rows if row not in named)

    async def _say_row(self, row: Row, reply: Reply) -> None:
        evidence = await self._evidence(row.person)
        if evidence is not None and isinstance(evidence.record, Person):
            defection = evidence.record.defections[row.number]
            reply.say(defection_sentence(evidence.record, defection, self._wording), evidence.record, defection.sources)


def _loosened(selection: Selection) -> Selection:
    """The selection with directions taken less exactly: to where they passed through, from where it happened."""
    groups = []
    for group in selection.groups:
        more = [Facet(part, facet.value) for facet in group for part in _DIRECTIONS.get(facet.kind, ())]
        groups.append(tuple(dict.fromkeys((*group, *more))))
    return replace(selection, groups=tuple(groups))


def _gender(evidence: Evidence) -> str:
    return evidence.record.gender or "" if isinstance(evidence.record, Person) else ""


def _years_of(evidence: Evidence) -> set[str]:
    """The years in which somebody went over, as words."""
    if not isinstance(evidence.record, Person):
        return set()
    return {str(defection.date.year) for defection in evidence.record.defections if defection.date}


def _ids(query: Query) -> set[str]:
    return {thing.id for thing in query.things}


def reading(query: Query) -> str:
    """How a question was understood, in words for people."""
    wanted = ", ".join(each.value.replace("_", " ") for each in query.wanted)
    parts = [f"asked for: {wanted}"]
    if query.people:
        parts.append("about: " + "; ".join(" or ".join(each.name for each in group) for group in query.people))
    if query.things:
        parts.append("named: " + ", ".join(thing.spelling for thing in query.things))
    if query.filters:
        parts.append("only: " + ", ".join(each.spelling for each in query.filters))
    if query.years:
        parts.append(f"years: {query.years.first or ''}–{query.years.last or ''}")
    if query.words:
        parts.append("words: " + ", ".join(word.spelling for word in query.words))
    return "; ".join(parts)
