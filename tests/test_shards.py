"""Which shards a process runs."""

from __future__ import annotations

import pytest

from bot.settings import SettingError, read_settings
from bot.shards import read_shard_ids


@pytest.mark.parametrize(
    ("text", "host_name", "ids"),
    [
        ("0", "box", (0,)),
        ("0-3", "box", (0, 1, 2, 3)),
        ("8, 0-2,1", "box", (0, 1, 2, 8)),
        ("hostname", "bot-3", (3,)),
        ("hostname:4", "bot-3", (12, 13, 14, 15)),
    ],
)
def test_shards_are_listed_ranged_or_taken_from_the_host_name(text: str, host_name: str, ids: tuple[int, ...]) -> None:
    assert read_shard_ids(text, host_name) == ids


@pytest.mark.parametrize("text", ["", "a", "3-1", "1,,2", "-1", "hostname:0", "hostname"])
def test_what_names_no_shards_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"shards|host"):
        read_shard_ids(text, "box")


def test_the_host_name_comes_from_the_environment() -> None:
    given = {"SHARD_COUNT": "4", "SHARD_IDS": "hostname", "HOSTNAME": "bot-3"}
    assert read_settings(given, None).shard_ids == (3,)


@pytest.mark.parametrize(
    "given", [{"SHARD_IDS": "0"}, {"SHARD_IDS": "0-4", "SHARD_COUNT": "4"}, {"SHARD_COUNT": "0"}, {"SHARD_COUNT": "x"}]
)
def test_shards_that_there_cannot_be_are_refused_by_the_setting_s_name(given: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="SHARD_"):
        read_settings(given, None)
