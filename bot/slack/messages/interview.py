"""The monthly interview as messages: the questions, the thanks, and the answers for the strategist.

Guarantee: what people wrote stands escaped or in elements that Slack does not parse; nothing of it is left out.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.core.committee_notices import ReportInterviews
from bot.core.interview import Interview, InterviewState, snippet
from bot.core.rulebook import Rulebook
from bot.slack.actions import ANSWER_INTERVIEW, DECLINE_INTERVIEW, PAUSE_INTERVIEWS
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.safe import ELLIPSIS, clean, one_line, safe
from bot.slack.messages.scene import department_name
from bot.slack.texts import interview as texts

LONGEST_NAME = 60
_BECAME = {
    InterviewState.ANSWERED: texts.THANKS,
    InterviewState.DECLINED: texts.DECLINED,
    InterviewState.PAUSED: texts.PAUSED,
}


def interview_message(month: str, state: InterviewState, asked: Sequence[Interview], rulebook: Rulebook) -> Message:
    """The questions, or what has become of them; who has several seats is `asked` about all of them at once."""
    answer = kit.button(texts.ANSWER, action=ANSWER_INTERVIEW, value=month)
    if state is InterviewState.ASKED:
        no = kit.button(texts.NOT_NOW, action=DECLINE_INTERVIEW, value=month)
        never = kit.button(texts.NEVER, action=PAUSE_INTERVIEWS, value=month)
        text = texts.ASK + _seats(asked, rulebook)
        return Message(text=text, blocks=(kit.section(text), kit.actions({**answer, "style": "primary"}, no, never)))
    text = _BECAME[state]
    again = () if state is InterviewState.ANSWERED else (kit.actions(answer),)
    return Message(text=text, blocks=(kit.section(text), *again))


def _seats(asked: Sequence[Interview], rulebook: Rulebook) -> str:
    if len(asked) <= 1:
        return ""
    *others, last = (safe(department_name(rulebook, each.department), LONGEST_NAME) for each in asked)
    return " " + texts.SEVERAL_SEATS.format(departments=f"{', '.join(others)} and {last}")


def interviews_message(notice: ReportInterviews, answered: Sequence[Interview], rulebook: Rulebook) -> Message:
    """What seats have answered, and what could be pasted into the rules."""
    title = texts.REPORT.format(month=f"{date.fromisoformat(f'{notice.month}-01'):%B %Y}")
    if notice.parts > 1:
        title += texts.PART.format(part=notice.part, parts=notice.parts)
    names = {each.key: each.name for each in rulebook.departments}
    ready = clean(snippet(answered, names))
    paste = (kit.section(texts.PASTE), _code(ready)) if ready else ()
    told = (kit.rich(*_lines(each, rulebook)) for each in answered)
    return Message(text=title, blocks=(kit.header(title), *told, *paste))


def _lines(answer: Interview, rulebook: Rulebook) -> Iterator[Block]:
    department = one_line(department_name(rulebook, answer.department), LONGEST_NAME) or ELLIPSIS
    parts = (
        (texts.LINE_EXAMPLE, answer.example),
        (texts.LINE_KEYWORDS, answer.keywords),
        (texts.LINE_WISH, answer.wish),
    )
    for wording, said in parts:
        if said:
            line = wording.format(text=" ".join(clean(said).split()))
            yield kit.rich_line(kit.words(department, bold=True), kit.words(f" {line}"))


def _code(text: str) -> Block:
    return kit.rich({"type": "rich_text_preformatted", "elements": [kit.words(text)]})
