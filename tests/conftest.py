"""What all tests share: the bundled data, built once."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.knowledge.dataset import Dataset
from bot.knowledge.library import Library
from bot.knowledge.loading import load
from bot.knowledge.up_to_date import ensure_built
from bot.settings import HOME, Settings
from tests import postgresql
from tests.postgresql import PostgresServer
from tests.small_data import PERSON, SmallData

DATA = HOME / "data"


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The bundled records, as data/ has them."""
    return load(DATA)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a bot on the bundled data, its knowledge file made once for all tests."""
    file: Path = tmp_path_factory.mktemp("knowledge") / "knowledge.sqlite3"
    ensure_built(DATA, file)
    return Settings(data=DATA, knowledge_file=file, playground_port=0, playground_browser=False, shard_count=1)


@pytest_asyncio.fixture
async def library(settings: Settings) -> AsyncIterator[Library]:
    """The bundled knowledge, open."""
    async with await Library.open(settings.data, settings.knowledge_file) as opened:
        yield opened


@pytest.fixture
def small_data(tmp_path: Path) -> SmallData:
    """One correct person with the bundled places and vocabulary."""
    folder = tmp_path / "data"
    for name in ("people", "terms", "topics"):
        (folder / name).mkdir(parents=True)
    shutil.copytree(DATA / "vocabulary", folder / "vocabulary")
    for name in ("places.toml", "collections.toml"):
        shutil.copy(DATA / name, folder / name)
    data = SmallData(folder)
    data.person.write_text(PERSON, encoding="utf-8")
    return data


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL server for the whole test run; skips where PostgreSQL is not installed."""
    programs = postgresql.programs()
    if programs is None:
        pytest.skip("there is no PostgreSQL on this machine (Debian: apt-get install postgresql)")
    with postgresql.running(programs) as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql_server: PostgresServer) -> str:
    """The address of a new, empty PostgreSQL database."""
    return postgresql_server.new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new, empty database: SQLite and PostgreSQL in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'guilds.sqlite3'}"
    address: str = request.getfixturevalue("postgresql_url")
    return address
