"""Noting a conversation: the strategist's alone, by `/doors talk billing`, or by the button under a door.

Guarantee: who may is asked each time, from the id that Slack has signed; a refusal is written down.
"""

from collections.abc import Callable
from functools import partial

from bot.core.rights import Via
from bot.slack.answers import message_view
from bot.slack.desk import Desk
from bot.slack.doors import TALKED, WHAT, doors_asked_for, one_door, unsure
from bot.slack.grammar.departments import department_called
from bot.slack.grammar.words import Words
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.people import mention_of
from bot.slack.messages.safe import safe
from bot.slack.modals.conversation import conversation_form, conversation_of
from bot.slack.modals.form import Answers, Complaint
from bot.slack.parse import Place
from bot.slack.texts import doors, modals


def talk_meant(words: str) -> str | None:
    """What stands behind `talk`; None where that is not the first word."""
    said = Words.of(words)
    return said.after(1).text if said.first(1) in TALKED else None


def ask_about_talk(desk: Desk, words: str, place: Place) -> str:
    """Open the modal about the department that `words` call; "" where it opens, else what stands in the way."""
    why_not = refusal_for(desk, place.user, via=Via.COMMAND)
    rulebook = desk.services.rules.current
    key = department_called(words, rulebook)
    if why_not:
        return why_not
    if not key:
        return doors.TALK_WHICH.format(known=", ".join(each.key for each in rulebook.departments))
    open_form(desk, key, place)
    return ""


def open_form(desk: Desk, department: str, place: Place) -> None:
    """Open the modal."""
    desk.asides.open_view(place.trigger_id, conversation_form(department, desk.services.rules.current), place=place)


def refusal_for(desk: Desk, user: str, *, via: Via) -> str:
    """Why this person may not, "" where they may; a refusal is written down."""
    why_not = desk.for_colleagues(WHAT, by=user, via=via)
    standing = desk.services.standings.of(user)
    if why_not or standing.is_strategist:
        return why_not
    if standing.is_unsure_of_admins:
        return unsure(desk, user, via=via)
    desk.note(WHAT, by=user, via=via, reason="not_the_strategist")
    who = mention_of(desk.services.directory, desk.services.rules.current.strategist.person)
    return doors.NOT_STRATEGIST.format(who=who)


def forget_talk(desk: Desk, number: int, *, by: str) -> Callable[..., Message]:
    """Take a note out for good; gives what makes the message to be shown then, the door without it."""
    why_not = refusal_for(desk, by, via=Via.BUTTON)
    if why_not:
        return lambda **_: Message(text=why_not)
    gone = desk.services.conversations.forget(number, by=by)
    desk.note(WHAT, by=by, via=Via.BUTTON)
    return partial(one_door, desk, gone.department) if gone else partial(doors_asked_for, desk, "")


def keep_talk(desk: Desk, department: str, answers: Answers, *, by: str, key: str) -> Complaint | Block:
    """Keep what was filled in, and give the view that says so; or what is wrong with it."""
    why_not = refusal_for(desk, by, via=Via.MODAL)
    if why_not:
        return message_view(modals.REFUSED_TITLE, [kit.section(why_not)])
    rulebook, now = desk.services.rules.current, desk.services.clock.now()
    noted = conversation_of(answers, department=department, by=by, rulebook=rulebook, now=now)
    if isinstance(noted, Complaint):
        return noted
    desk.services.conversations.note(noted, key=key)
    desk.note(WHAT, by=by, via=Via.MODAL)
    text = doors.NOTED_WITH_DATE if noted.follow_up_at else doors.NOTED
    day = kit.day(noted.follow_up_at or now, zone=rulebook.strategist.zone)
    return message_view(doors.TALK_TITLE, [kit.section(text.format(date=day, department=safe(department, 100)))])
