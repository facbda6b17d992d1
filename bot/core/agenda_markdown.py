"""The agenda as Markdown that a Slack canvas takes: to be pasted into the committee's canvas before a meeting.

Guarantee: pure; nothing that anybody wrote is read as Markdown.
"""

import re
from collections.abc import Callable, Iterator

from bot.core.agenda import Agenda
from bot.core.agenda_words import NOTHING, since_words, title_of
from bot.core.committee import Committee
from bot.core.summary import CardPlace, Line

Address = Callable[[CardPlace], str]
"""Under which address people open a card, "" where there is none."""
_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]<>()#+!|~:-])")
NOTES = ("Decided", "Who does what, by when")
"""Headings left to be filled in at the table."""


def as_markdown(agenda: Agenda, committee: Committee, address: Address = lambda card: "") -> str:
    """The whole agenda; lines are boxes to tick, so that the chair sees what was talked about."""
    return "\n".join(_lines(agenda, committee, address)) + "\n"


def _lines(agenda: Agenda, committee: Committee, address: Address) -> Iterator[str]:
    yield f"# {plain(title_of(agenda, committee))}"
    yield ""
    yield plain(since_words(agenda, committee))
    if not agenda.sections:
        yield ""
        yield plain(NOTHING)
    for section in agenda.sections:
        yield ""
        yield f"## {plain(section.title)}"
        yield ""
        yield from (f"- [ ] {_line(line, address)}" for line in section.lines)
    for heading in NOTES:
        yield ""
        yield f"## {heading}"


def plain(text: str) -> str:
    """`text` on one line, in which nothing has a meaning."""
    shown = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return _MEANS_SOMETHING.sub(r"\\\1", shown)


def _line(line: Line, address: Address) -> str:
    if line.person:
        # A canvas shows this as the person's name.
        return f"![](@{line.person}) {plain(line.text)}"
    if line.issue is None:
        return plain(line.text)
    url = address(line.card) if line.card else ""
    number = f"[#{line.issue}]({url})" if url else f"\\#{line.issue}"
    return f"{number} {plain(line.text)}"
