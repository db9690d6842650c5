"""A Query -> an Answer, with the records and sources that support it; or a plain "I don't know"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.knowledge.asking.answer import Answer, AnswerEntry
from bot.knowledge.asking.evidence import Evidence
from bot.knowledge.asking.evidences import Evidences
from bot.knowledge.asking.following import following
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.look_up import LookUp, is_of_many
from bot.knowledge.asking.matching import unexplained
from bot.knowledge.asking.people import PersonAnswering
from bot.knowledge.asking.query import ContentWord, Query, Subject
from bot.knowledge.asking.reply import Reply
from bot.knowledge.asking.sentences import defection_sentence, order_sentence
from bot.knowledge.asking.telling import Telling
from bot.knowledge.asking.things import say_difference, say_thing
from bot.knowledge.asking.topical import Topical
from bot.knowledge.asking.wanted import OF_LIFE, Refusal, Wanted
from bot.knowledge.dates import HistoricalDate
from bot.knowledge.questions import clauses, is_elliptical, read
from bot.knowledge.records import Person, Topic
from bot.knowledge.selection import DefectionTable
from bot.knowledge.store import Store
from bot.knowledge.wording import Wording, date_words

_REFUSALS = {
    Refusal.OPINION: "I only tell what the records say, and hold no opinions.",
    Refusal.FUTURE: "I only know what has happened.",
    Refusal.COMMAND: "I only answer questions about defection from my records.",
    Refusal.ADVICE: "I can't give advice; I only answer questions about defection from my records.",
    Refusal.ELSEWHERE: "I only know about defection.",
    Refusal.PRIVATE: "I hold nothing so private about anybody.",
}
_UNKNOWN = "I don't know: my records have nothing that answers this."
_MOST_PEOPLE = 3
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


class Answers:
    """Answers questions that were read, from the records of a store."""

    def __init__(self, store: Store, lexicon: Lexicon, table: DefectionTable, wording: Wording) -> None:
        self.lexicon = lexicon
        self._wording = wording
        self._evidences = Evidences(store, lexicon, wording)
        self._topical = Topical(self._evidences, lexicon)
        self._look_up = LookUp(self._evidences, lexicon, table, wording)

    async def ask(self, question: str, after: Query | None = None) -> Answer:
        """The answer to ``question``; one without a name of its own is understood to follow ``after``."""
        if not any(map(str.isalnum, question)):
            after = None  # dots or an emoji ask nothing, and nothing more of anybody either
        query = read(question, self.lexicon, after)
        if after is not None and is_elliptical(question, query, self.lexicon):
            followed = await self._answer(question, following(query, after))
            if followed.answered:
                return followed
        answer = await self._answer(question, query)
        if not answer.answered and after is not None and query.refusal is None:
            followed = await self._answer(question, following(query, after))
            return followed if followed.answered else answer
        for clause in clauses(question, self.lexicon) if not answer.answered and query.refusal is None else ():
            partly = await self._answer(question, clause)
            if partly.answered:
                return partly
        return answer

    async def _answer(self, question: str, query: Query) -> Answer:
        """What the records say to ``query``, as which ``question`` was read."""
        reply = Reply()
        if query.refusal is not None:
            reply.deny(_REFUSALS[query.refusal])
        elif query.people:
            await self._about_people(query, reply)
            query = query if reply.answered else await self._beside(query, reply)
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
            query.reading,
            entries if reply.answered else (),
            tuple(reply.sources),
            () if reply.answered else entries,
            reply.rest,
        )

    # People

    async def _about_people(self, query: Query, reply: Reply) -> None:
        if query.wants(Wanted.ORDER) and await self._compared(query, reply):
            return
        if set(query.wanted) == {Wanted.ORDER} and len(query.people) == 1 and query.owned:  # "before his teacher"
            reply.deny("My records do not say which came first.")
            return
        for number, group in enumerate(query.people[:_MOST_PEOPLE]):
            others = [name for k, other in enumerate(query.people) if k != number for name in self._surnames(other)]
            for evidence in await self._fitting(group, query):
                self._about_person(query, evidence, reply, tuple(others))

    async def _beside(self, query: Query, reply: Reply) -> Query:
        """Answer of somebody else of whom is told beside the one who is named: "the singer married to Rostropovich"."""
        asks_more = query.agent or query.another or query.asked_noun or query.named_of
        if not query.describes or len(query.people) > 1 or asks_more:
            return query
        named = tuple(
            dict.fromkeys(
                ContentWord(stem, subject.spelling)
                for subject in query.people[0]
                for stem in self.lexicon.forms.stems(subject.spelling)
            )
        )
        told = replace(query, people=(), words=(*query.words, *named))
        return await self._look_up.beside({subject.id for subject in query.people[0]}, told, reply)

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
        found = await self._evidences.of_all([subject.id for subject in group])
        of_gender = [each for each in found if _gender(each) in ("", query.gender)] if query.gender else []
        found = of_gender or found
        gone = [len(unexplained(each, query.every_stem, self.lexicon)) for each in found]
        return [each for each, number in zip(found, gone, strict=True) if number == min(gone)][:_MOST_PEOPLE]

    async def _compared(self, query: Query, reply: Reply) -> bool:
        """Whether two dates could be told and set in order: of two people, or of one and a topic."""
        dated: list[tuple[HistoricalDate, str]] = []
        for subject in [subject for group in query.people for subject in group][:_MOST_PEOPLE]:
            evidence = await self._evidences.of(subject.id)
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
        evidence = await self._evidences.of(thing.id)
        if evidence is None or not isinstance(evidence.record, Topic) or evidence.record.date is None:
            return []
        topic = evidence.record
        reply.say(f"{topic.name}: {date_words(evidence.record.date)}.", topic)
        return [(evidence.record.date, topic.name)]

    # Terms, topics, and everybody whom a question does not name

    async def _about_others(self, query: Query, reply: Reply) -> Query:
        if query.wants(*OF_LIFE) and (query.names_stranger or self._is_of_a_mere_name(query)):
            return query
        # "What's the name of the man who ..." asks who that was.
        wanted = (Wanted.WHO if each in _OF_KNOWN_PEOPLE else each for each in query.wanted)
        query = replace(query, wanted=tuple(dict.fromkeys(wanted)))
        things = await self._evidences.of_all([thing.id for thing in query.things])
        if query.wants(Wanted.DIFFERENCE) and len(things) > 1:
            say_difference(things, reply)
            return query
        if query.wants(Wanted.WORD):
            await self._topical.answer(query, self._words(query), reply)
            return query
        if not is_of_many(query) and await self._say_things(query, things, reply):
            return query
        found = await self._look_up.answer(query, reply)
        if not reply.answered:
            await self._say_things(query, things, reply)
        if not reply.answered:
            await self._topical.answer(query, self._words(query), reply)
        return found

    def _is_of_a_mere_name(self, query: Query) -> bool:
        """Whether a single word tells whoever is meant: a name, which the records of others may mention."""
        told = [word for word in query.words if word.stem not in self.lexicon.dying]
        return len(told) == 1 and not query.filters and not query.things and query.years is None

    def _words(self, query: Query) -> list[str]:
        """The stems that a record must explain, of what the question names too."""
        named = [stem for thing in query.things for stem in self.lexicon.forms.stems(thing.spelling)]
        plain = self.lexicon.ignored | self.lexicon.light
        return [stem for stem in dict.fromkeys((*query.every_stem, *named)) if stem not in plain]

    async def _say_things(self, query: Query, things: Sequence[Evidence], reply: Reply) -> bool:
        """Whether one of ``things`` explains all that was asked of it, or one of its people does."""
        longest = sorted(query.things, key=lambda thing: -len(thing.spelling.split()))
        places = {thing.id: place for place, thing in reversed([*enumerate(longest)])}
        for evidence in sorted(things, key=lambda each: places[each.record.id]):
            asked = [*query.every_stem, *([query.agent] if query.agent else [])]
            if not unexplained(evidence, asked, self.lexicon):
                say_thing(query, evidence, self.lexicon, reply)
                return True
        of_kin = not self.lexicon.kin.keys().isdisjoint(query.every_stem)
        for evidence in things if of_kin else ():
            for person_id in evidence.record.people if isinstance(evidence.record, Topic) else ():
                person = await self._evidences.of(person_id)
                if person is not None and not unexplained(person, query.every_stem, self.lexicon):
                    self._about_person(query, person, reply)
                    if reply.answered:
                        return True
        return False


def _gender(evidence: Evidence) -> str:
    return evidence.record.gender or "" if isinstance(evidence.record, Person) else ""
