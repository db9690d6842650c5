"""Other ways to say a thing -> the plain words that the records and the rest of the vocabulary have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.knowledge.asking.vocabulary import Patterns
from bot.knowledge.asking.words import Token, WordForms


class Sayings:
    """Idioms and phrasal verbs ("kick the bucket", "hand ... over"), and phrases that say nothing ("on earth")."""

    def __init__(
        self,
        said_for: Mapping[str, Sequence[str]],
        fillers: Sequence[str],
        *,
        groups: Mapping[str, Sequence[str]],
        forms: WordForms,
        skipped: frozenset[str],
    ) -> None:
        """``said_for`` has for plain words the phrases that stand for them."""
        self._patterns: Patterns[str] = Patterns({"": fillers, **said_for}, groups, reduce=forms.stem, skipped=skipped)
        self._forms = forms

    def plain(self, tokens: Sequence[Token], free: Sequence[bool] | None = None) -> list[Token]:
        """``tokens`` with plain words where a phrase stood, at its first word, and without what says nothing.

        Only ``free`` tokens are words of a phrase, all of them if it is None. Of phrases that share words the longest
        counts, of such that whose words stand closest. A question that is nothing else stays as it is.
        """
        said: dict[int, list[Token]] = {}
        found = self._patterns.find(tokens, free or [True] * len(tokens))
        for each in sorted(found, key=lambda each: (-each.size, each.at[-1] - each.at[0], each.at)):
            if said.keys().isdisjoint(each.at):
                said |= {n: [] for n in each.at}
                first, last = tokens[each.at[0]], tokens[each.at[-1]]
                is_whole = each.at[-1] - each.at[0] == each.size - 1
                spelt = replace(first, stop=last.stop if is_whole else first.stop)
                said[each.at[0]] = [self._like(spelt, word) for word in each.value.split()]
        plain = [one for n, token in enumerate(tokens) for one in said.get(n, [token])]
        return plain or list(tokens)

    def _like(self, token: Token, word: str) -> Token:
        return replace(token, word=word, stem=self._forms.stem(word), is_capital=False)
