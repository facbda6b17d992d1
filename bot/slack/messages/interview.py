"""The monthly interview as messages: the questions, the thanks, and all answers of a month for the strategist.

Guarantee: what people wrote stands escaped or in elements that Slack does not parse, cut short where it is long.
"""

from collections.abc import Iterator, Sequence

from bot.core.interview import Interview, InterviewState, snippet
from bot.core.rulebook import Rulebook
from bot.slack.actions import ANSWER_INTERVIEW, DECLINE_INTERVIEW, PAUSE_INTERVIEWS
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.safe import clean, clip, safe
from bot.slack.messages.scene import department_name
from bot.slack.texts import interview as texts

MOST_DEPARTMENTS = 8
LONGEST_ANSWER = 300
LONGEST_SNIPPET = 2_800
_BECAME = {
    InterviewState.ANSWERED: texts.THANKS,
    InterviewState.DECLINED: texts.DECLINED,
    InterviewState.PAUSED: texts.PAUSED,
}


def interview_message(month: str, state: InterviewState = InterviewState.ASKED) -> Message:
    """The questions, or what has become of them."""
    answer = kit.button(texts.ANSWER, action=ANSWER_INTERVIEW, value=month)
    if state is InterviewState.ASKED:
        no = kit.button(texts.NOT_NOW, action=DECLINE_INTERVIEW, value=month)
        never = kit.button(texts.NEVER, action=PAUSE_INTERVIEWS, value=month)
        return Message(
            text=texts.ASK, blocks=(kit.section(texts.ASK), kit.actions({**answer, "style": "primary"}, no, never))
        )
    text = _BECAME[state]
    again = () if state is InterviewState.ANSWERED else (kit.actions(answer),)
    return Message(text=text, blocks=(kit.section(text), *again))


def interviews_message(answered: Sequence[Interview], rulebook: Rulebook) -> Message:
    """All answers of a month, and what could be pasted into the rules."""
    shown = answered[:MOST_DEPARTMENTS]
    lines = [f"• {line}" for each in shown for line in _lines(each, rulebook)]
    names = {each.key: each.name for each in rulebook.departments}
    ready = clean(snippet(shown, names))
    paste = (kit.section(texts.PASTE), _code(clip(ready, LONGEST_SNIPPET))) if ready else ()
    return Message(text=texts.REPORT, blocks=(kit.header(texts.REPORT), kit.section("\n".join(lines) or "…"), *paste))


def _lines(answer: Interview, rulebook: Rulebook) -> Iterator[str]:
    department = safe(department_name(rulebook, answer.department), 60)
    parts = (
        (texts.LINE_EXAMPLE, answer.example),
        (texts.LINE_KEYWORDS, answer.keywords),
        (texts.LINE_WISH, answer.wish),
    )
    for wording, words in parts:
        if words:
            yield wording.format(department=department, text=safe(words, LONGEST_ANSWER))


def _code(text: str) -> Block:
    return kit.rich({"type": "rich_text_preformatted", "elements": [kit.words(text)]})
