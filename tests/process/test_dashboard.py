"""The Grafana dashboard and the manual name series that a bot really exports that has been at work."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import pytest_asyncio

from bot.guilds.schedules import ChannelKind
from bot.settings import HOME
from tests.process.due_posts import Servers
from tests.process.test_operating import ask
from tests.standin import StandIn, faults
from tests.standin.bot_process import bot_process, connected

NAME = re.compile(r"(?:defection_bot|process)_\w+")
SELECTOR = re.compile(r"((?:defection_bot|process)_\w+)\{([^}]*)\}")
GROUPED = re.compile(r"sum by \(([^)]*)\) \((?:rate|increase)\((\w+)")
OF_THE_SCRAPE = {"job", "instance"}
"""Labels that Prometheus adds."""

DATABASES = ["sqlite", "postgresql"]


class Series:
    """What a page of metrics holds: values by name and labels."""

    def __init__(self, text: str) -> None:
        self._values: dict[str, list[tuple[dict[str, str], float]]] = {}
        for line in text.splitlines():
            if not line.startswith("#"):
                name, labels, value = re.fullmatch(r"(\w+)(?:\{(.*)\})? (\S+)", line).groups()  # type: ignore[union-attr]
                pairs = dict(re.findall(r'(\w+)="([^"]*)"', labels or ""))
                self._values.setdefault(name, []).append((pairs, float(value)))

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def labels(self, name: str) -> set[str]:
        """The labels of a series."""
        return {label for labels, _ in self._values[name] for label in labels}

    def value(self, name: str, **labels: str) -> float:
        """The sum of those with such labels."""
        return sum(value for each, value in self._values[name] if labels.items() <= each.items())


@pytest.fixture(params=DATABASES)
def environment(request: pytest.FixtureRequest, environment: dict[str, str]) -> dict[str, str]:
    """The environment of a bot on either kind of database."""
    if request.param == "sqlite":
        return environment
    return environment | {"DATABASE_URL": request.getfixturevalue("postgresql_url")}


@pytest_asyncio.fixture
async def scraped(
    servers: Servers, discord: StandIn, environment: dict[str, str], tmp_path: Path, unused_tcp_port: int
) -> Series:
    """The metrics of a bot after two daily posts and much that people do."""
    await servers.add(ChannelKind.TEXT)
    await servers.add(ChannelKind.ANNOUNCEMENT)
    settings = environment | {"METRICS_PORT": str(unused_tcp_port)}
    async with bot_process(discord, tmp_path, settings) as bot:
        await connected(discord, bot)
        await servers.all_sent()
        channel = servers.channels[0]
        for name in ("Belenko", "Nobody Atall"):
            await (await discord.slash("defector", name=name, channel=channel)).answered()
        await (await discord.complete("defector", "name", "bary", channel=channel)).answered()
        await (await discord.use(discord.world.message_payload(channel, {"content": "x"}), "of no form")).answered()
        discord.add_fault(faults.rate_limit("POST /interactions/*", 0.1))
        await (await discord.slash("help", channel=channel)).answered()
        await discord.gateway.drop()
        await discord.gateway.resumed()
        await (await discord.slash("help", channel=channel)).answered()
        return Series((await ask(unused_tcp_port, "/metrics"))[1])


def expressions() -> list[str]:
    """What the dashboard asks Prometheus for, in its panels and its menus."""
    dashboard = json.loads((HOME / "docs" / "grafana.json").read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    menus = [each["query"] for each in dashboard["templating"]["list"] if each["type"] == "query"]
    assert asked
    assert menus
    return asked + menus


async def test_all_that_the_dashboard_and_the_manual_name_is_exported_and_right(scraped: Series) -> None:
    for expression in expressions():
        names = NAME.findall(expression)
        assert names, expression
        assert [name for name in names if name not in scraped] == [], expression
        for name, matchers in SELECTOR.findall(expression):
            assert set(re.findall(r"(\w+)\s*[=!]", matchers)) <= scraped.labels(name) | OF_THE_SCRAPE, expression
        for labels, name in GROUPED.findall(expression):
            assert set(labels.replace(" ", "").split(",")) <= scraped.labels(name), expression
    manual = (HOME / "docs" / "operating.md").read_text(encoding="utf-8")
    for name in re.findall(r"`(defection_bot_\w+)`", manual):
        assert name in scraped or f"{name}_count" in scraped, name

    assert scraped.value("defection_bot_posts_total", state="sent") == 2
    assert scraped.value("defection_bot_scheduler_lag_seconds_count") == 2
    assert scraped.value("defection_bot_scheduler_lag_seconds_sum") > 0
    assert scraped.value("defection_bot_database_seconds_count", database="guilds") > 0
    assert scraped.value("defection_bot_command_seconds_count", command="defector", outcome="answered") == 1
    assert scraped.value("defection_bot_command_seconds_count", command="defector", outcome="refused") == 1
    assert scraped.value("defection_bot_autocomplete_seconds_count", command="defector", outcome="answered") == 1
    assert scraped.value("defection_bot_component_seconds_count", component="component", outcome="refused") == 1
    assert scraped.value("defection_bot_refusals_total", outcome="refused") == 2
    assert scraped.value("defection_bot_request_seconds_count", status="429") == 1
    assert scraped.value("defection_bot_gateway_connected", shard="0") == 1
    assert scraped.value("defection_bot_gateway_disconnects_total", shard="0") == 1
