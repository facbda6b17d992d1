"""Explains an assignment to whoever asks "Why me?", and hands it over where the answer is that it is not theirs.

Guarantee: the modal opens at once with what the database knows; what takes a search is added when it is found.
"""

from bot.core.classification import Sentiment
from bot.core.commands import ChangeUrgency, HandOff, SetStage
from bot.core.department import TRIAGE
from bot.core.refusal import Refusal
from bot.core.rights import Via, why_not
from bot.ports import StoredMention
from bot.slack.actions import FEELS, STAGE
from bot.slack.answers import message_view
from bot.slack.desk import Desk
from bot.slack.ids import NotAnId, Passing, Pick
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.safe import safe
from bot.slack.messages.scene import Scene, department_name
from bot.slack.modals.why_me import why_me
from bot.slack.parse import Place
from bot.slack.texts import modals, names, why

MOST_PAST = 3
CORRECTED = "CorrectSentiment"
"""What the audit trail calls it."""


def explain(desk: Desk, scene: Scene, mention: StoredMention, *, place: Place) -> None:
    """Open "Why me?" for the person at `place`."""
    view = why_me(scene, mention)
    desk.asides.open_view(place.trigger_id, view, place=place, complete=lambda: _whole(desk, scene, mention))


def hand_over(desk: Desk, passing: Passing, *, by: str, key: str) -> Block:
    """Hand it off as "not ours", and give the view that says what came of it."""
    scene = desk.scene(passing.target)
    # Passing on is what triage is for: that it was not theirs says nothing.
    is_not_ours = not isinstance(scene, Refusal) and scene.share.department != TRIAGE
    command = HandOff(by=by, assignment=passing.target.assignment, to=passing.department, is_not_ours=is_not_ours)
    outcome = desk.apply(passing.target.issue, command, key=key, via=Via.MODAL)
    if isinstance(outcome, Refusal):
        return message_view(modals.REFUSED_TITLE, [kit.section(desk.sentence(outcome))])
    name = safe(department_name(desk.services.rules.current, passing.department), 60)
    text = why.HANDED_OVER.format(issue=outcome.number, department=name)
    return message_view(why.HANDED_OVER_TITLE, [kit.section(text)])


def put_mood_right(desk: Desk, pick: Pick, *, by: str) -> Block:
    """Note how the author feels, if they may say so who may say how urgent it is, and give the view that says so."""
    if pick.act != FEELS or pick.choice not in set(Sentiment):
        raise NotAnId(f"{pick.choice[:40]!r} is no mood; the menu it came from is not one of Doorknock's")
    scene = desk.scene(pick.target)
    refusal = scene if isinstance(scene, Refusal) else None
    if not isinstance(scene, Refusal):
        refusal = why_not(desk.services.standings.of(by), ChangeUrgency, scene.issue, pick.target.assignment)
    if refusal is not None:
        said = desk.turned_down(refusal, CORRECTED, by=by, via=Via.MODAL)
        return message_view(modals.REFUSED_TITLE, [kit.section(said)])
    sentiment = Sentiment(pick.choice)
    desk.services.lessons.correct_sentiment(pick.target.issue, sentiment, by=by)
    desk.note(CORRECTED, by=by, via=Via.MODAL, issue=pick.target.issue)
    text = why.MOOD_NOTED.format(issue=pick.target.issue, mood=names.SENTIMENT_NAME[sentiment])
    return message_view(why.MOOD_TITLE, [kit.section(text)])


def put_stage_right(desk: Desk, pick: Pick, *, by: str, key: str) -> Block:
    """Note where on their journey the author was, and give the view that says so."""
    stages = {stage.key: stage.name for stage in desk.services.rules.current.journey}
    if pick.act != STAGE or pick.choice not in stages:
        raise NotAnId(f"{pick.choice[:40]!r} is no stage; the menu it came from is not one of Doorknock's")
    outcome = desk.apply(pick.target.issue, SetStage(by=by, stage=pick.choice), key=key, via=Via.MODAL)
    if isinstance(outcome, Refusal):
        return message_view(modals.REFUSED_TITLE, [kit.section(desk.sentence(outcome))])
    text = why.STAGE_NOTED.format(issue=outcome.number, stage=safe(stages[pick.choice], 60))
    return message_view(why.MOOD_TITLE, [kit.section(text)])


def _whole(desk: Desk, scene: Scene, mention: StoredMention) -> Block:
    return why_me(scene, mention, desk.services.memory.similar_to(mention, count=MOST_PAST))
