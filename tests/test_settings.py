"""Settings are read once; one that can't be used is named with an example that can."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.settings import SETTINGS, SettingError, Settings, read_settings


def test_nothing_set_gives_the_defaults() -> None:
    assert read_settings({}, None) == Settings()


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PLAYGROUND_PORT=1111\nLOG_LEVEL=debug\nDISCORD_TOKEN=\n", encoding="utf-8")
    settings = read_settings({"PLAYGROUND_PORT": " 2222 ", "PLAYGROUND_BROWSER": "No"}, file)
    assert settings.playground_port == 2222
    assert settings.log_level == logging.DEBUG
    assert settings.playground_browser is False
    assert settings.token is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PLAYGROUND_PORT", "many"),
        ("PLAYGROUND_PORT", "70000"),
        ("PLAYGROUND_BROWSER", "maybe"),
        ("LOG_LEVEL", "LOUD"),
        ("DISCORD_API_URL", "discord"),
        ("CONTRIBUTING_PAGE", "CONTRIBUTING.md"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_an_example(name: str, value: str) -> None:
    example = next(setting.example for setting in SETTINGS if setting.name == name)
    with pytest.raises(SettingError, match=f"{name} .*{name}={example}"):
        read_settings({name: value}, None)


def test_the_token_and_the_database_s_password_are_kept_out_of_logs() -> None:
    given = {"DISCORD_TOKEN": "secret", "DATABASE_URL": "postgresql://bot:password@localhost/bot"}
    assert read_settings(given, None).secrets == ("secret", "password")
    given["DATABASE_URL"] = "postgresql://bot:p%40ss@localhost/bot"
    assert read_settings(given, None).secrets == ("secret", "p%40ss", "p@ss")


def test_the_token_is_in_no_representation() -> None:
    assert "secret" not in repr(read_settings({"DISCORD_TOKEN": "secret"}, None))
