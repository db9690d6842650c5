# syntax=docker/dockerfile:1

FROM python:3.13-slim AS build
WORKDIR /app
COPY requirements-bot.lock ./
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --only-binary :all: --require-hashes --requirement requirements-bot.lock
COPY bot bot
COPY cogs cogs
COPY data data
# Of the data only the maps' outlines are needed once the knowledge is built. The container can't write: its
# modules are compiled here, not anew at every start.
RUN /venv/bin/python -m compileall -q bot cogs \
    && KNOWLEDGE_FILE=/app/knowledge.sqlite3 /venv/bin/python -m bot build \
    && find data -mindepth 1 -not -name world.json -delete && rm requirements-bot.lock

FROM python:3.13-slim
RUN useradd --system --create-home --home-dir /home/bot --shell /usr/sbin/nologin bot \
    && install --directory --owner bot --group bot /var/lib/bot
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    DATA_DIR=/app/records \
    KNOWLEDGE_FILE=/app/knowledge.sqlite3 \
    DATABASE_URL=sqlite:////var/lib/bot/guilds.sqlite3 \
    METRICS_PORT=9464
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER bot
VOLUME /var/lib/bot
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-m", "bot", "healthy"]
CMD ["python", "-m", "bot", "run"]
