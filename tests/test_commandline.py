"""`python -m bot`, as people and scripts call it: a real process, with nothing but the answer on standard output."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.guilds.store import Store
from bot.settings import HOME, Settings
from tests.small_data import SmallData


def run(settings: Settings, *arguments: str, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Call the command line with ``text`` on standard input."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=text,
        capture_output=True,
        encoding="utf-8",
        cwd=HOME,
        timeout=120,
        check=False,
        env={
            **{name: value for name, value in os.environ.items() if name != "DISCORD_TOKEN"},
            "KNOWLEDGE_FILE": str(settings.knowledge_file),
            "PLAYGROUND_BROWSER": "no",
            **environment,
        },
    )


def test_lookup_prints_one_object_a_line_in_order(settings: Settings) -> None:
    queries = ["barishnikov", "Gorbachev", "", "노금석", '"quoted" \\ back', "x" * 6000, "\u2028", "Károlyi"]
    done = run(settings, "lookup", "--json", text="\n".join(queries) + "\n")
    answers = [json.loads(line) for line in done.stdout.split("\n")[:-1]]
    assert [answer["query"] for answer in answers] == queries
    assert [match["id"] for match in answers[0]["matches"]] == ["mikhail-baryshnikov"]
    assert set(answers[0]["matches"][0]) == {"id", "name", "aliases", "score"}
    assert answers[1]["matches"] == []
    assert answers[3]["matches"][0]["id"] == "no-kum-sok"
    assert len(answers[7]["matches"]) == 2
    assert done.returncode == 0


@pytest.mark.parametrize(("command", "key"), [("lookup", "query"), ("ask", "question")])
def test_answers_are_flushed_line_by_line(settings: Settings, command: str, key: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", command, "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=HOME,
        env={**os.environ, "KNOWLEDGE_FILE": str(settings.knowledge_file)},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for query in ("belenko", "nureyev"):
            process.stdin.write(f"{query}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())[key] == query
        process.stdin.close()


def test_bytes_that_are_no_text_are_answered_too(settings: Settings) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "lookup", "--json"],
        input=b"\xff\xfe\nbelenko",
        capture_output=True,
        cwd=HOME,
        check=True,
        env={**os.environ, "KNOWLEDGE_FILE": str(settings.knowledge_file)},
    )
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["matches"] == []
    assert second["matches"][0]["id"] == "viktor-belenko"


def test_ask_prints_one_object_a_line_in_order(settings: Settings) -> None:
    questions = ["who flew a mig 25 to japan", "", "capital of peru", "😀", "x" * 6000, "a\0b", "list tennis players"]
    done = run(settings, "ask", "--json", text="\n".join(questions) + "\n")
    answers = [json.loads(line) for line in done.stdout.split("\n")[:-1]]
    assert [answer["question"] for answer in answers] == questions
    assert all(set(answer) == {"question", "answered", "text", "entries", "sources"} for answer in answers)
    assert answers[0]["answered"]
    assert answers[0]["entries"] == [{"id": "viktor-belenko", "name": "Viktor Belenko"}]
    assert all(address.startswith("http") for address in answers[0]["sources"])
    assert not answers[2]["answered"]
    assert answers[2]["text"]
    assert answers[2]["entries"] == []
    assert len(answers[6]["entries"]) > 1
    assert done.returncode == 0


def test_ask_answers_people_and_explains(settings: Settings) -> None:
    done = run(settings, "ask", "--explain", "who", "flew", "a", "MiG-25", "to", "Japan?")
    assert done.returncode == 0
    assert done.stdout.startswith("Viktor Belenko")
    assert "Read as: " in done.stdout
    assert "Records: viktor-belenko" in done.stdout
    assert "https://" in done.stdout
    assert run(settings, "ask", "what", "is", "the", "capital", "of", "Peru").returncode == 1
    assert run(settings, "ask").returncode == 2


def test_define_gives_definitions(settings: Settings) -> None:
    done = run(settings, "define", "--json", text="defector in place\nberlin wall\nphotosynthesis\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers[0]["matches"][0]["id"] == "defector-in-place"
    assert set(answers[0]["matches"][0]) == {"id", "name", "definition"}
    assert answers[1]["matches"][0]["id"] == "berlin-wall"
    assert answers[2]["matches"] == []


def test_lookup_prints_a_record_for_people(settings: Settings) -> None:
    done = run(settings, "lookup", "viktor", "belenko")
    assert done.stdout.startswith("Viktor Belenko (")
    assert "Hakodate" in done.stdout
    assert "https://" in done.stdout


def test_words_beside_json_are_the_one_query(settings: Settings) -> None:
    done = run(settings, "lookup", "--json", "barishnikov", text="belenko\n")
    (answer,) = map(json.loads, done.stdout.splitlines())
    assert [match["id"] for match in answer["matches"]] == ["mikhail-baryshnikov"]


def test_a_terminal_that_does_not_know_every_letter_is_told_all_the_same(settings: Settings) -> None:
    done = run(settings, "lookup", "no", "kum-sok", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stdout.startswith("No Kum-sok (???)")


def test_nobody_is_said_and_is_a_failure(settings: Settings) -> None:
    done = run(settings, "lookup", "Kim", "Kardashian")
    assert done.returncode == 1
    assert "I know nothing by that name" in done.stdout


def test_random_says_how_many_there_were(settings: Settings) -> None:
    assert run(settings, "random", "pilots").stdout.startswith("One of ")
    assert run(settings, "random", "asdfghjkl").returncode == 1


def test_check_data_prints_the_counts(settings: Settings) -> None:
    done = run(settings, "check-data")
    assert done.returncode == 0
    assert " people, " in done.stdout


def test_check_data_names_file_and_key(settings: Settings, small_data: SmallData) -> None:
    small_data.replace('how = ["flew"]', 'how = ["teleported"]')
    done = run(settings, "check-data", DATA_DIR=str(small_data.folder))
    assert done.returncode == 1
    assert "data/people/viktor-belenko.toml: defections[0].how: there is no method 'teleported'" in done.stderr


def test_check_data_writes_what_the_data_covers(settings: Settings, small_data: SmallData) -> None:
    assert "is up to date again" in run(settings, "check-data", DATA_DIR=str(small_data.folder)).stdout
    assert "| People | 1 |" in (small_data.folder / "COVERAGE.md").read_text(encoding="utf-8")
    assert "is up to date again" not in run(settings, "check-data", DATA_DIR=str(small_data.folder)).stdout


def test_a_setting_that_cannot_be_used_is_one_clear_line(settings: Settings) -> None:
    done = run(settings, "play", PLAYGROUND_PORT="many")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "PLAYGROUND_PORT is a port from 0 to 65535, not 'many'; for example PLAYGROUND_PORT=8080"
    ]


def test_the_whole_dataset_can_be_exported(settings: Settings, small_data: SmallData) -> None:
    as_json = run(settings, "export", DATA_DIR=str(small_data.folder)).stdout
    assert json.loads(as_json)["people"]["viktor-belenko"]["defections"][0]["date"] == "1976-09-06"
    as_csv = run(settings, "export", "--format", "csv", DATA_DIR=str(small_data.folder)).stdout
    (line,) = csv.DictReader(io.StringIO(as_csv))
    assert (line["id"], line["from"], line["to"]) == ("viktor-belenko", "soviet-union", "united-states")


@pytest.mark.parametrize("command", ["run", "doctor", "backup"])
def test_a_parameter_of_the_database_that_is_unknown_is_one_clear_line(settings: Settings, command: str) -> None:
    path = ["/tmp/no-such-folder/backup"] if command == "backup" else []
    url = "postgresql://bot:sesame@localhost/bot?foo=1"
    done = run(
        settings, command, *path, DATABASE_URL=url, DISCORD_TOKEN="of.a.bot", DISCORD_API_URL="http://127.0.0.1:9"
    )
    assert done.returncode == 1
    (line,) = [line for line in (done.stdout + done.stderr).splitlines() if "DATABASE_URL" in line]
    assert "'foo'" in line
    assert "DATABASE_URL=postgresql://bot:secret@localhost/bot?sslmode=require" in line
    assert "Traceback" not in done.stderr
    assert "sesame" not in done.stdout + done.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "::1", "::"])
def test_health_is_asked_where_the_bot_listens(settings: Settings, host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, 0), family=family)
    except OSError:
        pytest.skip(f"nothing can listen on {host} here")
    with listener:
        answering = threading.Thread(target=_answer_once, args=(listener,))
        answering.start()
        done = run(settings, "healthy", METRICS_HOST=host, METRICS_PORT=str(listener.getsockname()[1]))
        answering.join()
    assert done.returncode == 0


def _answer_once(listener: socket.socket) -> None:
    listener.settimeout(60)
    connection, _ = listener.accept()
    with connection:
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")


def test_where_no_bot_runs_it_is_not_healthy(settings: Settings, unused_tcp_port: int) -> None:
    assert run(settings, "healthy", METRICS_PORT=str(unused_tcp_port)).returncode == 1
    assert "METRICS_PORT is needed" in run(settings, "healthy").stderr


def test_the_doctor_finds_nothing_where_all_is_well(settings: Settings, tmp_path: Path) -> None:
    token = "MTAwMDAwMDAwMDAwMDAwMDAwMQ.stands.for-a-token-of-the-right-form"
    done = run(settings, "doctor", DISCORD_TOKEN=token, DATABASE_URL=f"sqlite:///{tmp_path / 'guilds.sqlite3'}")
    assert done.returncode == 0, done.stdout
    assert "of application 1000000000000000001" in done.stdout
    assert all(line.startswith("ok ") for line in done.stdout.splitlines())
    assert token not in done.stdout
    assert not list(tmp_path.iterdir())


def test_the_doctor_says_what_to_mend(settings: Settings, small_data: SmallData, tmp_path: Path) -> None:
    small_data.replace('how = ["flew"]', 'how = ["teleported"]')
    damaged = tmp_path / "guilds.sqlite3"
    damaged.write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run(
            settings,
            "doctor",
            DISCORD_TOKEN="a-client-secret",
            DATA_DIR=str(small_data.folder),
            DATABASE_URL=f"sqlite:///{damaged}",
            MISSED_QUESTIONS_FILE=str(damaged / "missed.jsonl"),
            METRICS_PORT=str(taken.getsockname()[1]),
        )
    assert done.returncode == 1
    to_mend = {line.split(":")[0].removeprefix("MEND  ") for line in done.stdout.splitlines() if "MEND" in line}
    assert to_mend == {"token", "data", "database", "missed questions", "ports"}
    assert "a-client-secret" not in done.stdout


@pytest.mark.parametrize(
    ("statement", "mark", "words"),
    [
        (None, "ok", "its tables are made when they are first needed"),
        ("SELECT 1", "ok", "its tables are those of this version"),
        ("UPDATE alembic_version SET version_num = '0001'", "ok", "of revision 0001, which the next start brings up"),
        ("UPDATE alembic_version SET version_num = '9999'", "MEND", "newer version of this bot (revision 9999)"),
    ],
    ids=["empty", "up to date", "old", "newer"],
)
def test_the_doctor_tells_how_far_postgresql_has_come_and_changes_nothing(
    settings: Settings, postgresql_url: str, statement: str | None, mark: str, words: str
) -> None:
    if statement is not None:
        asyncio.run(_make_tables(postgresql_url, statement))
    for _ in range(2):
        (line,) = _of_database(run(settings, "doctor", DATABASE_URL=postgresql_url))
        assert line.startswith(mark)
        assert words in line


def test_the_doctor_names_an_account_that_may_make_no_tables(settings: Settings, postgresql_url: str) -> None:
    asyncio.run(_execute(postgresql_url, "DROP SCHEMA public"))
    (line,) = _of_database(run(settings, "doctor", DATABASE_URL=postgresql_url))
    assert line.startswith("MEND")
    assert "may make no tables" in line


def _of_database(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in done.stdout.splitlines() if " database: " in line]


async def _make_tables(url: str, statement: str) -> None:
    await (await Store.open(url)).close()
    await _execute(url, statement)


async def _execute(url: str, statement: str) -> None:
    engine = create_async_engine(url.replace("postgresql:", "postgresql+asyncpg:"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
