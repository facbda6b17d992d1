"""What has changed around the table, as a message: what is newly amiss, and what is mended."""

from collections.abc import Iterator, Sequence

from bot.core.committee_notices import ReportVacancies
from bot.core.rulebook import Rulebook
from bot.core.vacancy import Vacancy, vacancy_line
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.messages.safe import safe
from bot.slack.texts import committee as texts

MOST_LINES = 12


def vacancies_message(notice: ReportVacancies, rulebook: Rulebook) -> Message:
    """One line each."""
    parts = ((texts.NEWLY_AMISS, notice.new), (texts.MENDED, notice.mended))
    told = [kit.section("\n".join((title, *_lines(found, rulebook)))) for title, found in parts if found]
    return Message(text=texts.LOOKED_AROUND, blocks=(kit.section(texts.LOOKED_AROUND), *told, _foot()))


def _lines(found: Sequence[Vacancy], rulebook: Rulebook) -> Iterator[str]:
    yield from (f"• {safe(vacancy_line(each, rulebook))}" for each in found[:MOST_LINES])
    if (more := len(found) - MOST_LINES) > 0:
        yield texts.MORE.format(count=more)


def _foot() -> kit.Block:
    return kit.context(kit.mrkdwn(texts.LOOKED_AROUND_HINT))
