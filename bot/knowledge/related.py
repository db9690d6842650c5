"""See also: for each record up to five others, each with the reason why it is suggested.

Links written by hand come first; then what records say of each other (members,
companions, examples); then what two people share, the rarer the better.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest

import msgspec

from bot.knowledge.dataset import Dataset
from bot.knowledge.records import Person, Status, Term, Topic, TopicKind
from bot.knowledge.wording import Wording, capitalised

MOST_RELATED = 5
_MOST_PEOPLE_BESIDE_OTHERS = 3
"""People suggested when there are terms or topics to suggest too."""

_TOPIC_REASONS: Mapping[TopicKind, str] = {
    TopicKind.EVENT: "the event around it",
    TopicKind.PLACE: "the place",
    TopicKind.POLICY: "the policy behind it",
    TopicKind.OPERATION: "the operation",
    TopicKind.MOVEMENT: "the movement",
    TopicKind.ORGANISATION: "the organisation",
    TopicKind.PRACTICE: "the practice",
    TopicKind.LIST: "the list of such cases",
    TopicKind.PERSON: "a person concerned",
    TopicKind.WORK: "the work about it",
}
"""Why a person's card leads to a topic, by what the topic is."""

_MOST_SHARING = 40
"""What more people share than this says nothing about two of them."""

_MOST_SHARED = 79
"""The weight of whatever two people share, at most: less than that of a link which a record has."""


class Related(msgspec.Struct, frozen=True):
    """A record worth opening next, and why; ``kind`` is person, term or topic."""

    id: str
    name: str
    kind: str
    reason: str


class _Link(msgspec.Struct, frozen=True):
    id: str
    reason: str
    weight: float


class _Trait(msgspec.Struct, frozen=True):
    """Something that people may share; ``reason`` says so of any other of them."""

    key: tuple[str, ...]
    reason: str
    weight: float


def related_records(dataset: Dataset, wording: Wording) -> dict[str, tuple[Related, ...]]:
    """See also for every record, by id."""
    links: dict[str, list[_Link]] = defaultdict(list)
    for record_id, link in _written_links(dataset):
        links[record_id].append(link)
    for record_id, link in _shared_traits(dataset, wording):
        links[record_id].append(link)
    return {record.id: _chosen(links[record.id], dataset) for record in dataset.records()}


def _chosen(links: Iterable[_Link], dataset: Dataset) -> tuple[Related, ...]:
    best: dict[str, _Link] = {}
    for link in sorted(links, key=lambda each: (-each.weight, each.id)):
        best.setdefault(link.id, link)
    people = [link for link in best.values() if link.id in dataset.people]
    others = [link for link in best.values() if link.id not in dataset.people]
    room = max(_MOST_PEOPLE_BESIDE_OTHERS, MOST_RELATED - len(others))
    chosen = people[:room]
    chosen += others[: MOST_RELATED - len(chosen)]
    chosen.sort(key=lambda each: (-each.weight, each.id))
    return tuple(_related(link, dataset) for link in chosen)


def _related(link: _Link, dataset: Dataset) -> Related:
    for kind, records in (("person", dataset.people), ("term", dataset.terms), ("topic", dataset.topics)):
        if link.id in records:
            return Related(link.id, records[link.id].name, kind, capitalised(link.reason))
    raise KeyError(link.id)


def _written_links(dataset: Dataset) -> Iterator[tuple[str, _Link]]:
    for record in dataset.records():
        for see_also in record.see_also:
            yield record.id, _Link(see_also.id, see_also.reason, 100)
        match record:
            case Person():
                yield from _links_of_person(record)
            case Term():
                yield from _links_of_term(record)
            case Topic():
                yield from _links_of_topic(record)


def _links_of_person(person: Person) -> Iterator[tuple[str, _Link]]:
    for member in person.members:
        yield person.id, _Link(member, "one of them", 80)
        yield member, _Link(person.id, "the group to which they belong", 80)
    for defection in person.defections:
        for other in defection.together_with:
            yield person.id, _Link(other, "went along", 90)
            yield other, _Link(person.id, "went along", 90)


def _links_of_term(term: Term) -> Iterator[tuple[str, _Link]]:
    for difference in term.differs:
        yield term.id, _Link(difference.from_, "a neighbouring term, with the difference", 70)
        yield difference.from_, _Link(term.id, "a neighbouring term, with the difference", 65)
    for other in term.related:
        yield term.id, _Link(other, "a related subject", 60)
        yield other, _Link(term.id, "a related term", 30)
    for example in term.examples:
        yield term.id, _Link(example, "an example", 65)
        yield example, _Link(term.id, "the term that fits", 32)


def _links_of_topic(topic: Topic) -> Iterator[tuple[str, _Link]]:
    for other in topic.related:
        yield topic.id, _Link(other, "a related subject", 60)
        yield other, _Link(topic.id, f"a related {topic.kind}", 30)
    for person in topic.people:
        yield topic.id, _Link(person, "one of the people concerned", 65)
        yield person, _Link(topic.id, _TOPIC_REASONS[topic.kind], 45)


def _shared_traits(dataset: Dataset, wording: Wording) -> Iterator[tuple[str, _Link]]:
    sharing: dict[tuple[str, ...], list[str]] = defaultdict(list)
    traits: dict[str, dict[tuple[str, ...], _Trait]] = {}
    for person in dataset.people.values():
        traits[person.id] = {trait.key: trait for trait in _traits(person, dataset, wording)}
        for key in traits[person.id]:
            sharing[key].append(person.id)
    for person_id, own in traits.items():
        everything: dict[str, float] = defaultdict(float)
        strongest: dict[str, tuple[float, tuple[str, ...]]] = {}
        for key, trait in own.items():
            others = sharing[key]
            if len(others) > _MOST_SHARING:
                continue
            weight = trait.weight / len(others) ** 0.25
            for other in others:
                everything[other] += weight
                if other not in strongest or weight > strongest[other][0]:
                    strongest[other] = weight, key
        strongest.pop(person_id, None)
        # What else they share speaks for the same suggestion, but only one reason is told.
        totals = {each: weight + 0.3 * (everything[each] - weight) for each, (weight, _) in strongest.items()}
        ranks = ((-min(total, _MOST_SHARED), other) for other, total in totals.items())
        for rank, other in nsmallest(2 * MOST_RELATED, ranks):
            yield person_id, _Link(other, traits[other][strongest[other][1]].reason, -rank)


def _traits(person: Person, dataset: Dataset, wording: Wording) -> Iterator[_Trait]:
    """What ``person`` may share with others; the reason is told of this person on another's card."""
    for employer in person.employer:
        yield _Trait(("employer", employer.casefold()), f"also of the {employer.removeprefix('the ')}", 40)
    for tag in person.tags:
        yield _Trait(("tag", tag), f"also: {dataset.vocabulary.tags[tag].label}", 30)
    occupation = wording.occupation(person.occupations[0])
    for defection in person.defections:
        origin = defection.from_
        if defection.status in (Status.ABDUCTED, Status.EMIGRATED):
            yield _Trait(("status", defection.status, origin), "left the same country in the same way", 20)
            continue
        yield _Trait(
            ("occupation", person.occupations[0], origin), f"another {wording.demonym(origin)} {occupation}", 28
        )
        yield _Trait(("occupation", person.occupations[0]), f"also a {occupation}", 12)
        if defection.vehicle and (family := _aircraft_family(defection.vehicle)):
            yield _Trait(("vehicle", family), f"also left with a {family}", 36)
        if defection.place:
            yield _Trait(("place", defection.place.casefold()), f"also in {defection.place}", 24)
        if defection.date:
            year = str(defection.date.year)
            yield _Trait(("year", year), f"also in {year}", 14)
        if defection.to:
            yield _Trait(
                ("route", origin, defection.to),
                f"also from {wording.place(origin)} to {wording.place(defection.to)}",
                10,
            )
        for method in defection.how:
            label = dataset.vocabulary.methods[method].label
            yield _Trait(("method", method, origin), f"left the same country the same way: {label}", 18)
            yield _Trait(("method", method), f"left the same way: {label}", 9)


def _aircraft_family(vehicle: str) -> str | None:
    """What an aircraft is called without its number: a MiG-25P is a MiG."""
    match = re.match(r"(MiG|Su|Mi|An|Il|Yak|Tu|Il|L|F|T|C|DC)-?\d", vehicle)
    return match[1] if match and len(match[1]) > 1 else None
