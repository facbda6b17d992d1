"""Worker processes killed, put to sleep and lied to by Slack: what came in equals what stands in Slack, once.

A short history is part of every run of the tests; the long one is `make history`.
"""

from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import Engine

from tests.history.history import History, faults_of
from tests.history.house import house
from tests.history.nursery import Nursery
from tests.history.storm import Plan, Storm

SHORT = Plan(seed=7, mentions=80, notes=50, claims=40, kills=30, naps=5, troubles=25)
LONG = Plan(seed=11, mentions=450, notes=500, claims=380, kills=210, naps=30, troubles=160, longest_step_s=0.25)


def run(engine: Engine, folder: Path, nursery: Nursery, plan: Plan) -> History:
    with house(engine, folder, nursery) as scene:
        return Storm(scene, plan).run()


@pytest.mark.timeout(300)
def test_through_kills_naps_and_a_bad_slack_nothing_is_lost_doubled_or_out_of_order(
    engine: Engine, tmp_path: Path, nursery: Nursery
) -> None:
    history = run(engine, tmp_path, nursery, SHORT)
    assert faults_of(history) == []
    assert (len(history.mentions), history.figures["kill"]) == (SHORT.mentions, SHORT.kills)


@pytest.mark.history
@pytest.mark.timeout(1800)
def test_through_a_long_history_nothing_is_lost_doubled_or_out_of_order(
    engine: Engine, tmp_path: Path, nursery: Nursery
) -> None:
    history = run(engine, tmp_path, nursery, LONG)
    Console(width=120).print(f"{engine.dialect.name}: {len(history.posts)} posts accepted,", dict(history.figures))
    assert faults_of(history) == []
    assert len(history.posts) >= 1000
    assert history.figures["kill"] >= 200
