"""What the fields of a person's record say to a claim: whether they got away, stayed, live, went alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from bot.knowledge.asking.claims import Claim, ClaimWords
from bot.knowledge.asking.later import returning
from bot.knowledge.asking.life import death
from bot.knowledge.asking.query import Filter, Query
from bot.knowledge.asking.telling import Telling
from bot.knowledge.asking.wanted import Wanted
from bot.knowledge.asking.way_out import companions
from bot.knowledge.facets import FacetKind
from bot.knowledge.geography import counted_as
from bot.knowledge.records import Defection, FactKind, LifeEvent, Status

_GOT_AWAY = frozenset({Status.COMPLETED, Status.RETURNED})
_PLACES = frozenset(
    {
        FacetKind.PLACE,
        FacetKind.FROM,
        FacetKind.TO,
        FacetKind.VIA,
        FacetKind.AT,
        FacetKind.SETTLED,
        FacetKind.NATIONALITY,
    }
)


class Held(msgspec.Struct, frozen=True):
    """Whether a claim is so by a field, and how that is told."""

    is_so: bool
    tell: Callable[[Telling], None]


class Fields(msgspec.Struct, frozen=True):
    """One claim of a question, held against the fields of one person's record."""

    query: Query
    claim: Claim
    telling: Telling
    is_borne_out: bool
    """Whether the places, years and ways that the question names are those of the record."""

    def held(self) -> Held | None:
        """What the fields say; None where they do not say it plainly."""
        if self.claim.of_all:
            return None
        if (refused := self._of_being_taken_in()) is not None:
            return refused
        if not self.claim.of_person:
            return None
        if self.claim.is_owned:
            return self._of_staying() or self._of_getting_away()
        kinds = (self._alone, self._of_death, self._of_staying, self._of_return, self._of_getting_away, self._of_being)
        found = next((held for kind in kinds if (held := kind()) is not None), None)
        return Held(not found.is_so, found.tell) if found is not None and self.claim.is_negated else found

    @property
    def _words(self) -> ClaimWords:
        return self.telling.lexicon.claims

    def _says(self, stems: frozenset[str]) -> bool:
        return not stems.isdisjoint(self.claim.stems)

    def _is_all_read(self, *read: frozenset[str]) -> bool:
        """Whether every word of the claim is of a condition, or among those that were ``read``."""
        known = {stem for each in self.query.filters for stem in each.stems}.union(*read)
        return all(word.stem in known or word.stem.isdigit() for word in self.claim.words)

    def _alone(self) -> Held | None:
        """Whether they went alone, where somebody is named who went along."""
        defections = self.telling.defections()
        went = any(each.companions or each.together_with for each in defections)
        lexicon = self.telling.lexicon
        is_asked = self.query.wants(Wanted.COMPANIONS) and self._says(lexicon.moving)
        if not is_asked or not went or not self._is_all_read(lexicon.moving, self._words.alone, self._words.together):
            return None
        return Held(not self._says(self._words.alone), companions)

    def _of_death(self) -> Held | None:
        """Whether they are dead, or died where or when the claim has it."""
        died, words = self.telling.person.died, self._words
        if died is None or not self._is_all_read(words.dying, words.living):
            return None
        if self._says(words.living) and not self._says(words.dying) and self.query.wants(Wanted.DEATH):
            return Held(False, death)
        if not self._says(words.dying):
            return None
        years = self.query.years
        parts = [self._is_place_of(each, died) for each in self.query.filters]
        if years is not None:
            at = died.date.year if died.date else None
            parts.append(None if at is None else (years.first or at) <= at <= (years.last or at))
        if False in parts:
            return Held(False, death)
        return None if None in parts else Held(True, death)

    def _is_place_of(self, each: Filter, event: LifeEvent) -> bool | None:
        """Whether a condition names where an event was; None where that can't be told."""
        if not each.kinds & _PLACES and each.facets:
            return None
        if set(self.telling.lexicon.forms.stems(event.place or "")).issuperset(each.stems):
            return True
        if each.is_city or not each.facets or event.country is None:
            return False if event.place and each.is_city else None
        return not self._counted(event.country).isdisjoint(facet.value for facet in each.facets)

    def _counted(self, *places: str | None) -> set[str]:
        known = self.telling.wording.places
        return {one for place in places if place for one in counted_as(place, known)}

    def _of_staying(self) -> Held | None:
        """Whether somebody who came back stayed where they went."""
        words, main = self._words, self.telling.person.main_defection
        if main.status is not Status.RETURNED or not self._says(words.staying):
            return None
        if not self._is_all_read(words.staying, words.lasting, words.flights) or not self._are_places({main.to}):
            return None
        return Held(False, Telling.route)

    def _are_places(self, meant: set[str | None]) -> bool:
        """Whether all conditions are of these places as a whole, and not of a city in them."""
        counted = self._counted(*meant)
        return all(
            not each.is_city and not counted.isdisjoint(facet.value for facet in each.facets)
            for each in self.query.filters
            if each.kinds & _PLACES or each.is_city
        )

    def _of_return(self) -> Held | None:
        """Whether they came back to the country that they left."""
        words, telling = self._words, self.telling
        is_plain = self._is_all_read(words.returning, telling.lexicon.moving) and not self._says(words.lasting)
        if not self.query.wants(Wanted.RETURN) or not is_plain or self.query.years:
            return None
        if not self._are_places({each.from_ for each in telling.person.defections}):
            return None
        facts = telling.evidence.of_kind(FactKind.RETURN)
        is_told = facts and not any(
            token.word in words.denying or token.stem in words.refusing
            for each in facts
            for token in telling.lexicon.forms.tokens(each.text)
        )
        came_back = telling.person.main_defection.status is Status.RETURNED
        return Held(True, returning) if came_back or is_told else None

    def _of_getting_away(self) -> Held | None:
        """Whether the flight that is meant succeeded."""
        words = self._words
        succeeding = words.succeeding - words.flights if self.claim.is_owned else words.succeeding
        gets, fails = self._says(succeeding), self._says(words.failing)
        of_a_try = (
            words.first
            | words.flights
            | words.succeeding
            | words.failing
            | words.catching
            | self.telling.lexicon.moving
        )
        named = frozenset(
            stem for thing in self.query.things for stem in self.telling.lexicon.forms.stems(thing.spelling)
        )
        is_caught = self._says(words.catching)
        is_asked = self.query.wants(Wanted.SUCCESS) and (is_caught or gets != fails)
        if not is_asked or not self._is_all_read(of_a_try, named):
            return None
        meant = self._meant()
        if is_caught:
            told = self.telling.lexicon.forms.stems(f"{meant.detail} {meant.outcome}")
            is_told = meant.status is Status.ATTEMPTED and not words.catching.isdisjoint(told)
            return Held(True, lambda telling: telling.attempt(meant)) if is_told else None
        if meant.status is Status.ATTEMPTED:
            return Held(fails, lambda telling: telling.attempt(meant))
        got_away = gets and meant.status in _GOT_AWAY and self.is_borne_out and self._is_route_of(meant)
        return Held(True, lambda telling: telling.attempt(meant)) if got_away else None

    def _is_route_of(self, meant: Defection) -> bool:
        """Whether each country of the claim plays the part in a flight that it has there; of a city no field tells."""
        passed = () if self.claim.verb in self.telling.lexicon.claims.for_good else meant.via
        parts = {
            FacetKind.FROM: self._counted(meant.from_),
            FacetKind.TO: self._counted(meant.to, meant.settled, *passed),
            FacetKind.VIA: self._counted(*meant.via, meant.country),
            FacetKind.AT: self._counted(meant.country),
        }
        for each in self.query.filters:
            own = [facet for facet in each.facets if facet.kind in parts]
            if each.is_city or (own and not any(facet.value in parts[facet.kind] for facet in own)):
                return False
        return True

    def _of_being_taken_in(self) -> Held | None:
        """Whether a country took in somebody who was not accepted."""
        words, claimed = self._words, self.telling.person.main_defection.status is Status.CLAIMED
        is_asked = claimed and self._says(words.taken_in) and (self.query.wants(Wanted.SUCCESS) or self.claim.is_owned)
        is_read = self._is_all_read(words.taken_in, words.granting)
        return Held(self.claim.is_negated, Telling.route) if is_asked and is_read and self.is_borne_out else None

    def _meant(self) -> Defection:
        """The flight that the question means: the first, that from where it names, or the main one."""
        defections = self.telling.defections()
        dated = [each for each in defections if each.date]
        if self._says(self._words.first) and dated:
            return min(dated, key=lambda each: each.date.start.first_day() if each.date else (0, 0, 0))
        return next(self._named(defections), defections[0])

    def _named(self, defections: Sequence[Defection]) -> Iterator[Defection]:
        facets = {facet.value for each in self.query.filters if each.kinds & _PLACES for facet in each.facets}
        yield from (each for each in defections if facets & self._counted(each.country))

    def _of_being(self) -> Held | None:
        """Whether they were of a trade or a people."""
        words, wording, person = self._words, self.telling.wording, self.telling.person
        if not self.claim.is_copula or not self.claim.words or self._says(words.becoming):
            return None
        labels = [wording.occupation(each) for each in person.occupations]
        for each in person.nationality:
            labels += (wording.places[each].name, *wording.places[each].demonyms)
        stems = {stem for label in labels for stem in self.telling.lexicon.forms.stems(label)}
        is_so = all(word.stem in stems and not word.preposition for word in self.claim.words)
        return Held(True, Telling.summary) if is_so else None


def countries_called(filters: Sequence[Filter], telling: Telling) -> dict[str, frozenset[str]]:
    """For each condition of one word that names a country the stems of its names: "american", "state"."""
    forms, places = telling.lexicon.forms, telling.wording.places
    found: dict[str, frozenset[str]] = {}
    for each in filters:
        ids = {facet.value for facet in each.facets if facet.kind in _PLACES and facet.value in places}
        if len(each.stems) == 1 and ids and not each.is_city:
            names = [name for one in ids for name in (places[one].name, *places[one].aliases, *places[one].demonyms)]
            found[each.stems[0]] = frozenset(stem for name in names for stem in forms.stems(name)[-1:])
    return found
