"""The Grafana dashboard asks for metrics that there are."""

from __future__ import annotations

import json
import re

from bot.metrics import Metrics
from bot.observer import Outcome
from bot.settings import HOME


def test_every_metric_of_the_dashboard_is_exposed() -> None:
    metrics = Metrics()
    metrics.command("defector", Outcome.FAILED, 0.1)
    metrics.autocomplete("defector", Outcome.ANSWERED, 0.1)
    metrics.component("component", Outcome.ANSWERED, 0.1)
    metrics.request("GET", "/users/@me", 200, 0.1)
    metrics.disconnect(0)
    metrics.post("sent")
    metrics.scheduler_lag(1.0)
    metrics.database("guilds", 0.001)
    exposed = metrics.exposition().decode()
    dashboard = json.loads((HOME / "docs" / "grafana.json").read_text(encoding="utf-8"))
    expressions = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    assert len(expressions) >= 16
    for expression in expressions:
        for name in re.findall(r"(?:defection_bot|process)_\w+", expression):
            assert name in exposed, name
