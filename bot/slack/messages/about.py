"""An answer to a question about mentions: how many, how they feel, who has them, how it grows, and examples.

Guarantee: about a screen; what the public and colleagues wrote is quoted where Slack parses nothing, or escaped.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.findings import Findings, Found
from bot.core.question import Question
from bot.core.rulebook import Rulebook
from bot.core.summary_words import plural
from bot.services.questions import Answer
from bot.services.subscriptions import Wanted, WeeklyAnswer
from bot.slack.actions import STOP_WEEKLY, WEEKLY
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.people import People, linked_number, name_of
from bot.slack.messages.quote import CLOSED, said
from bot.slack.messages.safe import one_line, safe
from bot.slack.messages.scene import department_name
from bot.slack.texts import about, names

LONGEST_ASKED = 60
MOST_DOORS = 5
BARS = "▁▂▃▄▅▆▇█"


def answer_message(answer: Answer, rulebook: Rulebook, people: People) -> Message:
    """What was found."""
    findings = answer.findings
    title = about.TITLE.format(about=called(findings.question))
    if not findings.count:
        return Message(text=safe(title), blocks=(kit.section(nothing(findings, rulebook)), *_foot(findings)))
    examples = [block for each in findings.examples for block in _example(each, answer, people)]
    figures = kit.section("\n".join(_figures(findings, rulebook)))
    return Message(
        text=f"{safe(title)}: {_count(findings)}", blocks=(kit.header(title), figures, *examples, *_foot(findings))
    )


def asked_message(answer: Answer, rulebook: Rulebook, people: People) -> Message:
    """The answer for whoever asked, with the button that has it posted every week."""
    told, weekly = (
        answer_message(answer, rulebook, people),
        kit.button(about.POST_WEEKLY, action=WEEKLY, value=str(answer.asked.id)),
    )
    return replace(told, blocks=(*told.blocks, kit.actions(weekly)))


def weekly_message(weekly: WeeklyAnswer, rulebook: Rulebook, people: People) -> Message:
    """The same as a post that everybody reads, with the button that stops it."""
    told, findings = answer_message(weekly.answer, rulebook, people), weekly.answer.findings
    if not findings.count:
        told = replace(told, blocks=(kit.section(nothing(findings, rulebook, told=about.QUIET_WEEK)),))
    stop = kit.button(about.STOP, action=STOP_WEEKLY, value=str(weekly.subscription.id))
    who = kit.context(kit.mrkdwn(about.WEEKLY_FOOT.format(who=name_of(people, weekly.subscription.by))))
    return replace(told, blocks=(*told.blocks, who, kit.actions(stop)))


def weekly_row(wanted: Wanted, rulebook: Rulebook) -> Block:
    """One line of what is posted every week, with the button that stops it."""
    question, subscription = wanted.asked.question, wanted.subscription
    only = _filters(question, rulebook)
    text = about.WEEKLY_ROW.format(
        about=safe(called(question), 3 * LONGEST_ASKED),
        filters=f" ({only})" if only else "",
        who=about.TO_YOU if subscription.is_for_one else about.IN_CHANNEL,
    )
    stop = kit.button(about.STOP, action=STOP_WEEKLY, value=str(subscription.id))
    return {**kit.section(text), "accessory": stop}


def called(question: Question) -> str:
    """What was asked about, in quotation marks, as plain words."""
    asked = [one_line(each, LONGEST_ASKED) for each in (*question.phrases, question.words) if each.strip()]
    return " ".join(f"“{each}”" for each in asked)


def nothing(findings: Findings, rulebook: Rulebook, *, told: str = about.NOTHING) -> str:
    """That nobody has said it, and what to try where somebody has just asked."""
    question = findings.question
    asked = safe(called(question), 3 * LONGEST_ASKED)
    only = _filters(question, rulebook)
    said = told.format(about=asked, time=_time(question), filters=f" ({only})" if only else "")
    before = about.BUT_BEFORE.format(days=_days(question), count=f"{findings.before:,}") if findings.before else ""
    advice = about.TRY.format(words=safe(question.words or f'"{question.phrases[0]}"', LONGEST_ASKED))
    return " ".join(filter(None, (said, before, advice if told is about.NOTHING else "")))


def _figures(findings: Findings, rulebook: Rulebook) -> list[str]:
    only = _filters(findings.question, rulebook)
    how = about.HOW_FOUND.format(literal=f"{findings.literal:,}", meant=f"{findings.count - findings.literal:,}")
    feelings = " · ".join(f"{names.SENTIMENT_NAME[each]} {count:,}" for each, count in findings.sentiments)
    lines = [
        _count(findings) + (f" {how}" if findings.by_meaning and findings.literal < findings.count else ""),
        about.ONLY.format(filters=only) if only else "",
        feelings,
        about.AT.format(doors=_doors(findings, rulebook)) if findings.departments else "",
        _weeks(findings.weeks),
    ]
    return [line for line in lines if line]


def _count(findings: Findings) -> str:
    question, more = findings.question, findings.count - findings.before
    days = _days(question)
    if not findings.before:
        change = about.NONE_BEFORE.format(days=days)
    else:
        told = about.MORE if more > 0 else about.FEWER if more < 0 else about.AS_MANY
        change = told.format(count=f"{abs(more):,}", days=days)
    return about.COUNT.format(mentions=plural(findings.count, "mention"), time=_time(question), change=change)


def _time(question: Question) -> str:
    return about.TODAY if question.days == 1 else about.IN_THE_LAST.format(days=_days(question))


def _days(question: Question) -> str:
    return "24 hours" if question.days == 1 else f"{question.days} days"


def _filters(question: Question, rulebook: Rulebook) -> str:
    """Which mentions alone were asked for, "" for all."""
    brand = next((each.name for each in rulebook.brands if each.key == question.brand), question.brand)
    told = (
        about.OF_BRAND.format(brand=safe(brand, 60)) if brand else "",
        about.AT_DEPARTMENT.format(department=safe(department_name(rulebook, question.department), 60))
        if question.department
        else "",
        about.FROM_SOURCE.format(source=safe(names.PLATFORMS.get(question.source, question.source), 60))
        if question.source
        else "",
    )
    return ", ".join(filter(None, told))


def _doors(findings: Findings, rulebook: Rulebook) -> str:
    shown = [
        f"{safe(department_name(rulebook, key), 60)} {count:,}" for key, count in findings.departments[:MOST_DOORS]
    ]
    left = len(findings.departments) - MOST_DOORS
    return " · ".join([*shown, *([about.MORE_DOORS.format(count=left)] if left > 0 else [])])


def _weeks(weeks: Sequence[int]) -> str:
    if not any(weeks):
        return ""
    most = max(weeks)
    chart = "".join(BARS[round(count / most * (len(BARS) - 1))] for count in weeks)
    return about.WEEKS.format(weeks=" · ".join(f"{count:,}" for count in weeks), chart=chart)


def _example(found: Found, answer: Answer, people: People) -> list[Block]:
    stored = answer.mentions.get(found.mention)
    if stored is None:
        return []
    if not found.issue:
        return [said(stored.mention, CLOSED)]
    number = linked_number(found.issue, answer.cards.get(found.issue), people)
    return [said(stored.mention, CLOSED), kit.context(kit.mrkdwn(about.BELONGS_TO.format(issue=number)))]


def _foot(findings: Findings) -> list[Block]:
    told = [about.LOOKED_AT.format(count=plural(findings.looked_at, "mention"))]
    told += [about.CUT] if findings.is_cut else []
    told += [] if findings.by_meaning else [about.WORDS_ALONE]
    return [kit.context(kit.mrkdwn(" ".join(told)))]
