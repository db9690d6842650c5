"""The stand-in's own rules: a check that can't fail would prove nothing about the bot."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.standin import StandIn, faults, rules
from tests.standin.world import TOKEN, ChannelType, Json

POST = ("POST", "/channels/{channel_id}/messages")
CALLBACK = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
SILENT: Json = {"allowed_mentions": {"parse": []}}

described = pytest.mark.skipif(
    not rules.DESCRIPTION.is_file(), reason=f"Discord's description of its API is not at {rules.DESCRIPTION}"
)


def _button(custom_id: str, label: str = "x") -> Json:
    return {"type": 2, "style": 1, "custom_id": custom_id, "label": label}


def _row(*items: Json) -> Json:
    return {"type": 1, "components": list(items)}


@pytest.mark.parametrize(
    "message",
    [
        {"content": "x" * 2001},
        {"embeds": [{"title": "x" * 257}]},
        {"embeds": [{"description": "x" * 4096, "footer": {"text": "x" * 1905}}]},
        {"embeds": [{"fields": [{"name": "x", "value": " "}]}]},
        {"components": [_row(_button("a"), _button("a"))]},
        {"components": [_row(_button("x" * 101))]},
        {"components": [_row(_button("a", "x" * 81))]},
        {"components": [_row(*(_button(str(number)) for number in range(6)))]},
        {"components": [_row({"type": 3, "custom_id": "m", "options": [{"label": "x", "value": "x"}] * 2})]},
        {"allowed_mentions": {"parse": ["everyone"]}},
    ],
)
def test_what_breaks_a_limit_is_found(message: Json) -> None:
    assert list(rules.violations(*POST, SILENT | message))
    assert list(rules.violations(*CALLBACK, {"type": 4, "data": SILENT | message}))


def test_what_keeps_the_limits_is_not_found() -> None:
    message = SILENT | {"embeds": [{"title": "x" * 256}], "components": [_row(_button("a"), _button("b"))]}
    assert not list(rules.violations(*POST, message))


@pytest.mark.parametrize("choices", [[{"name": "x" * 101, "value": "x"}], [{"name": "x", "value": "x"}] * 26])
def test_choices_out_of_bounds_are_found(choices: list[Json]) -> None:
    assert list(rules.violations(*CALLBACK, {"type": 8, "data": {"choices": choices}}))


@described
@pytest.mark.parametrize(
    ("method", "route", "body"),
    [
        (*POST, SILENT | {"nonce": "x" * 26}),
        (*POST, SILENT | {"embeds": "none"}),
        (*CALLBACK, {"type": 99}),
        ("PUT", "/applications/{application_id}/commands", [{"description": "no name"}]),
        ("GET", "/no/such/route", {}),
    ],
)
def test_what_the_description_forbids_is_found(method: str, route: str, body: Any) -> None:
    assert list(rules.violations(method, route, body))


async def _post(discord: StandIn, channel_id: int, body: Json) -> tuple[int, Json]:
    url = f"{discord.address}/channels/{channel_id}/messages"
    headers = {"Authorization": f"Bot {TOKEN}"}
    async with aiohttp.ClientSession() as session, session.post(url, json=body, headers=headers) as response:
        return response.status, await response.json()


async def test_an_enforced_nonce_gives_the_message_that_is_there() -> None:
    async with StandIn() as discord:
        channel = discord.world.add_channel(discord.world.add_guild(), "news", ChannelType.ANNOUNCEMENT)
        body = SILENT | {"content": "once", "nonce": "n", "enforce_nonce": True}
        (_, first), (_, second) = [await _post(discord, channel.id, body) for _ in range(2)]
        assert first["id"] == second["id"]
        assert len(channel.messages) == 1
        await _post(discord, channel.id, body | {"enforce_nonce": False})
        assert len(channel.messages) == 2


async def test_a_fault_meets_as_many_requests_as_it_is_told_to() -> None:
    async with StandIn() as discord:
        channel = discord.world.add_channel(discord.world.add_guild(), "news")
        discord.add_fault(faults.status("POST /channels/*/messages", 500, times=2))
        discord.add_fault(faults.rate_limit("*", 0.1, everywhere=True))
        discord.add_fault(faults.drop("POST *", after_effect=True))
        body = SILENT | {"content": "hello"}
        assert [(await _post(discord, channel.id, body))[0] for _ in range(3)] == [500, 500, 429]
        with pytest.raises(aiohttp.ClientError):
            await _post(discord, channel.id, body)
        assert len(channel.messages) == 1
        assert (await _post(discord, channel.id, body))[0] == 200
