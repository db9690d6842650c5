"""Metrics for Prometheus. No label holds the id or the name of a person or a server.

Imported only when metrics are asked for: see `bot.monitoring`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from time import perf_counter
from types import SimpleNamespace
from typing import Any, Protocol

import aiohttp
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from bot.observer import Observer, Outcome

CONTENT_TYPE = CONTENT_TYPE_LATEST

_ANSWERS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Seconds; Discord gives up on an answer after three."""
_DATABASE = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0)
_LAG = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 3600.0, 21600.0)

_ID = re.compile(r"/\d+")
_TOKEN = re.compile(r"(/(?:interactions|webhooks)/\{id\}/)[^/]+")


class Shard(Protocol):
    """What is read of a shard."""

    @property
    def latency(self) -> float:
        """Seconds between a heartbeat and its receipt."""


class Gateway(Protocol):
    """What is read of the bot each time that metrics are asked for."""

    @property
    def connected_shards(self) -> set[int]:
        """The shards that are connected."""

    @property
    def shards(self) -> Mapping[int, Shard]:
        """Every shard of this process."""

    @property
    def server_count(self) -> int:
        """How many servers the shards of this process serve."""


class Metrics(Observer):
    """Counts what it is told, and reads the gateway's state when it is asked."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self.gateway: Gateway | None = None
        self._registry = registry
        self._commands = Histogram(
            "defection_bot_command_seconds",
            "From a command's arrival to its end, by name and outcome.",
            ("command", "outcome"),
            buckets=_ANSWERS,
            registry=registry,
        )
        self._autocompletes = Histogram(
            "defection_bot_autocomplete_seconds",
            "From an autocompletion's arrival to its end, by command and outcome.",
            ("command", "outcome"),
            buckets=_ANSWERS,
            registry=registry,
        )
        self._components = Histogram(
            "defection_bot_component_seconds",
            "From a button's, menu's or form's arrival to its end, by kind and outcome.",
            ("component", "outcome"),
            buckets=_ANSWERS,
            registry=registry,
        )
        self._refusals = Counter(
            "defection_bot_refusals", "What was not answered, by outcome.", ("outcome",), registry=registry
        )
        self._requests = Histogram(
            "defection_bot_request_seconds",
            "Requests to Discord's API, by method, route and status; status 0 is a lost connection.",
            ("method", "route", "status"),
            buckets=_ANSWERS,
            registry=registry,
        )
        self._disconnects = Counter(
            "defection_bot_gateway_disconnects",
            "Lost connections to the gateway, by shard.",
            ("shard",),
            registry=registry,
        )
        self._posts = Counter("defection_bot_posts", "Daily posts, by state.", ("state",), registry=registry)
        self._lag = Histogram(
            "defection_bot_scheduler_lag_seconds",
            "From when a daily post was due to when it was taken up.",
            buckets=_LAG,
            registry=registry,
        )
        self._database = Histogram(
            "defection_bot_database_seconds",
            "Time of one statement, by database.",
            ("database",),
            buckets=_DATABASE,
            registry=registry,
        )
        registry.register(_GatewayCollector(self))
        ProcessCollector(registry=registry)

    def command(self, name: str, outcome: Outcome, seconds: float) -> None:
        """A slash command was dealt with."""
        self._commands.labels(name, outcome).observe(seconds)
        self._count_refusal(outcome)

    def autocomplete(self, name: str, outcome: Outcome, seconds: float) -> None:
        """What was typed into a command's option was completed."""
        self._autocompletes.labels(name, outcome).observe(seconds)

    def component(self, kind: str, outcome: Outcome, seconds: float) -> None:
        """A button, a menu or a form was dealt with."""
        self._components.labels(kind, outcome).observe(seconds)
        self._count_refusal(outcome)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Discord's API answered."""
        self._requests.labels(method, route, status).observe(seconds)

    def disconnect(self, shard: int) -> None:
        """A shard lost its connection."""
        self._disconnects.labels(shard).inc()

    def post(self, state: str) -> None:
        """A daily post came to a state."""
        self._posts.labels(state).inc()

    def scheduler_lag(self, seconds: float) -> None:
        """A daily post was taken up so long after it was due."""
        self._lag.observe(seconds)

    def database(self, name: str, seconds: float) -> None:
        """A database answered."""
        self._database.labels(name).observe(seconds)

    def exposition(self) -> bytes:
        """Everything, in the form that Prometheus reads."""
        return generate_latest(self._registry)

    def trace(self) -> aiohttp.TraceConfig:
        """What tells `request` of every request of an HTTP client's."""
        return _tracing(self)

    def _count_refusal(self, outcome: Outcome) -> None:
        if outcome is not Outcome.ANSWERED:
            self._refusals.labels(outcome).inc()


class _GatewayCollector(Collector):
    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        connected = GaugeMetricFamily(
            "defection_bot_gateway_connected", "Whether a shard is connected.", labels=("shard",)
        )
        latency = GaugeMetricFamily(
            "defection_bot_gateway_latency_seconds", "A heartbeat's way there and back.", labels=("shard",)
        )
        servers = GaugeMetricFamily("defection_bot_servers", "Servers that this process serves.")
        gateway = self._metrics.gateway
        if gateway is not None:
            servers.add_metric((), gateway.server_count)
            for number, shard in gateway.shards.items():
                connected.add_metric((str(number),), number in gateway.connected_shards)
                latency.add_metric((str(number),), shard.latency)
        yield from (connected, latency, servers)


def _tracing(observer: Observer) -> aiohttp.TraceConfig:
    config = aiohttp.TraceConfig()

    async def started(_: Any, context: SimpleNamespace, __: aiohttp.TraceRequestStartParams) -> None:
        context.start = perf_counter()

    async def ended(_: Any, context: SimpleNamespace, done: aiohttp.TraceRequestEndParams) -> None:
        note(context, done.method, done.url.path, done.response.status)

    async def failed(_: Any, context: SimpleNamespace, done: aiohttp.TraceRequestExceptionParams) -> None:
        note(context, done.method, done.url.path, 0)

    def note(context: SimpleNamespace, method: str, path: str, status: int) -> None:
        if status != 101:  # the gateway's connection, which lasts for days
            observer.request(method, route_of(path), status, perf_counter() - context.start)

    config.on_request_start.append(started)
    config.on_request_end.append(ended)
    config.on_request_exception.append(failed)
    return config


def route_of(path: str) -> str:
    """``path`` of Discord's API without ids and tokens: ``/channels/{id}/messages``."""
    _, _, route = path.rpartition("/api/v10")
    return _TOKEN.sub(r"\1{token}", _ID.sub("/{id}", route))
