"""One question, read step by step: names, what is wanted, conditions, and the content words that are left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.knowledge.asking.asides import is_parted
from bot.knowledge.asking.asked_for import bare, wanted_of, with_order
from bot.knowledge.asking.claims import ClaimReader
from bot.knowledge.asking.content import Content, hints, is_content
from bot.knowledge.asking.filters import Conditions, read_conditions
from bot.knowledge.asking.gazetteer import Part
from bot.knowledge.asking.grammar import (
    action,
    agent,
    another,
    apposed,
    asks_whether,
    deed,
    did,
    done_to,
    named_of,
    office,
    owned,
)
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.mentioned import mentioned
from bot.knowledge.asking.phrases import Phrases
from bot.knowledge.asking.query import Query
from bot.knowledge.asking.subjects import is_thing, near_thing, people_of, things_of
from bot.knowledge.asking.wanted import OF_LIFE, Refusal, Wanted
from bot.knowledge.asking.words import GENDERS, INTERROGATIVES, Token
from bot.knowledge.mentions import Mention


@dataclass(frozen=True, eq=False)
class Reading:
    """A question and its ``tokens``, of which each step is made when another needs it."""

    question: str
    tokens: Sequence[Token]
    lexicon: Lexicon

    def query(self, refusal: Refusal | None) -> Query:
        """All that was understood, with the reason for which it may be refused."""
        question, tokens, lexicon, phrases, content = (
            self.question, self.tokens, self.lexicon, self._phrases, self._content,
        )  # fmt: skip
        words, claims, silent = lexicon.grammar, self._claims, self._named | self._in_things | phrases.told_by_none
        return Query(
            wanted=self._wanted,
            people=tuple(people_of(question, tokens, mention) for mention in self._mentions),
            things=tuple(subject for part in self._things for subject in things_of(question, tokens, part)),
            filters=self._conditions.filters,
            years=self._conditions.years,
            words=tuple(content.words()),
            states_first=self._states_first(),
            stems=frozenset(token.stem for n, token in enumerate(tokens) if n not in self._named),
            hints=hints(tokens, silent, lexicon),
            supposed=content.supposed(),
            is_plain_about_leaving=content.is_plain_about_leaving,
            asked_noun=next((b.stem for a, b in pairwise(tokens) if a.stem in ("what", "which")), ""),
            behind_question_word=tuple(b.stem for a, b in pairwise(tokens) if a.word in words.asking_for_the_next),
            behind_preposition=tuple(content.behind_prepositions()),
            owned=tuple(owned(question, tokens, self._named, lexicon)),
            named_of=named_of(question, tokens, self._named, lexicon),
            gender=next((GENDERS[token.word] for token in tokens if token.word in GENDERS), ""),
            agent=agent(tokens, self._named | self._in_things, lexicon),
            describes=not any(token.stem in words.open_questions for token in tokens[: phrases.told_from]),
            deed=deed(tokens, lexicon),
            did=did(tokens, lexicon),
            done_to=tuple(done_to(tokens, lexicon)),
            office=None if self._mentions else office(tokens, self._parts, lexicon),
            another=another(self.question, tokens, self._named, lexicon),
            asks_whether=asks_whether(tokens, lexicon),
            claim=claims.claim(),
            supposition=claims.supposition(),
            action=action(tokens, self._named, lexicon),
            asks_number=phrases.asks_number,
            asks_cause=phrases.asks_cause,
            is_negated=any(token.word in words.negations for n, token in enumerate(tokens) if n not in self._said),
            speaks_of_going=any(token.stem in lexicon.going for n, token in enumerate(tokens) if n not in self._named),
            names_stranger=not self._mentions and self._names_stranger(),
            refusal=refusal,
            is_about_leaving=any(token.stem in lexicon.getting_away for token in tokens),
        )

    @cached_property
    def _mentions_and_parts(self) -> tuple[list[Mention], list[Part]]:
        return mentioned(self.question, self.tokens, self.lexicon)

    @property
    def _mentions(self) -> list[Mention]:
        return self._mentions_and_parts[0]

    @property
    def _parts(self) -> list[Part]:
        return self._mentions_and_parts[1]

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self.tokens, self.lexicon, self._mentions, self._parts)

    @property
    def _named(self) -> set[int]:
        return self._phrases.named

    @cached_property
    def _conditions(self) -> Conditions:
        apposed_at = set(apposed(self.question, self.tokens, self._named, self.lexicon))
        return read_conditions(
            self.question,
            self.tokens,
            self._parts,
            self.lexicon,
            named=self._named,
            asking=self._phrases.asking,
            apposed=apposed_at,
        )

    @cached_property
    def _said(self) -> set[int]:
        return self._named | self._phrases.asking | self._conditions.tokens

    @cached_property
    def _wanted(self) -> tuple[Wanted, ...]:
        tokens, lexicon = self.tokens, self.lexicon
        rest = [token for n, token in enumerate(tokens) if n not in self._named]
        wanted = wanted_of(
            self._phrases.found,
            self._conditions,
            tokens,
            is_named=bool(self._mentions),
            bare=bare(rest, lexicon),
            is_all_said=not any(is_content(token, lexicon) for n, token in enumerate(tokens) if n not in self._said),
            several=lexicon.grammar.several,
        )
        return with_order(wanted, tokens, self._parts, lexicon, named=len(self._mentions))

    @cached_property
    def _things(self) -> list[Part]:
        """The terms and topics that the question is about."""
        is_named, is_order = bool(self._mentions), Wanted.ORDER in self._wanted
        things = [
            part for part in self._parts if is_thing(part, self.tokens, self._wanted, self.lexicon, is_named=is_named)
        ]
        if things or (is_named and not is_order):
            return things
        near = near_thing(self.question, self.tokens, self._said, self.lexicon, may_be_plain=is_order)
        return [near] if near else []

    @cached_property
    def _in_things(self) -> set[int]:
        return {n for part in self._things for n in range(part.start, part.stop)}

    @cached_property
    def _content(self) -> Content:
        return Content(
            self.question,
            self.tokens,
            self.lexicon,
            named=self._named,
            asking=self._phrases.asking,
            conditions=self._conditions.tokens,
            things=self._in_things,
        )

    @property
    def _claims(self) -> ClaimReader:
        lexicon = self.lexicon
        return ClaimReader(
            self.question,
            self.tokens,
            self._named | self._in_things,
            lexicon.claims,
            lexicon.little_of_claims,
            lexicon.moving,
            lexicon.forms.stem,
        )

    def _names_stranger(self) -> bool:
        """Whether somebody is named who is not known: with first and last name, or where a life is asked of."""
        mentions = self.lexicon.mentions
        of_life = any(found.value in OF_LIFE for found in self._phrases.found)
        return mentions.names_stranger(self.tokens) or (
            of_life and any(mentions.is_given_name(self.tokens[n]) for n in self._content.at)
        )

    def _states_first(self) -> bool:
        """Whether a clause about whom it names stands before what it asks: "he swam to Kinmen, who saw him"."""
        asked = next((n for n, token in enumerate(self.tokens) if token.stem in INTERROGATIVES), 0)
        return any(n < asked for n in self._named) and is_parted(self.question, self.tokens, asked)
