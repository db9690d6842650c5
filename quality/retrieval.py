"""What `/ask` is set beside: retrieval that takes the nearest sentence for the answer, whatever was asked."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import bm25s
import wordllama
from wordllama import WordLlama

logging.getLogger("bm25s").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The sentence that an engine finds nearest, with its score: more is better."""

    text: str
    score: float


class Retriever(Protocol):
    """Finds the sentence nearest to a question."""

    @property
    def name(self) -> str:
        """What the engine is called in a table."""

    def retrieve(self, question: str) -> Retrieved:
        """The nearest sentence."""


class Bm25:
    """bm25s over all sentences, English stop words left out."""

    name = "BM25"

    def __init__(self, sentences: Sequence[str]) -> None:
        self._sentences = sentences
        self._index = bm25s.BM25()
        self._index.index(bm25s.tokenize(list(sentences), stopwords="en", show_progress=False), show_progress=False)

    def retrieve(self, question: str) -> Retrieved:
        words = bm25s.tokenize([question], stopwords="en", show_progress=False, return_ids=False)
        if not words[0]:
            return Retrieved("", 0.0)
        found, scores = self._index.retrieve(words, k=1, show_progress=False)
        return Retrieved(self._sentences[int(found[0, 0])], float(scores[0, 0]))


class Embeddings:
    """The nearest sentence by wordllama's static embeddings, whose model comes in its wheel."""

    name = "wordllama"

    def __init__(self, sentences: Sequence[str]) -> None:
        """OSError (FileNotFoundError) if the model is not there: none is fetched."""
        self._sentences = sentences
        # The wheel has both its files, but its loader looks for the tokenizer elsewhere.
        self._model: Any = WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
        self._vectors = self._model.embed(list(sentences), norm=True)

    def retrieve(self, question: str) -> Retrieved:
        if not question.strip():
            return Retrieved("", 0.0)
        scores = self._vectors @ self._model.embed([question], norm=True)[0]
        best = int(scores.argmax())
        return Retrieved(self._sentences[best], float(scores[best]))
