"""The seat's part: how the department's week has gone so far.

Guarantee: figures as the weekly summary counts them; nobody is named but in thanks.
"""

from bot.core.glance import DoorWeek
from bot.core.summary_words import span
from bot.slack.home.lines import Page
from bot.slack.home.reader import Reader
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.people import person_of
from bot.slack.messages.safe import one_line
from bot.slack.messages.scene import department_name
from bot.slack.texts import home

MOST_WEEKS = 3


def weeks(page: Page, reader: Reader) -> list[Block]:
    """The week of each department that the reader sits for."""
    return [block for key in reader.seats[:MOST_WEEKS] for block in _week(page, key)]


def _week(page: Page, department: str) -> list[Block]:
    week = page.services.overview.week_of(department)
    title = home.WEEK.format(department=one_line(department_name(page.rulebook, department), 80))
    return [kit.header(title), kit.section(_figures(page, week, department)), *_thanks(week)]


def _figures(page: Page, week: DoorWeek, department: str) -> str:
    answers = week.answers
    if not (week.asked or answers.answered or answers.overdue or week.oldest_since):
        return home.WEEK_QUIET
    return home.WEEK_FIGURES.format(
        asked=week.asked,
        answered=answers.answered,
        in_time=answers.in_time,
        overdue=home.WEEK_OVERDUE.format(overdue=answers.overdue) if answers.overdue else "",
        median=home.WEEK_NO_ANSWER if answers.median is None else span(answers.median),
        oldest=home.WEEK_OLDEST.format(date=page.when(week.oldest_since, department)) if week.oldest_since else "",
    )


def _thanks(week: DoorWeek) -> list[Block]:
    if not week.thanks:
        return []
    people = ", ".join(f"{person_of(person)} ({count})" for person, count in week.thanks)
    return [kit.context(kit.mrkdwn(home.WEEK_THANKS.format(people=people)))]
