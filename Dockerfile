# syntax=docker/dockerfile:1

FROM python:3.13-slim AS build
WORKDIR /app
COPY requirements.lock pyproject.toml ./
COPY bot bot
COPY cogs cogs
COPY data data
# The lock file pins the tests' tools too; as constraints it fixes the version and hash of what the bot itself needs.
RUN python -m venv /venv \
    && /venv/bin/python -c "import tomllib; print('\n'.join(tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies']))" > wanted.txt \
    && /venv/bin/pip install --no-cache-dir --only-binary :all: --constraint requirements.lock --requirement wanted.txt
RUN KNOWLEDGE_FILE=/app/knowledge.sqlite3 /venv/bin/python -m bot build && rm -rf data wanted.txt requirements.lock

FROM python:3.13-slim
RUN useradd --system --create-home --home-dir /home/bot --shell /usr/sbin/nologin bot
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/app/data \
    KNOWLEDGE_FILE=/app/knowledge.sqlite3 \
    HEARTBEAT_FILE=/tmp/heartbeat
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER bot
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-m", "bot", "healthy"]
CMD ["python", "-m", "bot", "run"]
