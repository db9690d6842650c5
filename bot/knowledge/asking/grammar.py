"""What the words around a name do: the verb behind it, who did something to whom, what is somebody's own."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise, takewhile

from bot.knowledge.asking.asides import is_parted_there
from bot.knowledge.asking.gazetteer import Part, ThingKind
from bot.knowledge.asking.lexicon import Lexicon
from bot.knowledge.asking.words import GENDERS, INTERROGATIVES, OF_YES_OR_NO, Token

_LONGEST_OWNED = 3
"""Words behind "Degner's" among which is what is his: "elder little sister"."""

_SHORTEST_OF = 4
"""Words of "did the show of", behind which the verb is one of something else."""


def apposed(question: str, tokens: Sequence[Token], named: Container[int], lexicon: Lexicon) -> Iterator[int]:
    """The tokens that say behind a name who is meant: "Latvian chess master" of "Petrov the Latvian chess master"."""
    first = next((n for n in range(len(tokens)) if n in named), 0)
    if first and tokens[first - 1].stem in OF_YES_OR_NO:  # "was Gouzenko a diplomat"
        return
    for n in range(1, len(tokens) - 1):
        if n - 1 in named and tokens[n].word in lexicon.grammar.articles:
            yield from takewhile(
                lambda k: not (k in named or _ends_apposition(question, tokens, k)), range(n + 1, len(tokens))
            )


def _ends_apposition(question: str, tokens: Sequence[Token], n: int) -> bool:
    """Whether another clause, or a question, begins there."""
    return tokens[n].stem in INTERROGATIVES | OF_YES_OR_NO or is_parted_there(question, tokens, n)


def agent(tokens: Sequence[Token], named: Container[int], lexicon: Lexicon) -> str:
    """The verb of "who coached Comaneci", "who made the film about her": who did it is asked, not who she was."""
    plain = (lexicon.ignored | lexicon.light | lexicon.moving) - lexicon.making
    asks = len(tokens) > 2 and tokens[0].stem == "who" and 1 not in named
    between = lexicon.grammar.articles if asks and tokens[1].stem in plain else lexicon.grammar.before_whom
    asks = asks and next((n for n in range(2, len(tokens)) if tokens[n].word not in between), 0) in named
    of_work = any(n in named and tokens[n - 1].word in lexicon.grammar.about for n in range(4, len(tokens)))
    if (
        of_work
        and tokens[0].stem == "who"
        and tokens[1].stem not in lexicon.ignored | lexicon.moving
        and 1 not in named
    ):
        return tokens[1].stem
    is_verb = asks and tokens[1].stem not in OF_YES_OR_NO and tokens[1].word not in lexicon.grammar.pointing
    return tokens[1].stem if is_verb else ""


def deed(tokens: Sequence[Token], lexicon: Lexicon) -> str:
    """The verb of "who wrote Red Horizons", but for one of going and of being."""
    if len(tokens) < 3 or tokens[0].word != "who" or tokens[1].stem in OF_YES_OR_NO:
        return ""
    stem = tokens[1].stem
    return stem if stem in lexicon.making and not (stem in lexicon.going or stem in lexicon.leaving) else ""


def did(tokens: Sequence[Token], lexicon: Lexicon) -> str:
    """The verb behind "who", but for one of being and of going."""
    if len(tokens) < 3 or tokens[0].word != "who" or tokens[1].stem in OF_YES_OR_NO:
        return ""
    said = lexicon.ignored | lexicon.moving
    return "" if tokens[1].stem in said else tokens[1].stem


def done_to(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[str]:
    """The stems of what stands between a verb behind "who" and the next preposition or clause."""
    ending = (*lexicon.grammar.prepositions, *lexicon.grammar.joining, *lexicon.grammar.ending)
    for token in takewhile(lambda each: each.word not in ending, tokens[2:]):
        if token.stem not in lexicon.ignored and token.word not in lexicon.grammar.articles:
            yield token.stem


def office(tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon) -> tuple[str, str] | None:
    """What and where it is of which it is asked who held it: "who is the president of France"."""
    if len(tokens) < 4 or tokens[0].stem != "who" or tokens[1].stem != "be":
        return None
    plain = lexicon.ignored | lexicon.light | lexicon.anybody
    for n in range(3, len(tokens) - 1):
        start = n + 1 + (tokens[n + 1].word in lexicon.grammar.articles)
        place = next((part for part in parts if part.start == start and part.of(ThingKind.PLACE)), None)
        if tokens[n].word == "of" and place is not None and tokens[n - 1].stem not in plain:
            return tokens[n - 1].stem, tokens[place.stop - 1].stem
    return None


def another(question: str, tokens: Sequence[Token], named: Container[int], lexicon: Lexicon) -> str:
    """The stem of "driver" in "who was the driver that took Eigendorf": who is asked of is not who is named.

    So is that of "wing" in "who was on Xu's wing".
    """
    if len(tokens) < 3 or tokens[0].stem != "who" or tokens[1].stem != "be":
        return ""
    if tokens[2].word in lexicon.claims.prepositions:
        owners = (n for n in range(3, len(tokens) - 1) if _is_possessive(question, tokens, n, named, lexicon))
        return next((tokens[n + 1].stem for n in owners), "")
    for n in range(3, len(tokens) - 1):
        if n in named:
            return ""
        is_at_a_time = tokens[n].stem == "when" and tokens[2].word in lexicon.grammar.articles
        if (is_at_a_time or tokens[n].word in lexicon.grammar.beside_another) and any(
            k in named for k in range(n + 1, len(tokens))
        ):
            return tokens[n - 1].stem
    return ""


def action(tokens: Sequence[Token], named: Container[int], lexicon: Lexicon) -> str:
    """The stem of the verb behind somebody named or meant: "promoted" of "when was he promoted"."""
    asked = False
    for n, token in enumerate(tokens):
        if n in named or token.word in GENDERS or token.word == "they":
            asked = asked or (n > 0 and tokens[n - 1].stem in OF_YES_OR_NO) or _is_of_something(tokens, n, lexicon)
        elif asked:
            start = n + 1 if _is_passive(tokens, n) else n
            rest = (each.stem for each in tokens[start:])
            return next((stem for stem in rest if stem in lexicon.light or stem not in lexicon.ignored), "")
    return ""


def _is_of_something(tokens: Sequence[Token], n: int, lexicon: Lexicon) -> bool:
    """Whether it is asked what became of something of theirs: "when did the show of Sun Mu get cancelled"."""
    if n < _SHORTEST_OF or tokens[n - 1].word not in ("of", "by"):
        return False
    before = tokens[n - _SHORTEST_OF : n - 1]
    return before[0].stem in OF_YES_OR_NO and before[1].word in lexicon.grammar.articles


def _is_passive(tokens: Sequence[Token], n: int) -> bool:
    """Whether it is the "get" of "did he get promoted" or "get shot"."""
    if tokens[n].stem != "get" or n + 1 == len(tokens):
        return False
    behind = tokens[n + 1]
    return behind.word.endswith(("ed", "en")) or not behind.word.startswith(behind.stem[:-1])


def asks_whether(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether it asks if something is so of whom or what it names: "did King stay", but not "did anybody swim"."""
    is_of_some = any(token.stem in lexicon.anybody or token.word in ("any", "who", "there") for token in tokens)
    return bool(tokens) and tokens[0].stem in OF_YES_OR_NO and not is_of_some


def named_of(question: str, tokens: Sequence[Token], named: Container[int], lexicon: Lexicon) -> str:
    """The stem of whose or of what the name is asked, which is somebody's: "wife" of "name of Degner's wife"."""
    asks_who = len(tokens) > 2 and tokens[0].stem == "who" and tokens[1].stem == "be"
    if asks_who and tokens[2].word in lexicon.claims.prepositions:  # "who was on Xu's wing"
        return ""
    if not asks_who and not any(token.word in lexicon.naming for token in tokens):
        return ""
    for n in range(len(tokens) - 1):
        if not _is_possessive(question, tokens, n, named, lexicon):
            continue
        behind = [token for token in tokens[n + 1 : n + 1 + _LONGEST_OWNED] if token.word not in lexicon.little_kinds]
        if not behind or any(token.word in lexicon.naming for token in tokens[n + 1 : n + 1 + _LONGEST_OWNED]):
            return ""
        return behind[0].stem
    for n in range(1, len(tokens) - 1):
        if tokens[n].word == "of" and n + 1 in named and tokens[n - 1].word not in lexicon.naming:
            before = tokens[n - 2] if n > 1 else tokens[0]
            return tokens[n - 1].stem if before.word in ("the", "of") else ""
    return ""


def _is_possessive(question: str, tokens: Sequence[Token], n: int, named: Container[int], lexicon: Lexicon) -> bool:
    """Whether something of somebody's is told behind: of "Degner's" or "his"."""
    written = question[tokens[n].start : tokens[n].stop].lower()
    is_name = n in named and n + 1 not in named and written.endswith(("'s", "’s"))
    return is_name or tokens[n].word in lexicon.grammar.possessives


def owned(question: str, tokens: Sequence[Token], named: Container[int], lexicon: Lexicon) -> Iterator[str]:
    """The stems of the words behind a possessive: "car" of "Belenko's car" and of "her car"."""
    for n, (one, other) in enumerate(pairwise(tokens)):
        is_possessive = question[one.start : one.stop].lower().endswith(("'s", "’s")) and one.stem not in INTERROGATIVES
        if n + 1 not in named and (is_possessive or one.word in lexicon.grammar.possessives):
            yield other.stem
        if one.word == "of" and n > 0 and n + 1 in named:  # "the car of Belenko"
            yield tokens[n - 1].stem
