"""The database opens, migrates, and refuses to touch what it must not."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.guilds.database import Database
from bot.guilds.errors import DatabaseError
from bot.guilds.revisions import revisions
from bot.guilds.store import Store
from bot.guilds.tables import Base, FactRow, GuildRow
from bot.settings import HOME


async def test_the_migrations_make_the_tables_that_the_code_uses(store: Store) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))

    async with store.reading() as session:
        assert await (await session.connection()).run_sync(differences) == []


async def test_what_was_written_is_there_after_the_next_start(database_url: str) -> None:
    first = await Store.open(database_url)
    async with first.writing() as session:
        session.add(FactRow(name="greeting", value="hello"))
    await first.close()
    second = await Store.open(database_url)
    async with second.reading() as session:
        assert await session.scalar(select(FactRow.value)) == "hello"
    await second.close()


async def test_what_fails_halfway_leaves_nothing(store: Store) -> None:
    async def fail() -> None:
        async with store.writing() as session:
            session.add(FactRow(name="one", value="1"))
            await session.flush()
            await session.execute(text("INSERT INTO facts (name, value) VALUES ('one', '2')"))

    with pytest.raises(IntegrityError):
        await fail()
    async with store.reading() as session:
        assert (await session.scalars(select(FactRow))).all() == []


async def test_many_writers_at_once_all_get_their_turn(database_url: str) -> None:
    stores = [await Store.open(database_url) for _ in range(2)]
    async with stores[0].writing() as session:
        session.add(GuildRow(guild_id=0, channel_ids=[]))

    async def add_one(number: int) -> None:
        async with stores[number % 2].writing() as session:
            seen = await session.scalar(select(GuildRow.manager_role_id).with_for_update())
            await session.execute(update(GuildRow).values(manager_role_id=(seen or 0) + 1))

    await asyncio.gather(*map(add_one, range(40)))
    async with stores[0].reading() as session:
        assert await session.scalar(select(GuildRow.manager_role_id)) == 40
    for store in stores:
        await store.close()


async def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    opened = await asyncio.gather(*(Store.open(database_url) for _ in range(4)))
    async with opened[0].reading() as session:
        versions = (await session.scalars(text("SELECT version_num FROM alembic_version"))).all()
    assert versions == [revisions()[-1]]
    for store in opened:
        await store.close()


async def loaded_by(code: str, *arguments: str) -> set[str]:
    """Which of the heavy packages a new process has loaded after running ``code``."""
    script = f"import asyncio, sys\n{code}\nprint(*({{'sqlalchemy', 'alembic'}} & set(sys.modules)))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-c", script, *arguments, cwd=HOME, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    return set(output.decode().split())


async def test_alembic_is_loaded_only_to_migrate(store: Store, database_url: str) -> None:
    opening = "from bot.guilds.store import Store\nasyncio.run(Store.open(sys.argv[1]))"
    assert await loaded_by(opening, database_url) == {"sqlalchemy"}


async def test_nothing_heavy_is_loaded_before_it_is_needed(tmp_path: Path) -> None:
    opening = "import bot.app\nfrom bot.guilds.database import Database\nasyncio.run(Database.open(sys.argv[1]))"
    for _ in ("a new file", "the same file again"):
        assert await loaded_by(opening, f"sqlite:///{tmp_path / 'guilds.sqlite3'}") == set()


async def test_a_newer_database_is_refused_and_left_alone(database_url: str) -> None:
    newer = await Store.open(database_url)
    async with newer.writing() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await newer.close()
    with pytest.raises(DatabaseError, match=r"newer version of this bot \(revision 9999\)"):
        await Database.open(database_url)


def make_garbage(file: Path) -> None:
    file.write_bytes(b"no database at all " * 500)


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scribble_over(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 : 4096 * 3] = b"\xff" * (4096 * 2)
    file.write_bytes(content)


def make_of_something_else(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE notes (text)")


def make_newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (make_garbage, "is damaged"),
        (cut_off, "is damaged"),
        (scribble_over, "is damaged"),
        (make_of_something_else, "is a database of something else"),
        (make_newer, "newer version"),
    ],
)
async def test_a_file_that_cannot_be_used_is_named_and_not_touched(tmp_path: Path, spoil: object, reason: str) -> None:
    file = tmp_path / "guilds.sqlite3"
    await (await Store.open(f"sqlite:///{file}")).close()
    assert callable(spoil)
    spoil(file)
    before = file.read_bytes()
    with pytest.raises(DatabaseError, match=reason) as refusal:
        await Database.open(f"sqlite:///{file}")
    assert str(file) in str(refusal.value)
    assert file.read_bytes() == before
    assert [entry.name for entry in os.scandir(tmp_path)] == [file.name]


async def test_a_file_that_cannot_be_opened_is_not_called_damaged(tmp_path: Path) -> None:
    folder = tmp_path / "guilds.sqlite3"
    folder.mkdir()
    (folder / "something").touch()
    with pytest.raises(DatabaseError, match="can't be opened"):
        await Database.open(f"sqlite:///{folder}")


async def test_sslmode_is_understood_as_other_programs_write_it(postgresql_url: str) -> None:
    await (await Store.open(f"{postgresql_url}&sslmode=prefer")).close()


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ("foo=1", "'foo' is none of those that it takes, application_name, "),
        ("sslmode=maybe", "'sslmode' takes disable, allow, "),
        ("sslmode=allow&sslmode=require", "'sslmode' takes "),
        ("connect_timeout=soon", "'connect_timeout' takes a number of seconds"),
        ("statement_cache_size=-1", "'statement_cache_size' takes a number"),
        ("port=five", "'port' takes a number"),
        ("se-same=1", "the parameter is none"),
    ],
)
async def test_a_parameter_that_cannot_be_used_is_named_with_an_example(parameters: str, words: str) -> None:
    with pytest.raises(DatabaseError, match="for example DATABASE_URL=postgresql://") as refusal:
        await Database.open(f"postgresql://bot:sesame@localhost/bot?{parameters}")
    assert str(refusal.value).startswith("DATABASE_URL: ")
    assert words in str(refusal.value)
    assert "sesame" not in str(refusal.value)
    assert "se-same" not in str(refusal.value)


async def test_a_failure_tells_no_values(database_url: str) -> None:
    store = await Store.open(database_url)
    with pytest.raises(DBAPIError) as failure:
        async with store.reading() as session:
            await session.execute(text("SELECT * FROM no_such_table WHERE guild_id = :id"), {"id": 123456789012345678})
    assert "no_such_table" in str(failure.value)
    assert "123456789012345678" not in str(failure.value)
    await store.close()


async def test_a_file_takes_no_parameters(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="'mode' is for PostgreSQL"):
        await Database.open(f"sqlite:///{tmp_path / 'guilds.sqlite3'}?mode=ro")
    assert list(os.scandir(tmp_path)) == []


async def test_what_other_programs_put_behind_an_address_is_understood(postgresql_url: str) -> None:
    parameters = "connect_timeout=5&command_timeout=5&application_name=a-bot&statement_cache_size=0"
    store = await Store.open(f"{postgresql_url}&{parameters}")
    async with store.reading() as session:
        assert await session.scalar(text("SELECT current_setting('application_name')")) == "a-bot"
    await store.close()


def test_a_server_that_does_not_answer_is_told_as_that() -> None:
    assert "no answer in time" in str(DatabaseError.out_of_reach("The database", TimeoutError()))


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://localhost/bot", "postgresql://bot:sesame@localhost:port/bot"])
async def test_an_address_of_no_database_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(DatabaseError, match="DATABASE_URL=sqlite:///") as refusal:
        await Database.open(url)
    assert "sesame" not in str(refusal.value)


async def test_a_server_that_cannot_be_reached_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError) as refusal:
        await Database.open(f"postgresql://bot:sesame@/bot?host={tmp_path}")
    assert "bot:***@" in str(refusal.value)
    assert "sesame" not in str(refusal.value)
