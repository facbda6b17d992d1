"""The strategist's parts: what is on fire, what is to be filed, and every door at a glance.

Guarantee: what is worst stands on top; filing is one click on what the classifier thinks likeliest.
"""

from collections.abc import Sequence

from bot.core.classification import Urgency
from bot.core.department import TRIAGE
from bot.core.glance import DoorGlance
from bot.core.issue import Issue
from bot.core.sitting import ago
from bot.ports import IssueQuery
from bot.services.overview import STORM, Listed
from bot.slack.actions import FILE, Act
from bot.slack.home.everybody import UNCLAIMED, listing
from bot.slack.home.lines import Page, line
from bot.slack.home.pages import A_PAGE, Pages, Part
from bot.slack.ids import Passing, Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.safe import one_line
from bot.slack.messages.scene import department_name
from bot.slack.texts import home

MOST_LIKELY = 3
DOORS_A_BLOCK = 10
SIGNS = (home.DOOR_LATE, home.DOOR_BUSY, home.DOOR_QUIET)


def on_fire(page: Page) -> list[Block]:
    """Emergencies, whatever was escalated, and storms."""
    found = page.services.overview.on_fire()
    lines = [line(page, found, issue, issue.owner, note=_why_it_burns(issue)) for issue in found.issues]
    return [kit.header(home.FIRE), *(lines or [kit.context(kit.plain(home.FIRE_NONE))])]


def _why_it_burns(issue: Issue) -> str:
    reasons = [
        home.FIRE_EMERGENCY if issue.urgency is Urgency.EMERGENCY else "",
        home.FIRE_ESCALATED if any(share.escalated_at for share in issue.open_assignments()) else "",
        home.FIRE_STORM.format(mentions=issue.mentions, reach=f"{issue.reach:,}") if issue.mentions >= STORM else "",
    ]
    return " · ".join(reason for reason in reasons if reason)


def to_be_filed(page: Page, pages: Pages) -> list[Block]:
    """What waits in triage, each with the departments it may belong to."""
    query = IssueQuery(department=TRIAGE, states=UNCLAIMED, is_open=True, limit=A_PAGE)

    def each(listed: Listed, issue: Issue) -> list[Block]:
        share = issue.held_by(TRIAGE)
        if share is None:
            return []
        target = Target(issue.number, share.number)
        return [line(page, listed, issue, share), _doors_to_file_at(page, listed, issue, target)]

    return listing(page, query, pages, part=Part.TRIAGE, title=home.TRIAGE, none=home.TRIAGE_NONE, each=each)


def _doors_to_file_at(page: Page, listed: Listed, issue: Issue, target: Target) -> Block:
    stored = listed.mentions.get(issue.mention)
    judged = stored.classification.departments if stored and stored.classification else ()
    likely = [each for each in judged if each.department != TRIAGE and page.rulebook.department(each.department)]
    buttons = [
        kit.button(
            home.FILE_TO.format(
                department=one_line(department_name(page.rulebook, each.department), 50), score=each.score
            ),
            action=f"{FILE}_{index}",
            value=str(Passing(target, each.department)),
        )
        for index, each in enumerate(likely[:MOST_LIKELY], start=1)
    ]
    elsewhere = kit.button(home.FILE_ELSEWHERE, action=Act.HAND_OFF, value=str(target))
    return kit.actions(*buttons, elsewhere, kit.button(home.FILE_NOWHERE, action=Act.DISMISS, value=str(target)))


def all_doors(page: Page) -> list[Block]:
    """Every department in one line each: those that are late on top, then those that are busy, then the quiet ones."""
    doors = page.services.overview.doors()
    groups = ([each for each in doors if _sign(each) == sign] for sign in SIGNS)
    hint = kit.context(kit.mrkdwn(home.DOORS_HINT.format(last=_last_talk(page))))
    return [kit.header(home.DOORS), *(block for group in groups for block in _group(page, group)), hint]


def _last_talk(page: Page) -> str:
    last = page.services.conversations.last()
    if last is None:
        return ""
    return home.DOORS_LAST_TALK.format(department=page.name(last.department), ago=ago(last.held_at, now=page.now))


def _group(page: Page, doors: Sequence[DoorGlance]) -> list[Block]:
    portions = (doors[start : start + DOORS_A_BLOCK] for start in range(0, len(doors), DOORS_A_BLOCK))
    return [kit.section("\n".join(_door(page, each) for each in portion)) for portion in portions]


def _sign(door: DoorGlance) -> str:
    if door.overdue or door.silent_since:
        return home.DOOR_LATE
    return home.DOOR_BUSY if door.waiting else home.DOOR_QUIET


def _door(page: Page, door: DoorGlance) -> str:
    if not door.open:
        text = home.DOOR_CLEAR.format(sign=_sign(door), department=page.name(door.department))
        return text + _since(page, home.DOOR_LAST_ANSWER, door)
    text = home.DOOR.format(
        sign=_sign(door),
        department=page.name(door.department),
        open=door.open,
        waiting=door.waiting,
        overdue=home.DOOR_OVERDUE.format(overdue=door.overdue) if door.overdue else "",
    )
    return text + "".join(
        _since(page, each, door) for each in (home.DOOR_OLDEST, home.DOOR_SILENT, home.DOOR_LAST_ANSWER)
    )


def _since(page: Page, text: str, door: DoorGlance) -> str:
    instants = {
        home.DOOR_OLDEST: door.oldest_since,
        home.DOOR_SILENT: door.silent_since,
        home.DOOR_LAST_ANSWER: door.last_answer_at,
    }
    at = instants[text]
    return text.format(date=page.when(at, door.department)) if at else ""
