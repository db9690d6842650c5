"""Lists what the bot's image holds, with versions and licences.

`python -m scripts.dependencies > docs/dependencies.md`
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata

from bot.settings import HOME

_PINNED = re.compile(r"^([\w.-]+)==([\w.+-]+)", re.MULTILINE)
_PREFIX = "License :: OSI Approved :: "


def main() -> None:
    """Print the page, from requirements-bot.lock and what is installed here."""
    print("# Dependencies\n")
    print("What the image holds, by `requirements-bot.lock`; `python -m scripts.dependencies` makes this page.\n")
    print("Known vulnerabilities are looked up with `pip-audit --disable-pip -r requirements-bot.lock`.\n")
    print("| Package | Version | Licence |\n|---|---|---|")
    for name, version in _PINNED.findall((HOME / "requirements-bot.lock").read_text(encoding="utf-8")):
        print(f"| {name} | {version} | {_licence(name)} |")


def _licence(name: str) -> str:
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return "not installed on this system"
    if "License-Expression" in about:
        return about["License-Expression"]
    kinds = [kind.removeprefix(_PREFIX) for kind in about.get_all("Classifier") or [] if kind.startswith(_PREFIX)]
    return ", ".join(kinds) or (about["License"].splitlines()[0] if "License" in about else "not stated")


if __name__ == "__main__":
    main()
