"""What the search by name is told: names, and the words in and around them."""

from __future__ import annotations

from enum import Enum

import msgspec


class Order(Enum):
    """Where in a name stands the part that a person is known by."""

    WESTERN = "given name first"
    EASTERN = "family name first, in Korean and Chinese manner"
    EITHER = "either, as in Hungarian and Japanese"
    PHRASE = "no given name: a group, a term, a topic"


class Named(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What the index knows of one record: its spellings, the usual one first, and words that describe it.

    ``context`` holds these words, and ``mentioned`` the names that its texts mention, with a blank around each.
    """

    id: str
    name: str
    spellings: tuple[str, ...]
    context: str = ""
    mentioned: str = ""
    order: Order = Order.WESTERN
    prominence: int = 0
    """Of several that fit equally well while somebody types, the more prominent stands first."""


class NameWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in and around names that say little; from data/vocabulary/names.toml."""

    particles: frozenset[str]
    titles: frozenset[str]
    fillers: frozenset[str]
    of_defection: frozenset[str]
    """Those of the ``fillers`` that tell of a defection: beside them whatever else is true of somebody tells more."""

    namesakes: frozenset[str]
    """Things that bear somebody's family name, or what composers of that name are known by."""

    of_lives: frozenset[str]
    """What is asked of anybody's life; like the ``describing`` words, though sentences have them."""

    describing: frozenset[str]
    common_given: frozenset[str]
    given_variants: tuple[tuple[str, ...], ...]
    """Each the forms of one given name in several languages: who is called one may be called another."""

    family_variants: tuple[tuple[str, ...], ...]
    """Each the romanisations of one East Asian family name."""

    family_names_of_others: frozenset[str]
    """Names that are nobody's misspelling, because well-known people or many people have them."""

    given_in_scripts: dict[str, str] = {}
    """By a given name how other scripts write it, in any language, parted by blanks."""


class OtherNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Well-known people who are in no record, by where their family name stands; from data/vocabulary/others.toml.

    Whoever writes one of these names, in any script, has not misspelt another that looks like it.
    """

    given_name_first: tuple[str, ...]
    family_name_first: tuple[str, ...]


class Descriptors(msgspec.Struct, frozen=True):
    """Words that describe people and so are nobody's name when they stand alone.

    ``roles`` (occupations, countries) tell people apart, so one that is not true of a
    person speaks against them; ``prose`` are ordinary words, which do not.
    """

    roles: frozenset[str] = frozenset()
    general: frozenset[str] = frozenset()
    prose: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    """Words that any sentence may have, though none of the records' has: nobody's name misspelt."""

    first_names: frozenset[str] = frozenset()
    """The first words of our names whose family name stands last, but for those that many have."""
