"""A spelling -> every record that it may mean, each with how well it fits."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from operator import itemgetter

from bot.knowledge.consonants import Heard, heard
from bot.knowledge.findings import MARGIN
from bot.knowledge.name_analysis import Analysis, joined_sound
from bot.knowledge.name_pairs import (
    LEAST_ALIKE_JOINED,
    LEAST_ALIKE_JOINED_HEARD,
    Alike,
    Shape,
    family_words,
    forms_of_given_name,
    likely_forms,
    nearest_first,
    runs,
)
from bot.knowledge.name_readings import Reading, read
from bot.knowledge.name_types import Order
from bot.knowledge.name_words import EQUAL, SAME_SOUND, FormIndex, one_slip_from
from bot.knowledge.spelling import (
    LONGEST_WORD,
    MOST_WORDS,
    is_whole_east_asian_name,
    native_words,
    romanised,
    words,
    words_with_carons,
)
from bot.knowledge.syllables import syllable_consonants
from bot.knowledge.transcriptions import find_transcribed, script_of
from bot.knowledge.whole_names import WholeNames
from bot.knowledge.word_kinds import WordKinds

_NEARLY_EVERYTHING = 0.9
"""What a name must share with all words that may be of one, to be what was written by ear."""

_SOUNDS_RIGHT = 90.0
"""The score of a family name alone that sounds as it is written, or more."""

_FEW_WORDS = 6
_LONGEST_RUN = 3
_LONGEST_RUN_OF_MANY = 2
"""Words that may be one which was broken: in a long query, which is no name alone, fewer are tried."""

_SHORTEST_JOINED = 5
"""Letters that a whole name must have to be known by its sound alone."""

_SHORTEST_RUN_TOGETHER = 8
_ONE_SLIP = 0.9
"""How well a whole name in one word fits that has one slip."""

_SHORTEST_OF_PAIR = 4
"""Letters of each of two family names that are written in one."""

_SHORTEST_BEGINNING = 5
_MOST_BEGUN = 3
_BEGINNING = 0.92
"""How well the beginning of a family name fits: better than what is like it, not as well as what sounds like it."""

_LEAST_SHARED = 0.5
"""What a spelling shares with the query, as a part of what the best one does, to be looked at."""

_DESCRIBING_WEIGHT = 0.25
"""A word that describes somebody is in many names of groups, but the name beside it is meant."""

_SILENT_WEIGHT = 0.1
"""Likewise, a word that tells nothing."""

_COMMON_WEIGHT = 0.6
"""Many have the same given name, and a word of sentences is rarely a name."""

_SHORT_NAME = 3
_LEAST_SHARED_OF_FOUND = 0.72
"""Likewise, as a part of what one does that is good enough to answer with."""

_SHAPES_KEPT = 512
"""Names that are kept as they are compared: those with common words are met again and again."""

_MOST_CANDIDATES = 12
"""Spellings that share most with a query, which are read; whom it means was never further down."""

_FEW_VISITS = 2_000
_MOST_VISITS = 20_000
_MOST_SHORT = 2_000
_MOST_FORMS = 2_000


class NameMatcher:
    """Compares what was written with all names of an analysis, of which it keeps nothing twice."""

    def __init__(self, whole: WholeNames, analysis: Analysis, forms: FormIndex, kinds: WordKinds) -> None:
        self._entries = analysis.entries
        self._exact = whole.keys
        self._joined_sounds = analysis.sounds
        self._spellings = analysis.spellings
        self._transcribed = analysis.transcribed
        self._forms = forms
        self._kinds = kinds
        self._shape = lru_cache(maxsize=_SHAPES_KEPT)(self._shape_of)
        self.usual_words = frozenset(word for each in analysis.spellings if each.is_main for word in each.words)
        """The words of the names by which the records are usually known."""

    def readings(self, query: str) -> dict[int, Reading]:
        """Every record that shares a word with ``query``, and how well it fits.

        Misspellings are looked for only if nobody's name is written so that it sounds right.
        """
        native = tuple(word for word in native_words(query) if romanised(word))
        written = (tuple(map(romanised, native)),) if native else (words(query), words_with_carons(query))
        splits = [split for split in dict.fromkeys(each[:MOST_WORDS] for each in written) if split]
        is_whole = is_whole_east_asian_name(query)
        least = 100 * SAME_SOUND - MARGIN if is_whole else 0.0
        best: dict[int, Reading] = {}
        for split in splits if not native else ():
            alike = self._alike(split, (), loosely=False)
            told = {position for each in alike for position in each.query}
            if not self._is_all_told(split, told):
                continue
            everything = sum(len(split[position]) * self._weight(split[position]) for position in told)
            self._read(split, alike, least, best, least_shared=_NEARLY_EVERYTHING * everything)
            if any(reading.accepted and reading.score >= _SOUNDS_RIGHT for reading in best.values()):
                return best
        for split in splits:
            said = tuple(map(self._kinds.said, split, native)) if native else split
            self._read(said, self._alike(split, native), least, best)
            if not is_whole:
                self._read_in_one(split, best)
                self._read_unfinished(split, best)
        self._read_transcribed(query, best)
        if len(written[0]) == 1 and not any(reading.accepted for reading in best.values()):
            best.update(
                (number, Reading(100 * SAME_SOUND, accepted=True)) for number in self._pair_in_one(written[0][0])
            )
        return best

    def bearers(self, word: str) -> list[int]:
        """The records of everybody whose family name, as they are usually known, is ``word``."""
        found: dict[int, None] = {}
        for number in self._forms.spellings.get(word, ()):
            spelling = self._spellings[number]
            split = spelling.words
            order = self._entries[spelling.entry].order
            if spelling.is_main and any(split[at] == word for at in family_words(split, order, self._kinds)):
                found[spelling.entry] = None
        return list(found)

    def _is_all_told(self, split: Sequence[str], told: Container[int]) -> bool:
        """Whether every word of ``split`` but those ``told`` says something else than a name."""
        return all(
            n in told or self._kinds.is_ordinary(word) or self._kinds.describes(word) for n, word in enumerate(split)
        )

    def _read(
        self,
        split: Sequence[str],
        alike: Sequence[Alike],
        least: float,
        best: dict[int, Reading],
        *,
        least_shared: float = 0.0,
    ) -> None:
        """Add to the ``best`` readings those of ``split`` as the names that share most with it."""
        found = 0.0
        most_of: dict[int, float] = {}
        known = frozenset().union(*(each.forms for each in alike))
        for number, shared in self._candidates(split, alike):
            if shared < max(least_shared, found * _LEAST_SHARED_OF_FOUND):
                break
            spelling = self._spellings[number]
            if shared <= most_of.get(spelling.entry, 0.0):
                continue  # a longer spelling that has no more of the query
            reading = read(split, alike, self._shape(number), self._entries[spelling.entry], self._kinds, known=known)
            if reading and reading.score < least:
                reading = Reading(reading.score, accepted=False)
            if reading and reading.accepted:
                found = max(found, shared)
                most_of[spelling.entry] = shared
            if reading and (spelling.entry not in best or reading.score > best[spelling.entry].score):
                best[spelling.entry] = reading

    def _shape_of(self, number: int) -> Shape:
        spelling = self._spellings[number]
        return Shape.of(spelling.words, self._entries[spelling.entry].order, self._kinds)

    def _pair_in_one(self, word: str) -> Iterator[int]:
        """The records with one of two family names in one ``word`` that mention the other: "burgessmaclean"."""
        for cut in range(_SHORTEST_OF_PAIR, len(word) - _SHORTEST_OF_PAIR + 1):
            if word[:cut] in self.usual_words and word[cut:] in self.usual_words:
                yield from self._mentioning(word[:cut], word[cut:])
                yield from self._mentioning(word[cut:], word[:cut])

    def _mentioning(self, family_name: str, other: str) -> Iterator[int]:
        for number in self._forms.spellings[family_name]:
            spelling = self._spellings[number]
            is_known_by = spelling.is_main and spelling.is_led_by(family_name)
            if is_known_by and f" {other} " in self._entries[spelling.entry].mentioned:
                yield spelling.entry

    def _read_transcribed(self, query: str, best: dict[int, Reading]) -> None:
        """Add to the ``best`` readings those of ``query`` as an East Asian name in the letters of another language."""
        is_hangul = script_of(query) == "HANGUL"
        given = tuple(filter(None, map(self._kinds.given_in_script, native_words(query))))
        for number, likeness in find_transcribed(query, self._transcribed).items():
            if not all(self._has_one_of(number, names) for names in given):
                continue  # "John Wayne" in kana has the sounds of a Chinese name
            if is_hangul and any(script_of(spelling) == "HANGUL" for spelling in self._entries[number].spellings):
                continue  # it is written otherwise: another syllable is another person
            if number not in best or not best[number].accepted or best[number].score < 100 * likeness:
                best[number] = Reading(100 * likeness, accepted=True, is_whole=True)

    def _has_one_of(self, number: int, names: Iterable[str]) -> bool:
        """Whether a name of a record has one of the ``names``, as a family name in whichever romanisation."""
        wanted = {variant for name in names for variant in (name, *self._kinds.family_variants(name))}
        return any(not wanted.isdisjoint(words(spelling)) for spelling in self._entries[number].spellings)

    def _read_in_one(self, split: Sequence[str], best: dict[int, Reading]) -> None:
        """Add to the ``best`` readings those of ``split`` as a whole name, whatever its words."""
        for number in self._misspelt_in_one(split):
            best.setdefault(number, Reading(100 * _ONE_SLIP, accepted=True))
        for number in self._exchanged_in_one(split):
            if number not in best or not best[number].accepted:
                best[number] = Reading(100 * _ONE_SLIP, accepted=True)
        sound = joined_sound(split)
        for number in self._joined_sounds.get(sound, ()) if len(sound) >= _SHORTEST_JOINED else ():
            if (number not in best or not best[number].accepted) and self._has_syllables(number, split):
                best[number] = Reading(100 * SAME_SOUND, accepted=True)

    def _read_unfinished(self, split: Sequence[str], best: dict[int, Reading]) -> None:
        """Add to the ``best`` readings those of ``split`` as the beginning of a family name that only a few have."""
        asked = [word for word in split if not self._kinds.is_filler(word)]
        if len(asked) == 1 and self._may_be_begun(asked[0]):
            begun = set(self._begun_with(asked[0]))
            for number in begun if len(begun) <= _MOST_BEGUN else ():
                best[number] = Reading(100 * _BEGINNING, accepted=True, has_family=True)

    def _may_be_begun(self, word: str) -> bool:
        is_whole = word in self._forms.spellings or self._kinds.is_anybodys_name(word)
        is_word = self._kinds.is_of_sentences(word) or self._kinds.is_ordinary(word)
        return _SHORTEST_BEGINNING <= len(word) <= LONGEST_WORD and not is_whole and not is_word

    def _begun_with(self, word: str) -> Iterator[int]:
        """The records that have a family name of which ``word`` is at least half, and the first half."""
        for form in self._forms.starting_with(word, _MOST_FORMS):
            if len(form) <= 2 * len(word) and not self._kinds.is_ordinary(form):
                for number in self._forms.spellings[form]:
                    spelling = self._spellings[number]
                    if spelling.text.endswith(form) or self._entries[spelling.entry].order is not Order.WESTERN:
                        yield spelling.entry

    def _has_syllables(self, number: int, split: Sequence[str]) -> bool:
        """Whether ``split`` has the consonants of a record's name, where syllables tell one name from another."""
        entry = self._entries[number]
        if entry.order is not Order.EASTERN:
            return True
        consonants = syllable_consonants("".join(split))
        return any(syllable_consonants("".join(words(spelling))) == consonants for spelling in entry.spellings)

    def _misspelt_in_one(self, split: Sequence[str]) -> Iterator[int]:
        """The records whose whole name is the one word of ``split`` but for one slip: "kimphilbi"."""
        if len(split) == 1 and _SHORTEST_RUN_TOGETHER <= len(split[0]) <= LONGEST_WORD:
            for name in one_slip_from(split[0]):
                yield from self._exact.get(name, ())

    def _exchanged_in_one(self, split: Sequence[str]) -> Iterator[int]:
        """The records whose whole name the words are but for two letters that changed places: "thae yong-oh"."""
        name = "".join(split)
        if len(split) > 1 and _SHORTEST_RUN_TOGETHER <= len(name) <= LONGEST_WORD:
            for at in range(1, len(name) - 1):
                yield from self._exact.get(name[:at] + name[at + 1] + name[at] + name[at + 2 :], ())

    def _alike(self, split: Sequence[str], native: Sequence[str], *, loosely: bool = True) -> list[Alike]:
        """The forms that each word of the query may be, and every two or three in one; with slips, if ``loosely``."""
        found = []
        for start, stop, text in runs(split, _LONGEST_RUN if len(split) <= _FEW_WORDS else _LONGEST_RUN_OF_MANY):
            if len(text) > LONGEST_WORD:
                continue
            sound = heard("".join(native[start:stop])) if native else None
            is_given = stop - start == 1 and sound is not None and bool(self._kinds.given_in_script(native[start]))
            if stop - start == 1:
                forms = self._forms_of_word(text, native[start] if native else "", sound, loosely=loosely)
            elif sound is None and all(map(self._kinds.is_anybodys_name, split[start:stop])):
                continue
            else:
                forms = self._forms.find(text, heard=sound, loosely=False)
                least = LEAST_ALIKE_JOINED if sound is None else LEAST_ALIKE_JOINED_HEARD
                forms = {form: likeness for form, likeness in forms.items() if likeness >= least}
            if forms:
                has_initial = any(len(word) == 1 for word in split[start:stop])
                found.append(Alike(range(start, stop), text, forms, sound, has_initial, is_given))
        return found

    def _forms_of_word(self, text: str, native: str, sound: Heard | None, *, loosely: bool) -> Mapping[str, float]:
        """The forms that one word of the query may be, ``native`` in its own script, if that has a ``sound``."""
        is_written = text in self._forms.spellings
        if self._kinds.is_filler(text) and not is_written:
            return {}
        if sound is not None and self._kinds.is_of_script(native):
            return {text: EQUAL} if is_written and len(text) >= _SHORTEST_JOINED else {}
        is_ours = sound is None and text in self.usual_words
        forms = self._forms.find(text, heard=sound, loosely=loosely, is_ours=is_ours)
        forms = likely_forms(text, forms, self._forms.spellings, self._kinds, is_ours=is_ours)
        if sound is not None and sound.tells_vowels:
            forms = nearest_first(text, forms)
        if sound is not None and (given := self._kinds.given_in_script(native)):
            forms = forms_of_given_name(given, sound, forms, self._forms.spellings, self._kinds)
        return forms

    def _candidates(self, split: Sequence[str], alike: Iterable[Alike]) -> list[tuple[int, float]]:
        """The spellings that share most with the query, by number, and how much; the most first.

        The rarest word is looked up first. A word that very many names have only adds to
        those which others have brought.
        """
        shared: dict[int, float] = {}
        weights = [len(word) * self._weight(word) for word in split]
        for count, each in sorted(((self._count(each), each) for each in alike), key=lambda item: item[0]):
            weight = sum(weights[each.query.start : each.query.stop])
            if shared and count > _FEW_VISITS:
                for number in shared:
                    likeness = max(each.forms.get(word, 0.0) for word in self._spellings[number].words)
                    shared[number] += likeness * weight
                continue
            having = self._having(each)
            if shared:
                for number, likeness in having.items():
                    shared[number] = shared.get(number, 0.0) + likeness * weight
            else:
                shared = {number: likeness * weight for number, likeness in having.items()}
        best = sorted(shared, key=shared.__getitem__, reverse=True)[:_MOST_CANDIDATES]
        found = {number: shared[number] for number in best if shared[number] >= _LEAST_SHARED * shared[best[0]]}
        if len(split) >= _FEW_WORDS:
            found.update((number, shared[number]) for number in self._with_short_word(split) if number in shared)
        return sorted(found.items(), key=lambda item: (-item[1], self._spellings[item[0]].text.count(" ")))

    def _with_short_word(self, split: Sequence[str]) -> Iterator[int]:
        """The usual names with a word of ``split`` so short that long words around it would hide them: Oh, Ko."""
        for word in split:
            if len(word) <= _SHORT_NAME and self._weight(word) == 1:
                numbers = self._forms.spellings.get(word, ())[:_MOST_SHORT]
                yield from islice((n for n in numbers if self._spellings[n].is_main), _MOST_CANDIDATES)

    def _weight(self, word: str) -> float:
        """How much a word of a query tells of whose name it is in."""
        if self._kinds.says_nothing(word):
            return _SILENT_WEIGHT
        if self._kinds.is_describing(word) and not self._kinds.is_name_of_others(word):
            return _DESCRIBING_WEIGHT
        return _COMMON_WEIGHT if self._kinds.is_given_name(word) or self._kinds.is_of_sentences(word) else 1.0

    def _having(self, alike: Alike) -> dict[int, float]:
        """The spellings with a word that ``alike`` may be, and how alike the nearest is; not too many."""
        found: dict[int, float] = {}
        room = _MOST_VISITS
        for form, likeness in sorted(alike.forms.items(), key=itemgetter(1), reverse=True):
            spellings = self._forms.spellings[form]
            if found:
                for number in spellings[:room]:
                    found.setdefault(number, likeness)
            else:
                found = dict.fromkeys(spellings[:room], likeness)
            room -= len(spellings)
            if room <= 0:
                break
        return found

    def _count(self, alike: Alike) -> int:
        """How many spellings have a word that ``alike`` may be."""
        return sum(map(len, map(self._forms.spellings.__getitem__, alike.forms)))
