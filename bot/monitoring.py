"""/healthz and /metrics, on a port of their own, if METRICS_PORT says so."""

from __future__ import annotations

import logging
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.request import urlopen

import msgspec

from bot.observer import Observer
from bot.settings import SettingError, Settings

if TYPE_CHECKING:
    import aiohttp.web

    from bot.app import DefectionBot
    from bot.metrics import Metrics

log = logging.getLogger(__name__)

_ASKING_SECONDS = 4.0


class ShardHealth(msgspec.Struct, frozen=True):
    """Whether a shard is connected, and the milliseconds of a heartbeat's way, once there was one."""

    connected: bool
    latency_ms: float | None


class Health(msgspec.Struct, frozen=True):
    """What /healthz tells: it is healthy when every shard of this process is connected."""

    healthy: bool
    shards: dict[str, ShardHealth]


class Monitoring:
    """What is told about the bot that runs; between two bots, or before the first, it is not healthy."""

    def __init__(self, metrics: Metrics | None) -> None:
        self._metrics = metrics
        self._bot: DefectionBot | None = None

    @property
    def observer(self) -> Observer:
        """What the bot is to tell of its work."""
        return self._metrics or Observer()

    @property
    def http_trace(self) -> aiohttp.TraceConfig | None:
        """What the bot's HTTP client is to tell of its requests."""
        return None if self._metrics is None else self._metrics.trace()

    def watch(self, bot: DefectionBot | None) -> None:
        """From now on tell about ``bot``."""
        self._bot = bot
        if self._metrics is not None:
            self._metrics.gateway = bot

    def health(self) -> Health:
        """How the bot is."""
        if self._bot is None:
            return Health(healthy=False, shards={})
        shards = {
            str(number): ShardHealth(number in self._bot.connected_shards, _milliseconds(shard.latency))
            for number, shard in self._bot.shards.items()
        }
        return Health(bool(shards) and all(shard.connected for shard in shards.values()), shards)


@asynccontextmanager
async def monitoring(settings: Settings) -> AsyncIterator[Monitoring]:
    """Serve /healthz and /metrics as ``settings`` say. Raises SettingError for a port that is taken."""
    if settings.metrics_port is None:
        yield Monitoring(None)
        return
    from aiohttp import web

    from bot.metrics import CONTENT_TYPE, Metrics

    metrics = Metrics()
    watched = Monitoring(metrics)

    async def healthz(_: web.Request) -> web.Response:
        health = watched.health()
        body = msgspec.json.encode(health)
        return web.Response(body=body, status=200 if health.healthy else 503, content_type="application/json")

    async def expose(_: web.Request) -> web.Response:
        return web.Response(body=metrics.exposition(), headers={"Content-Type": CONTENT_TYPE})

    application = web.Application()
    application.router.add_get("/healthz", healthz)
    application.router.add_get("/metrics", expose)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.metrics_host, settings.metrics_port).start()
        except OSError as error:
            place = f"{settings.metrics_host}:{settings.metrics_port}"
            raise SettingError(f"METRICS_PORT: can't listen on {place}: {error.strerror}") from None
        log.info("/healthz and /metrics are at http://%s:%d", *runner.addresses[0][:2])
        yield watched
    finally:
        await runner.cleanup()


def is_healthy(settings: Settings) -> bool:
    """Whether the bot that runs here says that it is. Raises SettingError without METRICS_PORT."""
    if settings.metrics_port is None:
        raise SettingError(
            "METRICS_PORT is needed for this, and the bot started with it; for example METRICS_PORT=9464"
        )
    try:
        with urlopen(f"http://{_reached_at(settings)}/healthz", timeout=_ASKING_SECONDS) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _reached_at(settings: Settings) -> str:
    """Where this machine reaches what listens at METRICS_HOST, as an address has it."""
    address = ip_address(settings.metrics_host)
    loopback = {4: "127.0.0.1", 6: "::1"}[address.version]
    host = loopback if address.is_unspecified else str(address)
    return f"[{host}]:{settings.metrics_port}" if address.version == 6 else f"{host}:{settings.metrics_port}"


def _milliseconds(seconds: float) -> float | None:
    return round(seconds * 1000, 1) if math.isfinite(seconds) else None
