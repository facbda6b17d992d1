"""A colleague who notices that one voice of a storm is another matter, and splits it off by the same click as anybody.

Guarantee: on the demo's Tuesday, and only where the storm is there and has that voice.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.demo.agenda import Agenda
from bot.demo.stage import Stage
from bot.demo.transcript import Transcript
from bot.slack.texts.thread import NOT_THE_SAME
from bot.workspace.actors import Actor
from bot.workspace.promises import Posted

DEPARTMENT = "food-and-beverage"
STORM = "Queue for breakfast"
VOICE = "Consumer Hour"
"""A programme with an audience of its own: whoever answers it is not whoever mends the queue."""
AT = timedelta(days=1, hours=9, minutes=52)
"""After the week's midnight: some minutes after it has said so."""
WITHIN_S = 5.0


def plan_split(agenda: Agenda, stage: Stage, transcript: Transcript, *, begins: datetime, ends: datetime) -> None:
    """Put it down for its hour, where the play gets that far."""
    if begins + AT < ends:
        agenda.add(begins + AT, lambda: _split(stage, transcript))


def _split(stage: Stage, transcript: Transcript) -> None:
    department = stage.rulebook.department(DEPARTMENT)
    if department is None or not department.seat:
        return
    who, line = stage.seat(DEPARTMENT), next(_lines(stage), None)
    if line is None or who.has_view:
        return
    who.clicks(line, NOT_THE_SAME)
    chosen = _option(who)
    if chosen:
        who.submits(who.view, {"mention": chosen})
        said = f"· {NOT_THE_SAME} {VOICE} gets a card of its own"
        transcript.line(stage.clock.now(), where=department.channel, who=who.now.real_name, what=said)
    _close(who)


def _close(who: Actor) -> None:
    """A form that has nothing to choose, or has a complaint."""
    if who.has_view:
        who.closes(who.view)


def _lines(stage: Stage) -> Iterator[Posted]:
    """The lines that say how the storm has grown, the newest first."""
    cards = [each for each in stage.channel(DEPARTMENT).messages if STORM in each.plain]
    return (line for card in cards for line in reversed(card.thread) if NOT_THE_SAME in line.buttons)


def _option(who: Actor) -> str:
    """The value of the option that is that voice, "" where the storm has not got it."""
    view = who.awaits_view(within=WITHIN_S)
    options = [option for each in view.controls for option in each.options]
    return next((str(each["value"]) for each in options if each["text"]["text"].startswith(VOICE)), "")
