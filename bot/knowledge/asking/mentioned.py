"""The people and things that a question names, untangled where their names share words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.knowledge.asking.gazetteer import Part, ThingKind
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.wanted import Wanted
from bot.knowledge.asking.words import OF_YES_OR_NO, Token
from bot.knowledge.mentions import Mention

_TERSE = 4
"""Words of a question that may be nothing but a term."""


def mentioned(question: str, tokens: Sequence[Token], lexicon: Lexicon) -> tuple[list[Mention], list[Part]]:
    """Whom ``question`` names, and the things: of names that share words, the one that is meant."""
    asked = {found.value for found in lexicon.wanted.find(tokens, [True] * len(tokens))}
    is_of_words = bool(asked & {Wanted.DEFINITION, Wanted.DIFFERENCE}) or len(tokens) <= _TERSE
    parts = lexicon.gazetteer.find(
        tokens,
        left_out=() if is_of_words else lexicon.leaving | lexicon.defectors,
        of_kinds={ThingKind.TERM, ThingKind.TOPIC} if asked & {Wanted.PEOPLE, Wanted.COUNT} else {ThingKind.TERM},
    )
    found = lexicon.mentions.find(question, tokens)
    mentions = [each for each in found if not _is_place_of(each, tokens, lexicon)]
    if not mentions:
        mentions = list(_bare_names(tokens, lexicon)) or list(lexicon.given_names.find(tokens))
    return _untangled(mentions, parts)


def _bare_names(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Mention]:
    """Names that are ordinary words too, where only a name can stand: "king" of "did king stay"."""
    for n in range(1, len(tokens)):
        token, behind = tokens[n], tokens[n + 1] if n + 1 < len(tokens) else None
        is_title = n > 1 and tokens[n - 2].stem in ("who", "what")  # "who was king of Naples"
        is_bare = (
            tokens[n - 1].stem in OF_YES_OR_NO
            and not is_title
            and not {token.stem, token.word} & (lexicon.ignored | lexicon.light)
        )
        if is_bare and (behind is None or _may_follow_a_subject(behind, lexicon)):
            finding = lexicon.people.find(token.word)
            if finding.matches and all(token.word in each.name.casefold().split()[-1:] for each in finding.tied):
                yield Mention(n, n + 1, finding)


def _may_follow_a_subject(token: Token, lexicon: Lexicon) -> bool:
    return token.word.endswith(("ed", "ing")) or token.stem in lexicon.ignored | lexicon.moving | lexicon.doing


def _is_place_of(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether it is only where something was, though a group is called by it: "in Sopron" is not its school."""
    is_behind = mention.start > 0 and tokens[mention.start - 1].word in lexicon.grammar.before_places
    first, *others = mention.finding.matches[0].name.casefold().split()
    return is_behind and mention.stop - mention.start == 1 and len(others) > 1 and tokens[mention.start].word == first


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
