"""A question as it was understood: what is wanted, of whom or of what, and under which conditions."""

from __future__ import annotations

from typing import Literal

import msgspec

from bot.knowledge.asking.claims import Claim
from bot.knowledge.asking.wanted import Refusal, Wanted
from bot.knowledge.facets import Facet, FacetKind
from bot.knowledge.selection import Selection, Years

_EVERYBODY = Selection()
_WAYS = (FacetKind.METHOD, FacetKind.STATUS)


class Subject(msgspec.Struct, frozen=True):
    """A record that a question names; ``spelling`` is how the question wrote it."""

    id: str
    name: str
    kind: Literal["person", "term", "topic"]
    spelling: str = ""


class ContentWord(msgspec.Struct, frozen=True):
    """A word that a record must explain: its stem, and how the question wrote it."""

    stem: str
    spelling: str


class Filter(msgspec.Struct, frozen=True):
    """A condition: any of ``facets``; with none, or where nobody has them, that the record has all of ``stems``.

    ``spelling`` is how the question said it.
    """

    facets: tuple[Facet, ...]
    stems: tuple[str, ...]
    spelling: str
    is_role: bool = False
    """Whether it says beside somebody's name what they were: "the boxer Alonso"."""
    is_apposed: bool = False
    """Whether it says behind a name who is meant: "Petrov the hockey player"."""
    is_city: bool = False
    """Whether it names a city, of which no more than the country is a facet."""

    @property
    def kinds(self) -> frozenset[FacetKind]:
        """Of which kinds the facets are."""
        return frozenset(facet.kind for facet in self.facets)


class Query(msgspec.Struct, frozen=True):
    """What a question was understood as.

    ``people`` are the people whom it names, each with those whom the same spelling may
    mean; ``things`` the terms and topics. ``words`` are the content words that
    neither of them nor the ``filters`` account for: a record must explain every one of
    them to be the answer.
    """

    wanted: tuple[Wanted, ...] = (Wanted.NOTHING,)
    people: tuple[tuple[Subject, ...], ...] = ()
    things: tuple[Subject, ...] = ()
    filters: tuple[Filter, ...] = ()
    years: Years | None = None
    words: tuple[ContentWord, ...] = ()
    states_first: bool = False
    """Whether it states something of whom it names before it asks: "Degner went to Honda, how much did he get"."""
    stems: frozenset[str] = frozenset()
    """Those of all that it says but names."""
    hints: tuple[str, ...] = ()
    """Stems that need no explaining but tell which sentence is meant, such as "help"."""
    supposed: tuple[str, ...] = ()
    """Stems of the ``words`` that say to, in or by what somebody went: where no record explains them, it was not so."""
    asked_noun: str = ""
    """The stem of the word behind "which" or "what": it need not be explained if the others are."""
    behind_question_word: tuple[str, ...] = ()
    """The stems of words that stand right behind "how", "what" or "which"."""
    behind_preposition: tuple[str, ...] = ()
    """The stems of words that stand behind "for", "with" and their like: in what, for what, with what."""
    owned: tuple[str, ...] = ()
    """The stems of words that stand right behind "his", "her" or somebody's name with an "s": "Nureyev's dog"."""
    named_of: str = ""
    """The stem of what is somebody's and of which the name is asked: "wife" of "the name of Degner's wife"."""
    gender: str = ""
    """That of the pronoun by which it speaks of a person."""
    agent: str = ""
    """The stem of the verb of a question that asks who did something to a person: "who coached her"."""
    deed: str = ""
    """The stem of the verb right behind "who", if it is no plain one of going: "wrote" of "who wrote Red Horizons"."""
    did: str = ""
    """The stem of any verb right behind "who" that a record has to tell of: "led" of "who led Poland in 1980"."""
    done_to: tuple[str, ...] = ()
    """The stems of what it was done to: "Poland"."""
    office: tuple[str, str] | None = None
    """The stems of what and of where somebody is asked for who held it: "who was the king of England"."""
    action: str = ""
    """The stem of the verb behind the person: what is asked is something that they did or suffered."""
    describes: bool = False
    """Whether it asks nothing but who somebody was of whom it tells."""
    asks_whether: bool = False
    """Whether it asks if something is so of whom it names, and so tells of nobody else: "did King stay"."""
    claim: Claim | None = None
    """What it wants confirmed, if it is a plain question for a yes or a no."""
    supposition: Claim | None = None
    """What it takes for granted, where it asks when, why or how that came about."""
    another: str = ""
    """The stem of who is asked for and is not the person named: "driver" of "who was the driver that took her"."""
    asks_number: bool = False
    """Whether it asks how much, how far or the like, so that only a sentence with a number answers it."""
    names_stranger: bool = False
    """Whether it has the full name of somebody who is not in the records."""
    asks_cause: bool = False
    """Whether it asks of what, or how, somebody died."""
    is_plain_about_leaving: bool = False
    """Whether it asks plainly ("when", not "what money") of somebody's going."""
    is_negated: bool = False
    """Whether it says "not" or "never" in a way that no condition stands for."""
    speaks_of_going: bool = False
    """Whether it has a verb of going, so that a vehicle or a way in it tells how somebody left."""
    refusal: Refusal | None = None
    is_about_leaving: bool = False
    """Whether it speaks of people who got away, so that failed attempts are not meant."""

    @property
    def selection(self) -> Selection:
        """The conditions as filters of the defections."""
        selection = _EVERYBODY.with_years(self.years)
        for each in self.filters:
            ways = [facet for facet in each.facets if facet.kind in _WAYS]  # who swam need be no swimmer
            has_way = any(facet.kind is FacetKind.METHOD for facet in ways)
            selection = selection.with_any(ways if has_way else each.facets)
        return selection

    @property
    def content(self) -> list[str]:
        """The stems that a record must explain: of the content words, and of conditions that are more than facets."""
        return [
            *(word.stem for word in self.words),
            *(stem for each in self.filters if not each.facets or each.is_city for stem in each.stems),
        ]

    @property
    def every_stem(self) -> list[str]:
        """The stems of all content words and conditions, but for a gender, which is a field."""
        told = (each for each in self.filters if each.kinds != {FacetKind.GENDER})
        return [*(word.stem for word in self.words), *(stem for each in told for stem in each.stems)]

    def wants(self, *any_of: Wanted) -> bool:
        """Whether any of these is asked for."""
        return not set(any_of).isdisjoint(self.wanted)

    @property
    def reading(self) -> str:
        """How the question was understood, in words for people."""
        wanted = ", ".join(each.value.replace("_", " ") for each in self.wanted)
        parts = [f"asked for: {wanted}"]
        if self.people:
            parts.append("about: " + "; ".join(" or ".join(each.name for each in group) for group in self.people))
        if self.things:
            parts.append("named: " + ", ".join(thing.spelling for thing in self.things))
        if self.filters:
            parts.append("only: " + ", ".join(each.spelling for each in self.filters))
        if self.years:
            parts.append(f"years: {self.years.first or ''}–{self.years.last or ''}")
        if self.words:
            parts.append("words: " + ", ".join(word.spelling for word in self.words))
        return "; ".join(parts)
