"""Questions that can be answered, for somebody who wonders what to ask. A test asks every one of them."""

from __future__ import annotations

_MOST = 25
"""Discord shows at most 25 choices."""

_EXAMPLES = (
    "Who flew a MiG-25 to Japan?",
    "How did Mikhail Baryshnikov get away in Toronto?",
    "Why did Martina Navratilova defect?",
    "How old was Nadia Comăneci when she left?",
    "What happened to Oleg Penkovsky?",
    "Which Cuban boxers defected?",
    "Who was the first Soviet ice hockey player to defect?",
    "How many people escaped by tunnel?",
    "What is the difference between a defector and a refugee?",
    "What does Republikflucht mean?",
    "What was Operation Moolah?",
    "Who swam to freedom?",
    "Did Peter Fechter get over the wall?",
    "Through which countries did Svetlana Alliluyeva get to America?",
    "What did Viktor Belenko fly?",
    "Where exactly did Rudolf Nureyev ask for asylum?",
    "How is No Kum-sok written in Korean?",
    "What other names did Igor Gouzenko use?",
    "Where is the information on Kim Philby from?",
    "When did Ion Mihai Pacepa die?",
    "Who defected in 1979?",
    "Who tried to defect and failed?",
    "Which dancers left the Soviet Union in the 1970s?",
    "Who left first, Nureyev or Makarova?",
    "What is a defector in place?",
    "How did Oleg Gordievsky get out of Moscow?",
    "Where was Vladimir Petrov born?",
    "Who were the Cambridge Five?",
    "Which North Korean diplomats went over?",
    "Was Hitomi Soga a defector?",
)


def example_questions(typed: str = "") -> list[str]:
    """Those that have every word of what somebody has ``typed`` so far; at most 25."""
    wanted = typed.casefold().split()
    return [each for each in _EXAMPLES if all(word in each.casefold() for word in wanted)][:_MOST]
