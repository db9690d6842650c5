"""Everything that reading a question needs, made once: forms, patterns, what may be named, and the people's names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from msgspec.structs import replace
from rapidfuzz.distance import OSA

from bot.knowledge.asking.asides import Asides, AsideWords
from bot.knowledge.asking.claims import ClaimWords
from bot.knowledge.asking.families import Families
from bot.knowledge.asking.gazetteer import Gazetteer
from bot.knowledge.asking.given_names import GivenNames
from bot.knowledge.asking.meanings import Meanings, everyday_words, synonyms
from bot.knowledge.asking.sayings import Sayings
from bot.knowledge.asking.vocabulary import Asking, ClaimLists, Patterns, QuestionWords, ToldLists
from bot.knowledge.asking.wanted import GENERAL, OF_MANY, Refusal, Wanted
from bot.knowledge.asking.words import Token, WordForms
from bot.knowledge.facets import FacetKind
from bot.knowledge.findings import Finding
from bot.knowledge.mentions import MentionFinder
from bot.knowledge.names import NameIndex
from bot.knowledge.records import Place

_SHORTEST_MISSPELT = 5


class Lexicon:
    """The words of questions and what they may mean."""

    def __init__(
        self,
        asking: Asking,
        people: NameIndex,
        *,
        find_definition: Callable[[str], Finding],
        kind_of: Callable[[str], str],
        definitions: frozenset[str],
        places: Iterable[Place],
    ) -> None:
        """``find_definition`` finds a term or topic by any spelling, ``kind_of`` tells which of the two an id is.

        ``definitions`` are the ids of all of them.
        """
        words = asking.words
        self.people = people
        self.find_definition = find_definition
        self.kind_of = kind_of
        self.definitions = definitions
        self.forms = WordForms(words.forms)
        self.grammar = words.grammar
        self.told = self._told_of(words.told)
        self._take_little_words(words)
        self._take_asked_of_things(words)
        self._take_asked_of_lives(words)
        self._take_asked_of_ways(words)
        self._take_meanings(asking, places)
        self.claims = self._claim_words(words.claims)
        self.gazetteer = Gazetteer(asking.phrases)
        self.particles = asking.names.particles
        self._take_phrases(words)
        self.mentions = self._mention_finder(asking)
        self._asked = _by_first_letter(asked_words(words))
        self._asides = self._asides_of(words)

    def _take_little_words(self, words: QuestionWords) -> None:
        """What says nothing, or only whom or how many a question is about."""
        self.ignored = self._stems(words.ignored)
        self.light = self._stems(words.light)
        self.anybody = self._stems(words.anybody)
        self.beside_names = self._stems(words.beside_names)
        self.spoken_of = frozenset(words.spoken_of)
        self.pronouns = frozenset(words.pronouns)
        self.comparing = self._stems(words.comparing)
        self.numbers = frozenset(words.numbers)

    def _take_asked_of_lives(self, words: QuestionWords) -> None:
        """What is asked of somebody's life and work."""
        self.dying = self._stems(words.life_and_death)
        self.ways_to_die = self._stems(words.ways_to_die)
        self.burial = self._stems(words.burial)
        self.staff = self._stems(words.staff)
        self.kin = synonyms(words.kin, self.forms)
        self.doing = self._stems(words.doing)
        self.reasons = self._stems(words.reasons)
        self.saying_nothing = self._stems(words.grammar.saying_nothing)
        self.speaking = self._stems(words.grammar.speaking)

    def _take_asked_of_ways(self, words: QuestionWords) -> None:
        """What is asked of the way out: verbs of going, places by the part that they play, vehicles."""
        self.going = self._stems(words.going)
        self.defectors = self._stems(words.who_left)
        self.leaving = self._stems(words.leaving)
        self.carrying = self._stems(words.carrying)
        self.moving = self.going | self.leaving | self._stems((*words.moving, *words.getting_away))
        self.getting_away = self._stems(words.getting_away)
        self.capitals = self._stems(words.capitals)
        self.roles = {FacetKind(role): self._stems(texts) for role, texts in words.roles.items()}
        self.languages = frozenset(words.groups["language"])
        self.vehicles = self._stems(words.groups["vehicle"])
        self.unchecked_methods = frozenset(words.unchecked_methods)
        self.general_methods = frozenset(words.general_methods)

    def _take_meanings(self, asking: Asking, places: Iterable[Place]) -> None:
        """Which words may stand for one another."""
        words = asking.words
        peoples = list(_peoples_of(words, places))
        self.peoples = synonyms(peoples, self.forms)
        self.apart = self._stems(words.apart)
        self._meant = Meanings(
            asking.everyday,
            forms=self.forms,
            families=Families((*asking.ordinary, *asked_words(words)), self.forms, self.apart),
            synonymous=synonyms((*words.synonyms, words.money, *peoples), self.forms),
            peoples=self.peoples,
        )

    def _take_phrases(self, words: QuestionWords) -> None:
        """The phrases that say what is wanted, stand for plain words, or make a question one to refuse."""
        reduce, groups = self.forms.stem, words.groups
        self.wanted: Patterns[Wanted] = Patterns(words.wanted, groups, reduce=reduce, skipped=self.ignored)
        self.sayings = Sayings(words.sayings, words.fillers, groups=groups, forms=self.forms, skipped=self.ignored)
        self.refused: Patterns[Refusal] = Patterns(words.refused, groups, reduce=str)

    def _take_asked_of_things(self, words: QuestionWords) -> None:
        """The words by which a name, a sum, a cause or another particular of a thing is asked."""
        self.named_by = self._stems(words.named_by)
        self.told_by_kind = self._stems(words.told_by_kind)
        self.money = self.forms.stem(words.money[0])
        self.measures = frozenset(words.measures)
        self.earning = self._stems(words.earning)
        self.making = self._stems(words.making)
        self.naming = frozenset(words.naming)
        self.little_kinds = frozenset(words.little_kinds)
        self.attributes = self._stems(words.attributes)
        self.causes = self._stems(words.causes)

    @cached_property
    def given_names(self) -> GivenNames:
        """The first names by which one person may be called."""
        return GivenNames(self.people, self.mentions, self.forms)

    @cached_property
    def little_of_claims(self) -> frozenset[str]:
        """Stems of the words that say nothing of what a question wants confirmed."""
        return self.ignored - self.moving - self.claims.telling

    @cached_property
    def prepositions(self) -> frozenset[str]:
        """Stems of the words before a place, and before whoever did something."""
        return frozenset(chain.from_iterable(self.roles.values())) | {"of", "by"}

    def _told_of(self, lists: ToldLists) -> ToldLists:
        """The same, as stems."""
        names = lists.__struct_fields__
        return ToldLists(**{name: tuple(self.forms.stems(" ".join(getattr(lists, name)))) for name in names})

    def _claim_words(self, lists: ClaimLists) -> ClaimWords:
        as_written = {
            "denying", "breaking", "whole", "partial", "repeated", "subjects", "spoken_of", "links", "relative",
            "owners", "determiners", "other_parts", "bare_parts", "unread",
        }  # fmt: skip
        plain = {
            name: frozenset(texts) if name in as_written else self._stems(texts)
            for name in lists.__struct_fields__
            if isinstance(texts := getattr(lists, name), tuple)
        }
        return ClaimWords(
            **plain,
            fates={
                fate: (tuple(self._stems(group) for group in groups), self._stems(told))
                for fate, (*groups, told) in lists.fates.items()
            },
            told_by={self.forms.stem(word): self._stems(words) for word, words in lists.told_by.items()},
            contrary={self.forms.stem(word): self._stems(words) for word, words in lists.contrary.items()},
            prepositions={word: one for one, words in lists.prepositions.items() for word in words},
        )

    def _asides_of(self, words: QuestionWords) -> Asides:
        told = AsideWords(
            speakers=self._stems(words.speakers),
            telling=self._stems(words.telling),
            talk=self._stems(words.talk),
            company=self._stems(words.company),
            little=self.ignored | self.light,
            grammar=words.grammar,
        )
        return Asides(told, names=self._named, tells=self._tells, is_strange=self.mentions.is_name_like)

    def _mention_finder(self, asking: Asking) -> MentionFinder:
        """What finds people's names among words of which all that the records and the vocabulary use are ordinary."""
        variants = frozenset(chain.from_iterable(asking.names.given_variants))
        common = chain(asking.words.plain.split(), everyday_words(asking.everyday))
        plain = (word for word in common if not self.people.has_word(word))
        ordinary = frozenset((*asking.ordinary, *asked_words(asking.words), *plain, *self.spoken_of))
        return MentionFinder(
            self.people,
            ordinary=ordinary,
            ordinary_stems=frozenset(self.forms.stem(word) for word in ordinary - self.spoken_of),
            particles=self.particles,
            little=frozenset(asking.words.ignored),
            given=asking.given | asking.names.common_given | variants,
            strangers=self.spoken_of,
        )

    def _stems(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(stem for word in words for stem in self.forms.stems(word))

    def tokens(self, question: str) -> list[Token]:
        """The words of ``question``, spelt right, in plain words where an idiom stood, and without asides."""
        spelt = self.corrected(self.forms.tokens(question))
        # "Dodd" has the stem of "dod", and is a name.
        plain = self.sayings.plain(spelt, [not self._is_only_a_name(token) for token in spelt])
        return self._asides.without(question, plain)

    def _named(self, question: str, tokens: Sequence[Token]) -> frozenset[int]:
        mentions = self.mentions.find(question, tokens)
        return frozenset(n for each in mentions for n in range(each.start, each.stop))

    def _tells(self, tokens: Sequence[Token]) -> bool:
        """Whether ``tokens`` name a thing, a place or a year, or ask for something, in more than little words."""
        plain = self.ignored | self.light

        def is_little(at: Iterable[int]) -> bool:
            return all(tokens[n].stem in plain for n in at)

        parts = any(not is_little(range(part.start, part.stop)) for part in self.gazetteer.find(tokens))
        found = self.wanted.find(tokens, [True] * len(tokens))
        asks = any(each.value not in GENERAL and each.value not in OF_MANY and not is_little(each.at) for each in found)
        return parts or asks or any(token.word.isdigit() for token in tokens)

    def corrected(self, tokens: Sequence[Token]) -> list[Token]:
        """``tokens`` with the words of asking in which one letter is wrong as they are spelt: "defcted"."""
        return [self._corrected(token) if self._may_be_misspelt(token) else token for token in tokens]

    def _is_only_a_name(self, token: Token) -> bool:
        return self.people.has_word(token.word) and not self.mentions.is_ordinary(token)

    def _may_be_misspelt(self, token: Token) -> bool:
        is_word = token.word.isalpha() and len(token.word) >= _SHORTEST_MISSPELT
        return is_word and self.mentions.is_name_like(token) and not self.people.has_word(token.word)

    def _corrected(self, token: Token) -> Token:
        near = self._asked.get(token.word[0], ())
        found = [word for word in near if OSA.distance(word, token.word, score_cutoff=1) <= 1]
        stems = {self.forms.stem(word) for word in found}
        if len(stems) != 1 or self.people.find(token.word).matches:
            return token
        return replace(token, word=found[0], stem=stems.pop(), is_capital=False)

    def family(self, stem: str) -> frozenset[str]:
        """``stem``, those of its family, and of a country its people."""
        return self._meant.family(stem)

    def plainly(self, stem: str) -> frozenset[str]:
        """The same, and the words of the records, with theirs, for which it is the everyday one."""
        return self._meant.plainly(stem)

    def kinds(self, stem: str) -> frozenset[str]:
        """``stem`` plainly, and what is one of its kind."""
        return self._meant.kinds(stem)

    def meanings(self, stem: str) -> frozenset[str]:
        """The same, and what means much the same or is one of its kind."""
        return self._meant.of(stem)


def _peoples_of(words: QuestionWords, places: Iterable[Place]) -> Iterator[tuple[str, ...]]:
    """For each place its name and what its people are called."""
    known = {place.id: place for place in places}
    yield from ((place.name, *place.demonyms) for place in known.values() if " " not in place.name)
    yield from ((name, *known[ids[0]].demonyms) for name, ids in words.peoples.items() if len(ids) == 1)


def _by_first_letter(words: Iterable[str]) -> dict[str, list[str]]:
    """Those of ``words`` that are long enough to be told apart though a letter is wrong."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if len(word) >= _SHORTEST_MISSPELT and word.isalpha():
            found[word[0]].append(word)
    return found


def asked_words(words: QuestionWords) -> frozenset[str]:
    """Every word of the vocabulary of questions, as it is written there."""
    tables = (words.wanted, words.refused, words.sayings)
    phrases = [phrase for table in tables for texts in table.values() for phrase in texts]
    lists = (
        *words.forms,
        *words.groups.values(),
        words.fillers,
        words.ignored,
        words.light,
        *words.synonyms,
        words.anybody,
        words.statuses,
        phrases,
    )
    return frozenset(
        word
        for texts in lists
        for text in texts
        for word in text.replace("|", " ").replace(".", " ").replace("^", " ").replace("$", " ").lower().split()
    )
