"""The whole Home of one person, part by part.

Guarantee: at most Slack's hundred blocks; what is worst for the reader stands on top.
"""

from bot.ports import Visitor
from bot.slack.desk import Services
from bot.slack.home.everybody import mine, waiting
from bot.slack.home.lines import Page
from bot.slack.home.pages import Pages
from bot.slack.home.reader import Reader, reader_of
from bot.slack.home.strategist import all_doors, on_fire, to_be_filed
from bot.slack.home.tour import again, tour
from bot.slack.home.week import weeks
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.texts import home as home_texts


def home(services: Services, visitor: Visitor) -> Block:
    """The view for whoever visits."""
    reader = reader_of(services, visitor.user)
    page = Page(services=services, rulebook=services.rules.current, now=services.clock.now())
    pages = Pages.parse(visitor.pages)
    blocks = [
        *(tour(services, visitor.tour_step) if visitor.tour_step else ()),
        kit.section(home_texts.HELLO if reader.belongs else home_texts.HELLO_OUTSIDE),
        *(_of_the_strategist(page, pages) if reader.is_strategist else ()),
        *_of_everybody(page, reader, pages),
        *([] if visitor.tour_step else [again()]),
    ]
    return {"type": "home", "blocks": blocks}


def _of_the_strategist(page: Page, pages: Pages) -> list[Block]:
    return [*on_fire(page), *to_be_filed(page, pages), *all_doors(page)]


def _of_everybody(page: Page, reader: Reader, pages: Pages) -> list[Block]:
    return [*mine(page, reader, pages), *waiting(page, reader, pages), *weeks(page, reader)]
