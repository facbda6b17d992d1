"""Which page of each list somebody has leafed to, as a few numbers that are kept with the visit.

Guarantee: whatever was kept or clicked is read strictly; what cannot be read is the first page.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.texts import home

A_PAGE = 10
MOST_PAGES = 999
BACK, ON = "home_back", "home_on"
_KEPT = re.compile(r"(\w{1,10})=(\d{1,3})", re.ASCII)


class Part(StrEnum):
    """A list that can be leafed through."""

    MINE = "mine"
    WAITING = "waiting"
    TRIAGE = "triage"


@dataclass(frozen=True, slots=True)
class Pages:
    """The page of each list, counted from 1."""

    numbers: tuple[tuple[Part, int], ...] = ()

    def of(self, part: Part) -> int:
        """The page somebody is on."""
        return dict(self.numbers).get(part, 1)

    def turned(self, part: Part, page: int) -> Self:
        """The same with one list leafed."""
        numbers = {**dict(self.numbers), part: min(max(page, 1), MOST_PAGES)}
        return type(self)(tuple(sorted(numbers.items())))

    def __str__(self) -> str:
        return " ".join(f"{part}={page}" for part, page in self.numbers)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` wrote; anything else is passed over."""
        pages = cls()
        for name, page in _KEPT.findall(text):
            if name in set(Part):
                pages = pages.turned(Part(name), int(page))
        return pages


def pager(part: Part, page: int, total: int) -> list[Block]:
    """The buttons under a list of `total` lines, none where they fit one page."""
    buttons = []
    if page > 1:
        label = home.PAGE_BACK.format(page=_span(page - 1, total))
        buttons.append(kit.button(label, action=BACK, value=str(Pages().turned(part, page - 1))))
    if page * A_PAGE < total:
        label = home.PAGE_ON.format(page=_span(page + 1, total))
        buttons.append(kit.button(label, action=ON, value=str(Pages().turned(part, page + 1))))
    return [kit.actions(*buttons)] if buttons else []


def _span(page: int, total: int) -> str:
    return home.PAGE.format(first=(page - 1) * A_PAGE + 1, last=min(page * A_PAGE, total))
