"""The lock files pin what is asked for, each with its hashes, and say nowhere where it comes from."""

from __future__ import annotations

import re
import tomllib

import pytest

from bot.settings import HOME

_PINNED = re.compile(r"^([a-z0-9.-]+)==[^\s;]+.*\\$", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_NAME = re.compile(r"[\w.-]+")

EXTRAS = {
    "requirements-bot.lock": ("postgresql",),
    "requirements.lock": ("postgresql", "playground", "test", "check"),
    "requirements-peers.lock": ("peers",),
}


@pytest.mark.parametrize("name", EXTRAS)
def test_every_package_has_a_version_and_hashes_and_none_an_address(name: str) -> None:
    text = (HOME / name).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"^(?=[^\s#])", text, flags=re.MULTILINE)[1:]
    assert entries
    for entry in entries:
        assert _PINNED.match(entry), entry
        assert _HASH.search(entry), entry


@pytest.mark.parametrize("name", EXTRAS)
def test_whatever_the_project_asks_for_is_pinned(name: str) -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in EXTRAS[name]:
        wanted += project["optional-dependencies"][extra]
    pinned = set(_PINNED.findall((HOME / name).read_text(encoding="utf-8")))
    names = [match[0] for each in wanted if (match := _NAME.match(each))]
    assert {each.lower().replace(".", "-").replace("_", "-") for each in names} <= pinned
