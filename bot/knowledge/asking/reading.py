"""One question, read step by step: names, what is wanted, conditions, and the content words that are left."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.knowledge.asking.asides import is_parted
from bot.knowledge.asking.asked_for import bare, chosen, wanted_of, with_order
from bot.knowledge.asking.claims import ClaimReader
from bot.knowledge.asking.filters import Conditions, read_conditions
from bot.knowledge.asking.gazetteer import Part, Thing, ThingKind
from bot.knowledge.asking.grammar import action, agent, another, asks_whether, deed, named_of, owned
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.query import ContentWord, Query, Subject
from bot.knowledge.asking.vocabulary import Found
from bot.knowledge.asking.wanted import OF_LIFE, OF_MANY, ROUTE, Refusal, Wanted
from bot.knowledge.asking.words import GENDERS, INTERROGATIVES, OF_YES_OR_NO, Token
from bot.knowledge.facets import FacetKind
from bot.knowledge.mentions import Mention

_TOLD_BY_WORDS = frozenset(
    {
        Wanted.DEATH,
        Wanted.AFTERMATH,
        Wanted.PLACE,
        Wanted.VEHICLE,
        Wanted.DURATION,
        Wanted.OCCUPATION,
        Wanted.HOW,
        Wanted.SUCCESS,
    }
)
"""Of these the words that ask ("what poison", "which team") may also stand in the sentence that answers."""

_OF_ONE = frozenset({Wanted.DEATH, Wanted.DISPUTES, Wanted.HONOURS, Wanted.BIRTH, Wanted.COMPANIONS})
"""What tells in a question that names nobody whom it means, and so must be told of them."""

_OPEN = frozenset(["what", "when", "where", "why", "how"])
_TELLING = frozenset(["who", "whos", "whose"])
_PREPOSITIONS = frozenset(["for", "with", "on", "in", "by", "of", "from", "at", "as", "into", "over", "under"])
_OWNERS = frozenset(["whose", "whos", "his", "her", "their"])
_WHERE = frozenset(["in", "at", "near"])
_ENDS = frozenset(["first", "last"])
_NEGATIONS = frozenset(
    ["not", "never", "without", "didnt", "wasnt", "werent", "couldnt", "wouldnt", "havent", "hasnt", "hadnt"]
)
_LARGEST_AMOUNT = 30
_BEFORE_A_KIND = frozenset(
    ["a", "an", "the", "just", "only", "still", "but", "basically", "really", "quite", "young", "mere"]
)
_CAUSES = frozenset(["how", "cause", "kill", "killed", "murder", "murdered", "poison", "poisoned", "why"])
_LATER = 4
_TERSE = 4
"""Words of a question that may be nothing but a term."""

_SHORTEST_DEED = 3
_LONG_ADVERB = 7
_LONGEST_THING = 6
_MOST_RUNS = 6
_ASKING_FOR_THE_NEXT = frozenset(["how", "what", "which", "whose", "much", "many"])


@dataclass(frozen=True, eq=False)
class Reading:
    """A question and its ``tokens``, of which each step is made when another needs it."""

    question: str
    tokens: Sequence[Token]
    lexicon: Lexicon

    def query(self, refusal: Refusal | None) -> Query:
        """All that was understood, with the reason for which it may be refused."""
        tokens, lexicon, content = self.tokens, self.lexicon, self._content
        named_things = self._named | self._in_things
        claims = ClaimReader(
            self.question,
            tokens,
            named_things,
            lexicon.claims,
            lexicon.little_of_claims,
            lexicon.moving,
            lexicon.forms.stem,
        )
        return Query(
            wanted=self._wanted,
            people=tuple(_people(self.question, tokens, mention) for mention in self._mentions),
            things=tuple(subject for part in self._things for subject in _things(self.question, tokens, part)),
            filters=self._conditions.filters,
            years=self._conditions.years,
            words=tuple(self._words()),
            states_first=self._states_first(),
            stems=frozenset(token.stem for n, token in enumerate(tokens) if n not in self._named),
            hints=_hints(tokens, self._silent, lexicon),
            supposed=_supposed(tokens, content, lexicon),
            is_plain_about_leaving=_is_plain_about_leaving(tokens, content, lexicon),
            asked_noun=next((b.stem for a, b in pairwise(tokens) if a.stem in ("what", "which")), ""),
            behind_question_word=tuple(b.stem for a, b in pairwise(tokens) if a.word in _ASKING_FOR_THE_NEXT),
            behind_preposition=tuple(self._behind_prepositions()),
            owned=tuple(owned(self.question, tokens, self._named)),
            named_of=named_of(self.question, tokens, self._named, lexicon),
            gender=next((GENDERS[token.word] for token in tokens if token.word in GENDERS), ""),
            agent=agent(tokens, named_things, lexicon),
            describes=not any(token.stem in _OPEN for token in tokens[: self._told_from]),
            deed=deed(tokens, lexicon),
            another=another(tokens, self._named),
            asks_whether=asks_whether(tokens, lexicon),
            claim=claims.claim(),
            supposition=claims.supposition(),
            action=action(tokens, self._named, lexicon),
            asks_number=any(self._is_measured(n) for n in range(len(tokens) - 1)) or self._asks_sum,
            asks_cause=any(_asks_cause(tokens, found) for found in self._wants),
            is_negated=any(token.word in _NEGATIONS for n, token in enumerate(tokens) if n not in self._said),
            speaks_of_going=any(token.stem in lexicon.going for n, token in enumerate(tokens) if n not in self._named),
            names_stranger=not self._mentions and self._names_stranger(),
            refusal=refusal,
            is_about_leaving=any(token.stem in lexicon.getting_away for token in tokens),
        )

    @cached_property
    def _mentions_and_parts(self) -> tuple[list[Mention], list[Part]]:
        """The people and things that are named, untangled where their names share words."""
        tokens, lexicon = self.tokens, self.lexicon
        asked = {found.value for found in lexicon.wanted.find(tokens, [True] * len(tokens))}
        is_of_words = bool(asked & {Wanted.DEFINITION, Wanted.DIFFERENCE}) or len(tokens) <= _TERSE
        parts = lexicon.gazetteer.find(
            tokens,
            left_out=() if is_of_words else lexicon.leaving | lexicon.defectors,
            of_kinds={ThingKind.TERM, ThingKind.TOPIC} if asked & {Wanted.PEOPLE, Wanted.COUNT} else {ThingKind.TERM},
        )
        mentions = [each for each in lexicon.mentions.find(self.question, tokens) if not _is_place_of(each, tokens)]
        return _untangled(mentions or list(self._bare_names()), parts)

    def _bare_names(self) -> Iterator[Mention]:
        """Names that are ordinary words too, where only a name can stand: "king" of "did king stay"."""
        lexicon, tokens = self.lexicon, self.tokens
        for n in range(1, len(tokens)):
            token, behind = tokens[n], tokens[n + 1] if n + 1 < len(tokens) else None
            is_bare = tokens[n - 1].stem in OF_YES_OR_NO and not {token.stem, token.word} & (
                lexicon.ignored | lexicon.light
            )
            if is_bare and (behind is None or self._may_follow_a_subject(behind)):
                finding = lexicon.people.find(token.word)
                if finding.matches and all(token.word in each.name.casefold().split()[-1:] for each in finding.tied):
                    yield Mention(n, n + 1, finding)

    def _may_follow_a_subject(self, token: Token) -> bool:
        lexicon = self.lexicon
        return token.word.endswith(("ed", "ing")) or token.stem in lexicon.ignored | lexicon.moving | lexicon.doing

    @property
    def _mentions(self) -> list[Mention]:
        return self._mentions_and_parts[0]

    @property
    def _parts(self) -> list[Part]:
        return self._mentions_and_parts[1]

    @cached_property
    def _named(self) -> set[int]:
        return {n for mention in self._mentions for n in range(mention.start, mention.stop)}

    @cached_property
    def _is_of_one(self) -> bool:
        """Whether it names somebody, or speaks of one by a pronoun, which is no part of what it tells of whoever."""
        pronoun = next((n for n, token in enumerate(self.tokens) if token.word in GENDERS), -1)
        is_asked = 0 <= pronoun < _LATER or (pronoun > 0 and self.tokens[pronoun - 1].stem in OF_YES_OR_NO)
        return bool(self._mentions) or is_asked

    @cached_property
    def _wants(self) -> list[Found[Wanted]]:
        """The phrases that say what is wanted."""
        fixed = self._named.union(
            *(range(part.start, part.stop) for part in self._parts if _is_fixed(part, is_of_one=self._is_of_one))
        )
        free = [n not in fixed for n in range(len(self.tokens))]
        somebody = [(mention.start, mention.stop) for mention in self._mentions]
        found = self.lexicon.wanted.find(self.tokens, free, somebody)
        return chosen((each for each in found if not self._is_said_already(each)), self.tokens)

    def _is_said_already(self, found: Found[Wanted]) -> bool:
        """Whether what a phrase seems to ask is told: who "went to" is told of Australia; "his first refuge"."""
        last = found.at[-1]
        if found.value is Wanted.AFTERMATH and len(found.at) == 1 and not self._mentions:
            return last + 1 < len(self.tokens) and self.tokens[last + 1].word[:1].isdigit()  # "ballplayers after 2010"
        is_amount = last > 0 and self.tokens[last].stem == "year" and self._is_counted(last - 1)
        if found.value is Wanted.WHEN and len(found.at) == 1 and is_amount:  # "stuck for 44 years"
            return True
        if found.value in ROUTE:
            behind = next((n for n in range(last + 1, len(self.tokens)) if self.tokens[n].word != "the"), -1)
            is_place = any(part.start == behind and part.of(ThingKind.PLACE, ThingKind.CITY) for part in self._parts)
            return self.tokens[last].stem in self.lexicon.prepositions and is_place
        behind_owner = any(n and self.tokens[n - 1].word in _OWNERS for n in found.at if self.tokens[n].word in _ENDS)
        return found.value in (Wanted.FIRST, Wanted.LAST, Wanted.ORDER) and behind_owner

    def _names_stranger(self) -> bool:
        """Whether somebody is named who is not known: with first and last name, or where a life is asked of."""
        mentions = self.lexicon.mentions
        of_life = any(found.value in OF_LIFE for found in self._wants)
        return mentions.names_stranger(self.tokens) or (
            of_life and any(mentions.is_given_name(self.tokens[n]) for n in self._content)
        )

    def _is_measured(self, n: int) -> bool:
        """Whether it asks there "how much" or "how far", but not "how many years ago", which asks when."""
        is_measure = self.tokens[n].word == "how" and self.tokens[n + 1].word in self.lexicon.measures
        return is_measure and not any(found.value is Wanted.WHEN and n in found.at for found in self._wants)

    def _states_first(self) -> bool:
        """Whether a clause about whom it names stands before what it asks: "he swam to Kinmen, who saw him"."""
        asked = next((n for n, token in enumerate(self.tokens) if token.stem in INTERROGATIVES), 0)
        return any(n < asked for n in self._named) and is_parted(self.question, self.tokens, asked)

    @property
    def _asks_sum(self) -> bool:
        """Whether it asks what somebody earned or what something cost."""
        asked = next((n for n, token in enumerate(self.tokens) if token.word == "what"), len(self.tokens))
        is_of_deed = asked + 1 < len(self.tokens) and self.tokens[asked + 1].stem == "do"
        return is_of_deed and any(token.stem in self.lexicon.earning for token in self.tokens[asked + 2 :])

    def _is_counted(self, n: int) -> bool:
        return _is_number(self.tokens[n], self.lexicon) or self.tokens[n].word in ("a", "half")

    @cached_property
    def _asking(self) -> set[int]:
        """The tokens that only say what is wanted."""
        if self._is_of_one:
            return {n for found in self._wants for n in found.at}
        # Without a name, "who was shot" asks for somebody who was, and not for a death; and likewise of an award.
        return {
            n
            for found in self._wants
            for n in found.at
            if found.value not in _OF_ONE and (found.value in (*OF_MANY, *ROUTE) or found.at[0] <= self._told_from)
        }

    @property
    def _told_from(self) -> int:
        """Where begins what is told of whoever is meant: behind "who" of "who asked how to spell asylum"."""
        words = [token.word for token in self.tokens]
        return next((n for n, word in enumerate(words) if word in _TELLING or (n and word == "that")), len(words))

    @cached_property
    def _conditions(self) -> Conditions:
        return read_conditions(
            self.question, self.tokens, self._parts, self.lexicon, named=self._named, asking=self._asking
        )

    @cached_property
    def _said(self) -> set[int]:
        return self._named | self._asking | self._conditions.tokens

    @cached_property
    def _wanted(self) -> tuple[Wanted, ...]:
        tokens, lexicon = self.tokens, self.lexicon
        rest = [token for n, token in enumerate(tokens) if n not in self._named]
        wanted = wanted_of(
            self._wants,
            self._conditions,
            tokens,
            is_named=bool(self._mentions),
            bare=bare(rest, lexicon),
            is_all_said=not any(_is_content(token, lexicon) for n, token in enumerate(tokens) if n not in self._said),
        )
        return with_order(wanted, tokens, self._parts, lexicon, named=len(self._mentions))

    @cached_property
    def _things(self) -> list[Part]:
        """The terms and topics that the question is about."""
        is_named, is_order = bool(self._mentions), Wanted.ORDER in self._wanted
        things = [
            part for part in self._parts if _is_thing(part, self.tokens, self._wanted, self.lexicon, is_named=is_named)
        ]
        if things or (is_named and not is_order):
            return things
        near = _near_thing(self.question, self.tokens, self._said, self.lexicon, may_be_plain=is_order)
        return [near] if near else []

    @cached_property
    def _in_things(self) -> set[int]:
        return {n for part in self._things for n in range(part.start, part.stop)}

    @cached_property
    def _content(self) -> list[int]:
        """The tokens that nothing of all that accounts for."""
        taken = self._said | self._in_things
        return [
            n
            for n in range(len(self.tokens))
            if n not in taken and not self._is_amount(n) and not self._is_beside_name(n)
        ]

    def _is_beside_name(self, n: int) -> bool:
        """Whether it only calls somebody named a person: "the hockey kid Mogilny", "Mogilny was just a kid"."""
        if self.tokens[n].stem not in self.lexicon.beside_names:
            return False
        if n + 1 in self._named or n - 1 in self._named:
            beside = self.tokens[n - 1]
            return not (n and self.question[beside.start : beside.stop].lower().endswith(("'s", "’s")))
        before = n - 1
        while before > 0 and self.tokens[before].word in _BEFORE_A_KIND:
            before -= 1
        is_said = before > 0 and before < n - 1 and self.tokens[before].stem == "be"
        return is_said and (before - 1 in self._named or self.tokens[before - 1].word in GENDERS)

    def _is_amount(self, n: int) -> bool:
        """Whether it says of how many is asked: "name 5 dancers", "two codebreakers"."""
        word = self.tokens[n].word
        is_small = word in self.lexicon.numbers or (word.isdigit() and int(word) <= _LARGEST_AMOUNT)
        return is_small and (n - 1 in self._asking or n + 1 in self._conditions.tokens)

    def _words(self) -> Iterator[ContentWord]:
        """The content words, each once."""
        tokens, lexicon = self.tokens, self.lexicon
        seen: set[ContentWord] = set()
        for n in self._content:
            is_noun = n > 0 and tokens[n - 1].stem == "which" and tokens[n].stem not in lexicon.ignored
            word = ContentWord(tokens[n].stem, self.question[tokens[n].start : tokens[n].stop])
            if (is_noun or _is_content(tokens[n], lexicon)) and word not in seen:
                seen.add(word)
                yield word

    def _behind_prepositions(self) -> Iterator[str]:
        articles = ("a", "an", "the", "some")
        for n in self._content:
            before = next((k for k in range(n - 1, -1, -1) if self.tokens[k].word not in articles), -1)
            if before >= 0 and self.tokens[before].word in _PREPOSITIONS:
                yield self.tokens[n].stem
        if len(self.tokens) > _SHORTEST_DEED and (self.tokens[0].word, self.tokens[2].word) == ("who", "the"):
            for n in range(3, len(self.tokens)):  # "who won the Premier League"
                if n not in self._content:
                    return
                yield self.tokens[n].stem

    @property
    def _silent(self) -> set[int]:
        """The tokens that need not stand in a sentence that answers."""
        found = (each.at for each in self._wants if each.value not in _TOLD_BY_WORDS)
        return (self._named | self._in_things).union(*found)


def _is_thing(
    part: Part, tokens: Sequence[Token], wanted: Sequence[Wanted], lexicon: Lexicon, *, is_named: bool
) -> bool:
    """Whether a term or topic is what the question is about, and not only a word of it ("defected", "desert")."""
    if not part.of(ThingKind.TERM, ThingKind.TOPIC):
        return False
    if Wanted.DEFINITION in wanted or Wanted.DIFFERENCE in wanted:
        return not is_named or part.stop - part.start > 1 or Wanted.DIFFERENCE in wanted
    if tokens[0].stem in OF_YES_OR_NO and part.stop - part.start == 1 and not part.of(ThingKind.TOPIC):
        return False
    plain = lexicon.ignored | lexicon.light
    if all(token.stem in plain for token in tokens[part.start : part.stop]):
        return len(tokens) == part.stop - part.start
    return bool(part.of(ThingKind.TOPIC)) or not is_named


def _is_place_of(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether it is only where something was, though a group is called by it: "in Sopron" is not its school."""
    is_behind = mention.start > 0 and tokens[mention.start - 1].word in _WHERE
    first, *others = mention.finding.matches[0].name.casefold().split()
    return is_behind and mention.stop - mention.start == 1 and len(others) > 1 and tokens[mention.start].word == first


def _is_fixed(part: Part, *, is_of_one: bool) -> bool:
    """Whether the words of a part are a name, and say nothing else: of one person, "did he go back" asks that."""
    may_ask = is_of_one and all(each.kind in (ThingKind.STATUS, ThingKind.TERM) for each in part.things)
    return part.stop - part.start > 1 and not may_ask


def _untangled(mentions: Sequence[Mention], parts: Sequence[Part]) -> tuple[list[Mention], list[Part]]:
    """Of names and phrases that share words, the longer; a phrase that is as long goes before an inexact name."""

    def size(each: Mention | Part) -> int:
        return each.stop - each.start

    def overlap(one: Mention | Part, other: Mention | Part) -> bool:
        return one.start < other.stop and other.start < one.stop

    def yields(mention: Mention, part: Part) -> bool:
        return size(part) > size(mention) or (size(part) == size(mention) and mention.finding.matches[0].score < 100.0)

    kept = [
        mention for mention in mentions if not any(overlap(mention, part) and yields(mention, part) for part in parts)
    ]
    return kept, [part for part in parts if not any(overlap(mention, part) for mention in kept)]


def _is_content(token: Token, lexicon: Lexicon) -> bool:
    return (
        token.stem not in lexicon.ignored
        and token.stem not in lexicon.light
        and token.word not in lexicon.particles
        and not _is_adverb(token, lexicon)
        and (len(token.word) > 1 or token.word.isdigit())
    )


def _is_adverb(token: Token, lexicon: Lexicon) -> bool:
    """Whether it tells how something was done, which no record need say: "officially"."""
    return len(token.word) >= _LONG_ADVERB and token.word.endswith("ly") and token.stem not in lexicon.apart


def _is_plain_about_leaving(tokens: Sequence[Token], content: Sequence[int], lexicon: Lexicon) -> bool:
    leaving = any(token.stem in lexicon.leaving for token in tokens)
    asked = any(
        tokens[n].word in _ASKING_FOR_THE_NEXT and n + 1 in content and _is_content(tokens[n + 1], lexicon)
        for n in range(len(tokens))
    )
    return leaving and not asked


def _supposed(tokens: Sequence[Token], content: Sequence[int], lexicon: Lexicon) -> tuple[str, ...]:
    """The words behind "to", "in", "by" and their like, where the question speaks of going, or of bringing "to"."""
    is_of_going = any(token.stem in lexicon.going for token in tokens)
    if not is_of_going and not any(token.stem in lexicon.carrying for token in tokens):
        return ()
    prepositions = lexicon.prepositions - {"on"} if is_of_going else lexicon.roles[FacetKind.TO]
    found: list[str] = []
    for n in content:
        before = next((tokens[k] for k in range(n - 1, -1, -1) if tokens[k].word not in ("the", "a", "an")), None)
        beside = n - 1 in content and tokens[n - 1].stem in found
        if _is_content(tokens[n], lexicon) and (beside or (before is not None and before.stem in prepositions)):
            found.append(tokens[n].stem)
    return tuple(dict.fromkeys(found))


def _near_thing(
    question: str, tokens: Sequence[Token], said: Container[int], lexicon: Lexicon, *, may_be_plain: bool
) -> Part | None:
    """The term or topic that a run of the words left over means, though not as it is usually spelt."""
    left = [n for n, token in enumerate(tokens) if n not in said and token.stem not in lexicon.ignored]
    if (
        not any(_is_content(tokens[n], lexicon) for n in left)
        or left[-1] - left[0] > _LONGEST_THING
        or any(tokens[n].word in lexicon.spoken_of for n in left)
    ):
        return None
    kinds = {"term": ThingKind.TERM, "topic": ThingKind.TOPIC}
    runs = [left[start:stop] for start in range(len(left)) for stop in range(start + 1, len(left) + 1)]
    for run in sorted(runs, key=len, reverse=True)[:_MOST_RUNS]:
        beside = [n for n in (run[0] - 1, run[0] + 1) if 0 <= n < len(tokens) and n in said]
        if len(run) == 1 and any(tokens[n].is_capital for n in beside):
            continue  # the French revolution is not ours
        if len(run) == 1 and not may_be_plain and not lexicon.mentions.is_name_like(tokens[run[0]]):
            continue  # the fifth man is no fifth column
        finding = lexicon.find_definition(question[tokens[run[0]].start : tokens[run[-1]].stop])
        for match in finding.tied[:1]:
            return Part(run[0], run[-1] + 1, (Thing(kinds[lexicon.kind_of(match.id)], match.id),))
    return None


def _asks_cause(tokens: Sequence[Token], found: Found[Wanted]) -> bool:
    """Whether a phrase asks of what or how somebody died, and not when, where or how old."""
    words = {tokens[n].word for n in found.at}
    if found.value is not Wanted.DEATH or "old" in words:
        return False
    return not words.isdisjoint(_CAUSES) or ("what" in words and not words.isdisjoint(("of", "from")))


def _is_number(token: Token, lexicon: Lexicon) -> bool:
    return token.word.isdigit() or token.word in lexicon.numbers


def _hints(tokens: Sequence[Token], silent: Container[int], lexicon: Lexicon) -> tuple[str, ...]:
    hints = [token.stem for n, token in enumerate(tokens) if n not in silent and _is_hint(token, lexicon)]
    if any(one.word == "how" and other.word == "much" for one, other in pairwise(tokens)):
        hints.append(lexicon.money)
    return tuple(dict.fromkeys(hints))


def _is_hint(token: Token, lexicon: Lexicon) -> bool:
    return token.stem in lexicon.light or (token.stem not in lexicon.ignored and len(token.word) > 2)


def _people(question: str, tokens: Sequence[Token], mention: Mention) -> tuple[Subject, ...]:
    spelling = question[tokens[mention.start].start : tokens[mention.stop - 1].stop]
    return tuple(Subject(match.id, match.name, "person", spelling) for match in mention.finding.tied)


def _things(question: str, tokens: Sequence[Token], part: Part) -> list[Subject]:
    spelling = question[tokens[part.start].start : tokens[part.stop - 1].stop]
    return [
        Subject(thing.value, spelling, "term" if thing.kind is ThingKind.TERM else "topic", spelling)
        for thing in part.of(ThingKind.TERM, ThingKind.TOPIC)
    ]
