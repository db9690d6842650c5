"""Questions for a yes or a no: affirmed or denied only by what says all of it, of the same person."""

from __future__ import annotations

import pytest

from bot.knowledge.library import Library

YES = "Yes: "
NO = "No: "
OTHERWISE = "My records have it otherwise: "
NOTHING_OF_THE_KIND = "My records tell of nothing of the kind: "


@pytest.mark.parametrize(
    ("lead", "question", "expected"),
    [
        (YES, "did makarova ever dance with the kirov again", "6 August 1988"),
        (YES, "was philby given asylum by the soviets", "granted asylum"),
        (YES, "were the petrovs made australians", "citizens in 1956"),
        (YES, "has degner won a world championship for suzuki", "50cc class of 1962"),
        (YES, "did heng samrin become president", "president of the national salvation front"),
        (YES, "did polovchak become a us citizen", "citizen of the United States"),
        (YES, "did riad al-asaad lose a leg", "lost a leg"),
        (YES, "was degner east german", "East German racer"),
        (YES, "did philby die in moscow", "Moscow"),
        (YES, "was abreu's escape a success", "defected from Cuba"),
        (YES, "did chapman get caught the first time", "caught"),
        (YES, "did sobota return to prague", "1997"),
        (YES, "did pytko's plan backfire", "failed"),
        (NO, "did oswald become a soviet citizen", "refused"),
        (NO, "was korchnoi ever world champion against karpov", "lost both matches"),
        (NO, "did sandoval get american citizenship in 1997", "refused American citizenship"),
        (NO, "was any of the cambridge five prosecuted for spying", "None"),
        (NO, "did philby die in england", "Moscow"),
        (NO, "is gordievsky still alive", "2025"),
        (NO, "is travis king still in north korea", "sent back"),
        (NO, "did yurchenko stay in the us", "returned"),
        (NO, "did king stay in north korea for good", "sent back"),
        (NO, "did all the tuapse sailors go to america", "some of the others"),
        (NO, "did pal benko manage it the first time", "caught"),
        (NO, "did pytko make it to austria", "failed"),
        (NO, "did pytko's attempt bear fruit", "failed"),
        (NO, "was chapman lucky in 2008", "caught"),
        (NO, "was yurchenko's defection permanent", "returned"),
        (NO, "was oswald accepted by the russians", "not accepted"),
        (OTHERWISE, "when was oswald granted soviet citizenship", "refused"),
        (OTHERWISE, "why did the soviets give oswald citizenship", "refused"),
        (OTHERWISE, "why did the us refuse belenko asylum", "granted Belenko asylum"),
        (OTHERWISE, "when did alizadeh win gold in rio", "bronze"),
        (OTHERWISE, "how did kuzminov die in ukraine", "Spain"),
        (OTHERWISE, "which street in pyongyang does travis king still live in", "sent back"),
        (NOTHING_OF_THE_KIND, "who executed philby", "1988"),
        (NOTHING_OF_THE_KIND, "was gouzenko killed in canada", "1982"),
        (NOTHING_OF_THE_KIND, "how many years did dresnok sit in an american jail", "North Korea"),
        (NOTHING_OF_THE_KIND, "which gulag was gouzenko sent to", "Canada"),
        (NOTHING_OF_THE_KIND, "why was navratilova's plea for asylum turned down", "allowed to stay"),
    ],
)
async def test_what_the_record_says_of_a_claim_comes_first(
    library: Library, lead: str, question: str, expected: str
) -> None:
    answer = await library.ask(question)
    assert answer.answered
    assert answer.text.startswith(lead)
    assert expected in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "did schumann win an award",  # the picture of him did
        "did alonso ever play for cuba again",  # he had played before
        "did polovchak's parents go back",
        "was lyushkov killed by the soviets",  # by the Japanese, lest he fall into Soviet hands
        "did maclean tip off philby",
        "was riad al-asaad a general",  # another was, who followed him
        "did adolf tolkachev ever leave the ussr",
        "was fechter arrested",
        "was nureyev's mother allowed to leave",
        "did redfa's family settle in israel",
        "was krivitsky murdered",  # he was found dead
        "did fechter die at once",
        "did thae yong-ho flee from seoul",
        "did belenko defect to japan",
        "did all of the bethke brothers make it",
    ],
)
async def test_what_is_told_of_somebody_else_or_otherwise_is_not_affirmed(library: Library, question: str) -> None:
    assert not (await library.ask(question)).text.startswith("Yes")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("degner took his secrets to honda, how much did they pay him", "Suzuki"),
        ("belenko sold his mig to the chinese, how much did he get", "Japan"),
        ("that nokard guy rowed a boat from sakhalin to hokkaido", "Kunashir"),
        ("maclean came back to england in the 1970s, which paper did he write for", "Moscow"),
    ],
)
async def test_what_is_stated_before_a_question_is_put_right(library: Library, question: str, expected: str) -> None:
    answer = await library.ask(question)
    assert "My records do not bear out " in answer.text or "My records tell of no return: " in answer.text
    assert expected in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "how many shots hit oh chong-song",
        "when was penkovsky shot",
        "how was georgi markov killed",
        "when was oswald refused soviet citizenship",
        "how long was king held in north korea",
    ],
)
async def test_what_did_befall_somebody_is_not_denied(library: Library, question: str) -> None:
    text = (await library.ask(question)).text
    assert "otherwise" not in text
    assert "nothing of the kind" not in text
