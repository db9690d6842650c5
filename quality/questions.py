"""The answers to the questions of tests/questions, beside plain retrieval over the same sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.knowledge.asking.evidence import evidence_of
from bot.knowledge.asking.words import WordForms
from bot.knowledge.library import Library
from bot.knowledge.loading import load
from bot.knowledge.records import Person, Term, Topic
from bot.knowledge.wording import Wording
from bot.settings import read_settings
from quality.queries import Split
from quality.question_set import Question, Verdict, question_set
from quality.retrieval import Bm25, Embeddings, Retriever
from quality.table import columns
from quality.verdicts import Measured, measure


async def section(library: Library) -> str:
    """Ours and the peers, on what the grammar was written to and on what it was not."""
    sentences = _sentences()
    peers: list[Retriever] = [Bm25(sentences)]
    note = ""
    try:
        peers.append(Embeddings(sentences))
    except OSError as error:
        note = f"\n\nwordllama can't be loaded without a network: {error}"
    tables = []
    for split in Split:
        questions = question_set(split)
        engines = [await measure(library, questions), *(_best_cut_off(peer, questions) for peer in peers)]
        tables.append(f"{columns(list(_overall(split, engines)))}\n\n{columns(list(_by_kind(engines)))}")
    return "\n\n".join(tables) + note


def _best_cut_off(peer: Retriever, questions: Sequence[Question]) -> Measured:
    """What ``peer`` makes of ``questions``, refusing below the score at which most are right."""
    # A follow-up is asked together with the question before it: a retriever remembers nothing.
    found = [(each, peer.retrieve(f"{each.after or ''} {each.question}")) for each in questions]

    def at(cut_off: float) -> Measured:
        verdicts = ((each, each.judge(hit.text, answered=hit.score >= cut_off)) for each, hit in found)
        return Measured(peer.name, tuple(verdicts), cut_off)

    scores = sorted({hit.score for _, hit in found})
    return max((at(score) for score in scores), key=lambda measured: measured.share(Verdict.RIGHT))


def _sentences() -> list[str]:
    """Every sentence that the answers are made of, each with its record's name before it."""
    dataset = load(read_settings().data)
    wording, forms = Wording.of(dataset), WordForms(dataset.vocabulary.questions.forms)
    records: list[Person | Term | Topic] = [*dataset.people.values(), *dataset.terms.values(), *dataset.topics.values()]
    return [
        f"{record.name}: {sentence.text}"
        for record in records
        for sentence in evidence_of(record, wording, forms).sentences
    ]


def _overall(split: Split, engines: Sequence[Measured]) -> Iterator[tuple[str, ...]]:
    yield f"Questions, {split}", *Verdict, "cut-off"
    for each in engines:
        shares = (f"{each.share(verdict):.3f}" for verdict in Verdict)
        yield each.engine, *shares, "–" if each.cut_off is None else f"{each.cut_off:.3g}"


def _by_kind(engines: Sequence[Measured]) -> Iterator[tuple[str, ...]]:
    ours, *peers = engines
    yield (
        "By kind",
        "questions",
        *(f"ours {verdict}" for verdict in Verdict),
        *(f"{peer.engine} right" for peer in peers),
    )
    for kind, count in sorted(Counter(question.kind for question, _ in ours.verdicts).items()):
        shares = [ours.share(verdict, kind) for verdict in Verdict]
        shares += [peer.share(Verdict.RIGHT, kind) for peer in peers]
        yield kind, str(count), *(f"{share:.3f}" for share in shares)
