"""What a person's record tells of the way out: where and how they went, why, with whom. An empty field is a denial."""

from __future__ import annotations

from bot.knowledge.asking.evidence import DETAIL, OUTCOME, WHY
from bot.knowledge.asking.life import birth
from bot.knowledge.asking.matching import best_sentences, weighted
from bot.knowledge.asking.sentences import vehicle_sentence, years_between
from bot.knowledge.asking.telling import NOT_BY_CHOICE, Telling
from bot.knowledge.facets import FacetKind
from bot.knowledge.records import FactKind, Status
from bot.knowledge.wording import and_list, counted


def origin(telling: Telling) -> None:
    """From where to where, and where they were born: "where is she from" may mean either."""
    telling.route()
    if telling.person.born is not None and (telling.person.born.place or telling.person.born.country):
        birth(telling)


def place(telling: Telling) -> None:
    """The same, and how exactly."""
    telling.route()
    telling.say_kinds(DETAIL)


def how(telling: Telling) -> None:
    """In what, and how exactly; where that is not told, by which ways, and the route."""
    main = telling.defections()[0]
    if main.vehicle and "flew" in main.how:
        telling.say(vehicle_sentence(telling.person, main), main.sources)
    if not telling.say_kinds(DETAIL) and main.how:
        telling.say(f"How {telling.person.name} left: {telling.wording.methods_used(main)}.", main.sources)
    telling.say_kinds(FactKind.FLIGHT)
    telling.route()


def vehicle(telling: Telling) -> None:
    """In or with what."""
    used = [defection for defection in telling.defections() if defection.vehicle]
    for defection in used:
        telling.say(vehicle_sentence(telling.person, defection), defection.sources)
    told = best_sentences(telling.evidence, weighted(telling.lexicon.vehicles), telling.lexicon, preferred=(DETAIL,))
    told = [each for each in told if each.sentence.kind in (DETAIL, FactKind.FLIGHT)]
    if not used and not told:
        telling.deny("in or with what that was")
        return
    for each in told:
        telling.say(each.sentence.text, each.sentence.sources)
    how(telling)


def why(telling: Telling) -> None:
    """What they said, and what others hold; else sentences that give a reason."""
    if telling.say_kinds(WHY, most=2):
        return
    reasons = telling.reasons
    for sentence in reasons[:2]:
        telling.say(sentence.text, sentence.sources)
    if not reasons and telling.person.main_defection.status in NOT_BY_CHOICE:
        telling.route()
    elif not reasons:
        telling.deny("why")


def via(telling: Telling) -> None:
    """Through where, if that is told: a sentence of the way may have it too."""
    through = telling.lexicon.roles[FacetKind.VIA]
    told = any(not through.isdisjoint(each.stems) for each in telling.evidence.of_kind(DETAIL, FactKind.FLIGHT))
    if told or any(defection.via for defection in telling.person.defections):
        place(telling)
    else:
        telling.deny("through where that was")


def companions(telling: Telling) -> None:
    """With whom they went."""
    names = [name for defection in telling.person.defections for name in defection.companions]
    if names:
        telling.say(f"{telling.person.name} left together with {and_list(names)}.")
    place(telling)


def duration(telling: Telling) -> None:
    """How long something took, or they stayed, where the return is dated."""
    left = telling.person.main_defection.date
    for sentence in telling.evidence.of_kind(FactKind.RETURN):
        years = years_between(left, sentence.date)
        if years is not None and telling.person.main_defection.status is Status.RETURNED:
            telling.say(f"Between leaving and returning lay {years} years.", sentence.sources)
            break
    units = telling.lexicon.told.lasting
    told = best_sentences(
        telling.evidence, weighted(units), telling.lexicon, preferred=(DETAIL, FactKind.FLIGHT), most=2
    )
    for each in told:
        telling.say(each.sentence.text, each.sentence.sources)
    if not told and not telling.evidence.of_kind(FactKind.RETURN) and telling.person.died is None:
        telling.deny("how long that was")
        return
    telling.route()
    telling.say_kinds(FactKind.RETURN, OUTCOME, FactKind.DEATH)


def count(telling: Telling) -> None:
    """How many a group were."""
    if telling.person.size:
        telling.say(f"{telling.person.name}: {counted(telling.person.size, 'person', 'people')}.")
        telling.who()
    else:
        telling.deny("such a number")


def success(telling: Telling) -> None:
    """Whether they got away and stayed."""
    place(telling)
    telling.say_kinds(OUTCOME)
    telling.say_kinds(FactKind.RETURN, FactKind.DEATH)
