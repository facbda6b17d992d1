"""What administrators do in Slack: look at the rules, take figures out, erase words.

Guarantee: who is an administrator is asked each time, from the id that Slack has signed; what is asked for and what is
refused goes into the audit trail.
"""

import re

from bot.core.refusal import Refusal, RefusalReason
from bot.core.rights import Asked, Kind, Via
from bot.core.week import Week, week_at, week_of
from bot.errors import DoorknockError
from bot.services.administration import why_not_erase
from bot.slack.answers import message_view
from bot.slack.desk import Desk
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.fit import fit_view
from bot.slack.messages.people import mention_of
from bot.slack.messages.safe import clip, escape, safe
from bot.slack.parse import Place
from bot.slack.texts import admin, modals, refusals

ERASE = "erase_words"
"""The callback of the modal that asks whether one is sure."""
MOST_PROBLEMS = 10
_NUMBER = re.compile(r"#?(\d{1,9})", re.ASCII)


def refusal_for(desk: Desk, user: str, what: str, *, via: Via, issue: int = 0) -> str:
    """Why this person may not, "" where they may; a refusal is written down."""
    standing = desk.services.standings.of(user)
    if standing.is_admin and standing.kind is Kind.COLLEAGUE:
        return ""
    if standing.kind is Kind.UNKNOWN or standing.is_unsure_of_admins:
        reason = RefusalReason.STANDING_UNKNOWN
        desk.note(what, by=user, via=via, issue=issue, reason=reason)
        return refusals.FOR_COLLEAGUES[reason]
    desk.note(what, by=user, via=via, issue=issue, reason="not_an_admin")
    people = desk.services.directory
    named = [mention_of(people, each) for each in desk.services.rules.current.admins]
    return admin.NOT_ADMIN.format(who=", ".join(named) or admin.NOBODY_YET)


def show_rules(desk: Desk, place: Place) -> str:
    """Say which rules are in force and what is wrong with the files as they lie there; reading them takes a moment."""
    desk.note("Rules", by=place.user, via=Via.COMMAND)
    desk.asides.run("rules", lambda: desk.asides.whisper(place, _rules_in_force(desk)))
    return ""


def _rules_in_force(desk: Desk) -> str:
    problems = desk.services.problems_of_rules()
    rulebook = desk.services.rules.current
    if problems:
        # Escaped, not broken up: people look the place up as it stands.
        shown = [f"• {escape(clip(problem, 240))}" for problem in problems[:MOST_PROBLEMS]]
        if len(problems) > MOST_PROBLEMS:
            shown.append(admin.MORE_PROBLEMS.format(count=len(problems) - MOST_PROBLEMS))
        return admin.RULES_BAD.format(version=rulebook.version, problems="\n".join(shown))
    return admin.RULES_FINE.format(
        version=rulebook.version,
        departments=len(rulebook.departments),
        rules=len(rulebook.rules),
        examples=len(rulebook.examples),
    )


def export(desk: Desk, place: Place, words: str) -> str:
    """Send the issues of a week, this one where none is named, into the person's direct message."""
    zone = desk.services.rules.current.strategist.zone
    try:
        week = week_of(words, zone) if words else week_at(desk.services.clock.now(), zone)
    except ValueError:
        desk.note("Export", by=place.user, via=Via.COMMAND, reason="no_such_week")
        return admin.WEEK_UNKNOWN.format(what=safe(words, 40))
    desk.note("Export", by=place.user, via=Via.COMMAND)
    desk.asides.run("export", lambda: _send(desk, place, week))
    return admin.EXPORT_COMING.format(week=week.key)


def ask_to_erase(desk: Desk, place: Place, words: str) -> str:
    """Open the modal that asks whether the person is sure; "" where it opens."""
    found = _NUMBER.fullmatch(words)
    if found is None:
        return admin.ERASE_WHICH
    number = int(found[1])
    issue = desk.services.issues.get(number)
    refusal = why_not_erase(issue, number)
    if issue is None or refusal is not None:
        refusal = refusal or Refusal(reason=RefusalReason.NO_SUCH_ISSUE, issue=number)
        return desk.turned_down(refusal, "EraseWords", by=place.user, via=Via.COMMAND)
    desk.asides.open_view(place.trigger_id, _sure(issue.number, issue.mentions), place=place)
    return ""


def erase(desk: Desk, user: str, number: int) -> Block:
    """Erase the words of an issue, and give the view that says so."""
    why_not = refusal_for(desk, user, "EraseWords", via=Via.MODAL, issue=number)
    if why_not:
        return message_view(modals.REFUSED_TITLE, [kit.section(why_not)])
    asked = Asked(standing=desk.services.standings.of(user), via=Via.MODAL)
    erased = desk.services.administration.erase(number, by=user, asked=asked)
    if isinstance(erased, Refusal):
        return message_view(modals.REFUSED_TITLE, [kit.section(desk.sentence(erased))])
    text = admin.ERASED.format(issue=number, count=_counted(erased)) if erased else admin.ERASED_ALREADY
    return message_view(admin.ERASE_TITLE, [kit.section(text.format(issue=number))])


def _send(desk: Desk, place: Place, week: Week) -> None:
    table = desk.services.administration.export(week)
    try:
        channel = desk.services.directory.direct_message(place.user)
        title = admin.EXPORT_TITLE.format(week=week.key)
        desk.asides.upload(channel, name=f"doorknock-{week.key}.csv", title=title, content=table)
    except DoorknockError:
        desk.asides.whisper(place, admin.EXPORT_FAILED.format(week=week.key))
        raise


def _sure(number: int, mentions: int) -> Block:
    text = admin.ERASE_ASK.format(issue=number, mentions=_counted(mentions))
    return fit_view(
        {
            "type": "modal",
            "callback_id": ERASE,
            "private_metadata": str(number),
            "title": kit.plain(admin.ERASE_TITLE),
            "submit": kit.plain(admin.ERASE_SURE),
            "close": kit.plain("Cancel"),
            "blocks": [kit.section(text)],
        }
    )


def _counted(mentions: int) -> str:
    return admin.ONE_MENTION if mentions == 1 else admin.MENTIONS.format(count=f"{mentions:,}")
