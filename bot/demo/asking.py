"""A colleague who wants to know what the public says, and to go on hearing it, by the same command and click as all.

Guarantee: on the demo's Wednesday, and only where somebody sits for the department.
"""

from datetime import datetime, timedelta

from bot.demo.agenda import Agenda
from bot.demo.stage import Stage
from bot.demo.transcript import Transcript
from bot.slack.surface import MENTIONS
from bot.slack.texts.about import POST_WEEKLY

DEPARTMENT = "food-and-beverage"
QUESTION = "about breakfast queue last 7 days"
AT = timedelta(days=2, hours=10, minutes=15)
"""After the week's midnight: the morning after the queue in Lanzarote."""
WITHIN_S = 30.0


def plan_question(agenda: Agenda, stage: Stage, transcript: Transcript, *, begins: datetime, ends: datetime) -> None:
    """Put the question down for its hour, where the play gets that far."""
    if begins + AT < ends:
        agenda.add(begins + AT, lambda: _ask(stage, transcript))


def _ask(stage: Stage, transcript: Transcript) -> None:
    department = stage.rulebook.department(DEPARTMENT)
    if department is None or not department.seat:
        return
    who = stage.seat(DEPARTMENT)
    line = f"{MENTIONS.name} {QUESTION}"
    who.commands(line, department.channel)
    who.clicks(who.awaits_ephemeral("breakfast queue", within=WITHIN_S), POST_WEEKLY)
    who.awaits_ephemeral("every week", within=WITHIN_S)
    transcript.line(stage.clock.now(), where=department.channel, who=who.now.real_name, what=f"· {line}, every week")
