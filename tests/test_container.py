"""What the container's files promise: nothing but the data can be written, and no process is up twice."""

from __future__ import annotations

import re

from bot.settings import HOME

COMPOSE = (HOME / "compose.yaml").read_text(encoding="utf-8")
DOCKERFILE = (HOME / "Dockerfile").read_text(encoding="utf-8")


def section(name: str) -> str:
    """What stands in compose.yaml below a name, which is given with its indentation."""
    depth = len(name) - len(name.lstrip())
    found = re.search(rf"^{name}:.*\n((?: {{{depth + 1},}}.*\n|\n)*)", COMPOSE, re.MULTILINE)
    assert found, name
    return found[1]


def test_every_process_runs_read_only_with_no_capability_and_time_to_stop() -> None:
    common = section("x-bot")
    for promise in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "stop_grace_period: 15s"):
        assert promise in common
    assert "<<: *bot" in section("x-shard")
    assert "<<: *bot" in section("  bot")
    assert re.search(r"^USER bot$", DOCKERFILE, re.MULTILINE)
    assert "VOLUME /var/lib/bot" in DOCKERFILE


def test_the_profile_of_shards_starts_each_shard_once_and_not_the_single_process() -> None:
    assert "profiles: [single]" in section("  bot")
    assert "profiles: [shards]" in section("x-shard")
    assert "profiles: [shards]" in section("  postgres")
    shards = re.findall(r"^  bot-\d:\n    <<: \*shard\n    environment: .*SHARD_IDS: \"(\d)\"", COMPOSE, re.MULTILINE)
    assert shards == ["0", "1", "2"]
    assert 'SHARD_COUNT: "3"' in section("x-shared")


def test_no_secret_is_in_the_image_or_on_a_command_line() -> None:
    assert "TOKEN" not in DOCKERFILE
    assert "PASSWORD" not in DOCKERFILE
    ignored = (HOME / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[0] == "*"
    assert not {"!.env", "!state"} & set(ignored)
    assert "command:" not in COMPOSE
    assert "${POSTGRES_PASSWORD" not in section("x-shared").replace("  PGPASSWORD: ${POSTGRES_PASSWORD:-}", "")
