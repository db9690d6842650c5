"""Nothing that a person can use is missing from the README."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.__main__ import _parser
from bot.display.information import COMMAND_EXAMPLES
from bot.settings import HOME, SETTINGS, Settings

README = (HOME / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_in_the_readme_and_the_example_file(setting: object) -> None:
    name = getattr(setting, "name", "")
    assert f"| `{name}` |" in README
    assert re.search(rf"^#?{name}=", (HOME / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_typed_setting_is_listed() -> None:
    assert len(SETTINGS) == len(Settings.__dataclass_fields__)


@pytest.mark.parametrize("name", [name for name, _, _ in COMMAND_EXAMPLES])
def test_every_slash_command_is_in_the_readme_with_an_example(name: str) -> None:
    assert re.search(rf"^\| `/{name}[^|]*\| `/{name}", README, re.MULTILINE)


def test_every_command_of_the_command_line_is_in_the_readme() -> None:
    (commands,) = [action.choices for action in _parser()._actions if isinstance(action.choices, dict)]
    for name in commands:
        assert f"python -m bot {name}" in README or f"`{name}`" in README, name


def test_every_picture_and_page_that_the_readme_links_is_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (HOME / target).exists(), target


def test_every_make_target_named_is_there() -> None:
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    for page in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"`make ([a-z]+)`", (HOME / page).read_text(encoding="utf-8")):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_module_at_the_top_is_in_the_layout_for_contributors() -> None:
    layout = (HOME / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for module in (HOME / "bot").glob("*.py"):
        assert module.name in layout or module.name == "__init__.py", module.name


def test_the_changelog_has_an_entry_for_what_is_not_released() -> None:
    assert "## Unreleased" in Path(HOME / "CHANGELOG.md").read_text(encoding="utf-8")
