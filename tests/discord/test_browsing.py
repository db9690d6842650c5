"""Lists and pictures, as people use them: filters, pages, buttons, and all of it after a restart."""

from __future__ import annotations

import io

import discord
import pytest
import simcord
from PIL import Image

from bot.app import DefectionBot
from bot.settings import Settings
from tests.discord.conftest import Server, buttons, components, embed_of, menu

pytestmark = pytest.mark.simcord(settle_timeout=45)  # the process that draws may have to start first; below a minute,
# for what the bot does each minute is not waited for


def attachment(result: simcord.InteractionResult) -> discord.Attachment:
    """The one attachment of an answer."""
    assert result.response is not None
    (found,) = result.response.attachments
    return found


async def assert_is_a_picture(result: simcord.InteractionResult) -> None:
    """One PNG that is not blank, wide enough for a phone, with words for those who can't see it."""
    shown = attachment(result)
    assert shown.filename.endswith(".png")
    assert shown.description
    assert len(shown.description) <= 1024
    image = Image.open(io.BytesIO(await shown.read()))
    assert image.width == 1200
    assert len(image.getcolors(1 << 24) or []) > 5


async def test_browse_lists_ten_a_page_by_year(server: Server) -> None:
    embed = embed_of(await server.ask("browse", **{"from": "cuba", "decade": "1990s"}))
    assert embed.title == "From Cuba · 1990s"
    lines = (embed.description or "").splitlines()
    assert len(lines) == 10
    assert all("**199" in line and "Cuba →" in line for line in lines)
    assert lines == sorted(lines, key=lambda line: line[2:6])
    assert (embed.footer.text or "").startswith("Page 1 of ")


async def test_a_filter_may_be_typed_in_any_spelling(server: Server) -> None:
    picked = await server.ask("browse", **{"from": "soviet-union"})
    typed = await server.ask("browse", **{"from": "USSR"})
    assert embed_of(picked) == embed_of(typed)


async def test_the_list_completes_with_what_is_still_possible(server: Server) -> None:
    choices = await server.alice.autocomplete(server.channel, "browse", "from", "")
    assert any(choice["name"].startswith("Soviet Union · ") for choice in choices[:3])
    assert len(choices) == 25
    narrowed = await server.alice.autocomplete(server.channel, "browse", "from", "", how="swam")
    assert 0 < len(narrowed) < 25
    listed = await server.ask("browse", **{"from": narrowed[0]["value"], "how": "swam"})
    assert embed_of(listed).description
    assert [choice["value"] for choice in await server.alice.autocomplete(server.channel, "map", "to", "usa")] == [
        "united-states"
    ]


async def test_the_list_completes_by_all_filters_that_are_set_and_in_any_order(server: Server) -> None:
    choices = await server.alice.autocomplete(
        server.channel, "browse", "decade", "", category="artist", **{"from": "USSR"}
    )
    for choice in choices:
        decade, number = choice["name"].split(" · ")
        listed = await server.ask("browse", decade=choice["value"], category="artist", **{"from": "soviet-union"})
        assert decade == choice["value"]
        assert f"{number} defection" in (embed_of(listed).footer.text or "")


async def test_what_nobody_fits_is_refused_in_private(server: Server) -> None:
    result = await server.ask("browse", **{"from": "cuba", "decade": "1930s"})
    assert result.ephemeral
    assert embed_of(result).title == "Nobody fits all of that"
    unknown = await server.ask("timeline", decade="yesterday")
    assert unknown.ephemeral
    assert "yesterday" not in str(embed_of(unknown).to_dict())


async def test_pages_turn_both_ways_and_sort_by_name(server: Server) -> None:
    listed = await server.ask("browse", how="swam")
    assert listed.response is not None
    await server.alice.click(listed.response, label="Next ▶")
    assert (embed_of(listed).footer.text or "").startswith("Page 2 of 2")
    await server.alice.click(listed.response, label="Next ▶")
    assert (embed_of(listed).footer.text or "").startswith("Page 1 of 2")
    await server.alice.click(listed.response, label="Sort by name")
    names = [line.split("** ")[1] for line in (embed_of(listed).description or "").splitlines()]
    assert names == sorted(names, key=str.casefold)


async def test_whoever_did_not_ask_turns_pages_of_a_private_copy(server: Server) -> None:
    listed = await server.ask("browse", how="swam")
    assert listed.response is not None
    copy = await server.bob.click(listed.response, label="Next ▶")
    assert copy.ephemeral
    assert (embed_of(copy).footer.text or "").startswith("Page 2")
    assert (embed_of(listed).footer.text or "").startswith("Page 1")


async def test_picking_somebody_opens_the_card_and_leaves_the_list(server: Server) -> None:
    listed = await server.ask("browse", how="balloon")
    assert listed.response is not None
    option = menu(listed)["options"][0]
    card = await server.alice.select(listed.response, [option["value"]], custom_id="pick")
    assert card.ephemeral
    assert embed_of(card).title == option["label"]
    assert (embed_of(listed).footer.text or "").startswith("Page 1")


@pytest.mark.parametrize("command", ["timeline", "map", "stats"])
async def test_pictures_come_in_public_with_words_for_those_who_cannot_see_them(server: Server, command: str) -> None:
    result = await server.ask(command, **{"from": "east-germany"})
    assert not result.ephemeral
    assert "'type': 5" in server.env.transcript()  # Discord was asked for time before anything was drawn
    await assert_is_a_picture(result)
    assert "List" in buttons(result)


async def test_whoever_asks_for_very_many_pictures_is_asked_to_wait(server: Server) -> None:
    countries = [choice["value"] for choice in await server.alice.autocomplete(server.channel, "map", "from", "")]
    answers = [await server.ask("map", **{"from": country}) for country in countries[:12]]
    assert embed_of(answers[-1]).title == "A moment, please"
    assert answers[-1].ephemeral
    await assert_is_a_picture(await server.ask("map", **{"from": countries[0]}))  # this one is there already


async def test_a_card_draws_the_way_that_somebody_went(server: Server) -> None:
    card = await server.ask("defector", name="Belenko")
    assert card.response is not None
    route = await server.bob.click(card.response, label="Route on a map")
    assert route.ephemeral
    await assert_is_a_picture(route)
    assert "Soviet Union to Japan" in (attachment(route).description or "")


async def test_who_went_nowhere_has_no_route(server: Server) -> None:
    assert "Route on a map" not in buttons(await server.ask("defector", name="Ayaan Mohamed"))


async def test_all_of_it_goes_on_working_after_a_restart(server: Server, settings: Settings) -> None:
    listed = await server.ask("browse", how="swam")
    card = await server.ask("defector", name="Belenko")
    assert listed.response is not None
    assert card.response is not None
    async with DefectionBot(settings) as restarted:
        await server.env.restart_bot(restarted)
        await server.alice.click(listed.response, label="Next ▶")
        assert (embed_of(listed).footer.text or "").startswith("Page 2")
        picked = menu(listed)["options"][0]
        opened = await server.bob.select(listed.response, [picked["value"]], custom_id="pick")
        assert embed_of(opened).title == picked["label"]
        for label in ("Timeline", "Map"):
            await assert_is_a_picture(await server.bob.click(listed.response, label=label))
        await assert_is_a_picture(await server.alice.click(card.response, label="Route on a map"))


async def test_what_the_data_no_longer_has_is_told_in_private(
    server: Server, simcord_bot: DefectionBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = await server.ask("browse", how="swam")
    assert listed.response is not None
    table = await simcord_bot.library.defections()
    monkeypatch.setattr(table, "facets", lambda kind: [])
    for label in ("Next ▶", "Map"):
        answer = await server.alice.click(listed.response, label=label)
        assert answer.ephemeral
        assert embed_of(answer).title == "That no longer works"


async def test_custom_ids_stay_within_discords_limit(server: Server) -> None:
    everything = await server.ask(
        "browse", category="military", occupation="pilot", decade="1970s", how="flew", **{"from": "soviet-union"}
    )
    assert all(len(item["custom_id"]) <= 100 for item in components(everything))


async def test_two_people_stand_side_by_side(server: Server) -> None:
    result = await server.ask("compare", one="nureyev", two="baryshnikof")
    embed = embed_of(result)
    assert embed.title == "Rudolf Nureyev and Mikhail Baryshnikov"
    assert "Soviet Union" in (embed.description or "")
    assert "13 years lie between them" in (embed.description or "")
    when = next(field.value or "" for field in embed.fields if field.name == "When")
    assert "16 June 1961" in when
    assert "29 June 1974" in when
    sources = next(field.value or "" for field in embed.fields if field.name == "Sources")
    assert 2 <= sources.count("](<http") <= 4
    assert buttons(result) == ["Rudolf Nureyev", "Mikhail Baryshnikov"]


async def test_one_person_is_not_compared_with_themselves(server: Server) -> None:
    result = await server.ask("compare", one="nureyev", two="Rudolf Nureyev")
    assert result.ephemeral
    unknown = await server.ask("compare", one="nureyev", two="Nobody Atall")
    assert unknown.ephemeral
    assert embed_of(unknown).title == "I know nobody by that name"


async def test_all_of_it_works_in_a_direct_message(simcord_env: simcord.Env) -> None:
    carol = simcord_env.create_user("carol")
    assert embed_of(await carol.slash("browse", how="swam")).description
    await assert_is_a_picture(await carol.slash("map", how="swam"))
    assert embed_of(await carol.slash("compare", one="nureyev", two="belenko")).fields
