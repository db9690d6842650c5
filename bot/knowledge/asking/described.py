"""Who or what is meant by what a question tells of them: the one record that says it all, clearly before any other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.knowledge.asking.deeds import did_it, years_of
from bot.knowledge.asking.evidence import DEFINITION, DETAIL, OUTCOME, SUMMARY, Evidence
from bot.knowledge.asking.evidences import Evidences
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.matching import Scored, explains
from bot.knowledge.asking.query import ContentWord, Query
from bot.knowledge.asking.wanted import OF_MANY, Wanted
from bot.knowledge.asking.weighing import Weighing
from bot.knowledge.facets import Facet, FacetKind
from bot.knowledge.records import Person
from bot.knowledge.selection import DefectionTable, Selection

_MARGIN = 0.12
_LEAST_SAID = 0.5
"""Of what is told, how much one sentence must say."""

_LEAST_TOGETHER = 3
"""Words that one sentence must have where another is explained by nothing."""

_LEAST_WEIGHED = 3
_LEAST_SHARE = 0.5
"""Of what is told, weighed by how rare each word is, how much a record must say that does not say all."""

_CLEAR = 0.77
"""What that and the lead over the next record must come to."""

_BEYOND_DOUBT = 1.2
"""What they come to where somebody is meant though it was not in or for what the question says."""

_NEAR = 4
"""Words behind a title within which stands of where it is."""

_MANY = 6
"""Words of a description of which two may be explained by nothing."""

_TELLING = frozenset(
    {FacetKind.OCCUPATION, FacetKind.TAG, FacetKind.EMPLOYER, FacetKind.METHOD, FacetKind.VEHICLE, FacetKind.STATUS}
)
DIRECTIONS = {
    FacetKind.FROM: (FacetKind.FROM, FacetKind.NATIONALITY, FacetKind.AT),
    FacetKind.TO: (FacetKind.TO, FacetKind.VIA, FacetKind.AT, FacetKind.SETTLED),
}
"""What a direction may mean too: to where somebody passed through, from where it happened."""

_OF_PERSONS = frozenset({FacetKind.OCCUPATION, FacetKind.NATIONALITY, FacetKind.GENDER})


class Described:
    """Finds the record of which a question tells."""

    def __init__(self, evidences: Evidences, lexicon: Lexicon, table: DefectionTable) -> None:
        self._evidences = evidences
        self._lexicon = lexicon
        self._table = table
        self._weighing = Weighing(evidences, lexicon)

    async def find(self, query: Query, words: Sequence[str], *, wholly: bool = False) -> tuple[Scored, Evidence] | None:
        """The record that explains all ``words``, with the sentence that says most of them.

        Where none does, one that says many of them together may leave a plain word unexplained, unless ``wholly``;
        and failing that it is the person of whose record far more is said than of any other's.
        """
        years = [str(year) for year in (query.years.first, query.years.last) if year] if query.years else []
        wanted = list(dict.fromkeys((*words, *years)))
        if query.deed and query.deed not in wanted:
            wanted.append(query.deed)
        if all(word.isdigit() for word in wanted):
            return None
        if not self.is_telling(query) and not self.is_telling(query, is_only=True):  # before anything is looked up
            return None
        found = await self._evidences.best_of_all(wanted, self._hints(query, wanted))
        if not found and wholly:
            clear = None
        elif not found:
            clear = self._clearest(wanted, await self._nearly(query, wanted))
        elif self.is_telling(query, is_only=len({evidence.record.id for _, evidence in found}) == 1):
            clear = self._clearest(wanted, self._fitting(query, wanted, found))
        else:
            return None
        found_one = clear or await self._mostly(query, wanted)
        return found_one if found_one is None or did_it(query, found_one[1], self._lexicon) else None

    async def _mostly(self, query: Query, wanted: Sequence[str]) -> tuple[Scored, Evidence] | None:
        """The person of whose record most of what weighs is said, far more than of any other's."""
        tells_role = any(_TELLING & each.kinds for each in query.filters)
        names_topic = not tells_role and any(self._lexicon.kind_of(thing.id) == "topic" for thing in query.things)
        if len(wanted) < _LEAST_WEIGHED or names_topic or query.is_negated or not self.is_telling(query):
            return None
        if query.office:
            return None
        best = await self._weighing.best(wanted, self._fields(query), least=_LEAST_SHARE - _MARGIN)
        first, *others = best or (None,)
        if first is None or first.share < _LEAST_SHARE:
            return None
        lead = first.share - (others[0].share if others else _LEAST_SHARE - _MARGIN)
        is_beyond_doubt = first.share + lead >= _BEYOND_DOUBT
        may_miss = {
            word.stem for word in query.words if self._may_be_passed_over(query, word, is_beyond_doubt=is_beyond_doubt)
        }
        if not first.unsaid <= may_miss or (query.names_stranger and not self._is_named(query, first.evidence)):
            return None
        return (first.best, first.evidence) if lead >= _MARGIN and first.share + lead >= _CLEAR else None

    def _fields(self, query: Query) -> dict[str, set[str]]:
        """For each stem of a condition the people whose fields meet it."""
        return {
            stem: set(self._table.people(Selection().with_any(each.facets)))
            for each in query.filters
            if each.facets
            for stem in each.stems
        }

    async def _nearly(self, query: Query, wanted: Sequence[str]) -> list[tuple[Scored, Evidence]]:
        """The records that say together all ``wanted`` but one, if that is neither a name nor a condition."""
        plain = [word.stem for word in query.words if word.stem in wanted and self._may_be_passed_over(query, word)]
        plain += [stem for each in query.filters if each.kinds == {FacetKind.METHOD} for stem in each.stems]
        plain = [stem for stem in dict.fromkeys(plain) if stem not in self._lexicon.vehicles]
        if not plain or len(wanted) <= _LEAST_TOGETHER or query.is_negated or not self.is_telling(query):
            return []
        most = 2 if len(wanted) >= _MANY else 1
        found = await self._evidences.best_but(wanted, plain, self._hints(query, wanted), most_left_out=most)
        fitting = self._fitting(query, wanted, found)
        return [each for each in fitting if each[0].said >= max(_LEAST_TOGETHER, len(wanted) // 2)]

    def _hints(self, query: Query, wanted: Sequence[str]) -> list[str]:
        """What of the question besides may tell who is meant, but for verbs that any record may have."""
        common = self._lexicon.going | self._lexicon.leaving
        return [hint for hint in query.hints if hint not in wanted and hint not in common]

    def _may_be_passed_over(self, query: Query, word: ContentWord, *, is_beyond_doubt: bool = False) -> bool:
        """Whether a word is no name, number, vehicle or relative, nor where, in what or for what it was.

        The last may be told otherwise of somebody who ``is_beyond_doubt``.
        """
        lexicon = self._lexicon
        of_weight = word.stem in lexicon.vehicles or word.stem in lexicon.kin
        is_placed = word.stem in query.supposed or word.stem in query.behind_preposition
        of_weight = of_weight or (is_placed and not is_beyond_doubt)
        names = any(lexicon.mentions.is_name_like(token) for token in lexicon.forms.tokens(word.spelling))
        return word.stem.isalpha() and not of_weight and not names

    def _fitting(
        self, query: Query, wanted: Sequence[str], found: Sequence[tuple[Scored, Evidence]]
    ) -> list[tuple[Scored, Evidence]]:
        """Those of whom the conditions of the question hold, and whose sentence has its numbers."""
        directed = self._directed(query)
        numbers = [word for word in wanted if word.isdigit()]
        return [
            (scored, evidence)
            for scored, evidence in found
            if (directed is None or evidence.record.id in directed)
            and self._has_supposed(query, evidence, scored)
            and (scored.said >= _LEAST_TOGETHER or self._has_ways(query, evidence))
            and (self._is_such(query, evidence) or self._says_it_all(wanted, evidence, scored))
            and (not query.names_stranger or self._is_named(query, evidence))
            and (query.office is None or self.is_held(query.office, scored))
            and self._has_numbers(scored, evidence, set(numbers) - years_of(evidence))
        ]

    def _clearest(
        self, wanted: Sequence[str], found: Sequence[tuple[Scored, Evidence]]
    ) -> tuple[Scored, Evidence] | None:
        """The best, if it says enough and the next record trails: the more, the more words it has itself."""
        own = {id(evidence): self._own(wanted, evidence) for _, evidence in found}
        best = sorted(found, key=lambda each: -each[0].score * own[id(each[1])])
        if not best:
            return None
        scored, evidence = best[0]
        others = [each.score * own[id(other)] for each, other in best if other is not evidence]
        trails = bool(others) and scored.score * own[id(evidence)] - others[0] < _MARGIN
        return None if others and (scored.score < _LEAST_SAID or trails) else (scored, evidence)

    def _says_it_all(self, wanted: Sequence[str], evidence: Evidence, scored: Scored) -> bool:
        """Whether a record has every word itself, and most in one sentence, so that a trade may be part of it."""
        return scored.said > _LEAST_TOGETHER and self._own(wanted, evidence) >= 1.0

    def _own(self, wanted: Sequence[str], evidence: Evidence) -> float:
        """How many of the words a record has itself, and not only in words that mean much the same."""
        return sum(not self._lexicon.family(word).isdisjoint(evidence.stems) for word in wanted) / len(wanted)

    def _has_numbers(self, scored: Scored, evidence: Evidence, numbers: Iterable[str]) -> bool:
        """Whether the numbers are told in the sentence, or beside one that tells much."""
        told = evidence.stems if scored.said >= _LEAST_TOGETHER else scored.sentence.stems
        return all(not self._lexicon.meanings(number).isdisjoint(told) for number in numbers)

    def is_held(self, office: tuple[str, str], scored: Scored) -> bool:
        """Whether the sentence has what was held, and behind it where: "king of Naples"."""
        lexicon = self._lexicon
        title, place = (lexicon.plainly(each) for each in office)
        stems = lexicon.forms.stems(scored.sentence.text)
        held = (n for n, stem in enumerate(stems) if stem in title)
        return any(not place.isdisjoint(stems[n + 1 : n + 1 + _NEAR]) for n in held)

    def _is_named(self, query: Query, evidence: Evidence) -> bool:
        """Whether what looks like a stranger's name is part of the record's own: the ship of its refugees."""
        mentions, forms = self._lexicon.mentions, self._lexicon.forms
        names = [
            word.stem
            for word in query.words
            if any(mentions.is_name_like(token) or mentions.is_given(token) for token in forms.tokens(word.spelling))
        ]
        return bool(names) and evidence.names.issuperset(names)

    def _directed(self, query: Query) -> set[str] | None:
        """The people who went as a question says: from Switzerland to Cuba is not back. None if it does not say."""
        selection = Selection()
        for each in query.filters:
            if FacetKind.NATIONALITY in each.kinds:  # "Georgian" tells no direction
                continue
            if query.wants(Wanted.RETURN):  # "did not want to go back to Ukraine"
                continue
            if FacetKind.TO in each.kinds and not (query.speaks_of_going or query.is_about_leaving):
                continue  # "who sends films into North Korea"
            for role, parts in DIRECTIONS.items():
                values = [facet.value for facet in each.facets if facet.kind is role]
                selection = selection.with_any(Facet(part, value) for part in parts for value in values)
        return set(self._table.people(selection)) if selection else None

    def _is_such(self, query: Query, evidence: Evidence) -> bool:
        """Whether a person is of the people and the trade that the question says, and does not only meet with them."""
        if not isinstance(evidence.record, Person):
            return True
        told = evidence.fields.union(
            evidence.names, *(each.stems for each in evidence.of_kind(SUMMARY, DETAIL, OUTCOME))
        )
        for each in query.filters:
            is_of_persons = not _OF_PERSONS.isdisjoint(each.kinds)
            if not is_of_persons or self._has_any(evidence.record, each.facets):
                continue
            reached = [Facet(FacetKind.TO, each.value) for each in each.facets if each.kind is FacetKind.NATIONALITY]
            is_told = all(explains(told, stem, self._lexicon) for stem in each.stems)
            if not is_told or self._has_any(evidence.record, reached):  # who flew to Turkey is no Turk
                return False
        return True

    def _has_any(self, person: Person, facets: Sequence[Facet]) -> bool:
        return bool(facets) and person.id in self._table.people(Selection().with_any(facets))

    def _has_supposed(self, query: Query, evidence: Evidence, scored: Scored) -> bool:
        """Whether what stands behind "to", "in" and their like is told of the way out, or with all the rest."""
        sentences = (sentence.stems for sentence in evidence.of_kind(SUMMARY, DETAIL, OUTCOME, DEFINITION))
        told = evidence.fields.union(evidence.names, *sentences)
        if scored.said >= _LEAST_TOGETHER:
            told |= scored.sentence.stems
        return all(explains(told, stem, self._lexicon) for stem in query.supposed)

    def _has_ways(self, query: Query, evidence: Evidence) -> bool:
        """Whether the record has the ways out that the question names, or tells of them in their own words."""
        return all(
            not isinstance(evidence.record, Person)
            or not each.kinds & {FacetKind.METHOD}
            or self._has_any(evidence.record, each.facets)
            or any(not self._lexicon.family(stem).isdisjoint(evidence.stems) for stem in each.stems)
            for each in query.filters
        )

    def is_telling(self, query: Query, *, is_only: bool = False) -> bool:
        """Whether a question says enough of somebody to be known by it: less, if it fits one record only."""
        if query.asks_whether:
            return False
        if query.names_stranger:  # which must be the record's own
            return True
        tells_role = any(_TELLING & each.kinds for each in query.filters)
        is_about_somebody = query.describes or query.wants(Wanted.WHO, Wanted.NOTHING, *OF_MANY)
        if not tells_role and not is_about_somebody:
            return False
        did = any(hint in self._lexicon.light and hint not in self._lexicon.going for hint in query.hints)
        leaves = query.is_about_leaving and not is_only
        said = len(query.words) + len(query.filters) + (query.years is not None) + (leaves or did)
        is_little_enough = is_about_somebody and (tells_role or (is_only and query.wants(Wanted.WHO)))
        return said >= (2 if is_little_enough else 3)
