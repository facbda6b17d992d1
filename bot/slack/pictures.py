"""Pictures in Slack: uploaded, shown in a thread once, and found again where nobody said whether they were.

Guarantee: until the last of three steps nobody sees anything, so all that goes wrong before it may be tried again. A
picture's file is named after its delivery, and by that name it is found. Without the permission to upload, the picture
is given up and everything else goes on.
"""

from collections.abc import Callable, Iterable
from typing import Any

from bot.core.chart_notice import PostChart
from bot.core.charts import LONGEST_ALT, Picture
from bot.errors import PermanentFailure, TemporaryFailure
from bot.ports import Delivery, MessageRef, Posted
from bot.slack.client import Answer, SlackApi
from bot.slack.failures import error_code
from bot.slack.messages.safe import one_line

LONGEST_TITLE = 200
_FORBIDDEN = frozenset({"missing_scope", "no_permission"})


class Pictures:
    """Shows pictures by Slack's Web API."""

    def __init__(self, api: SlackApi) -> None:
        self._api = api

    def show(self, delivery: Delivery, thread: MessageRef, *, hold_back: Callable[[], None]) -> Posted:
        """Upload a picture and show it in `thread`; `hold_back` raises where it has become too late to show it."""
        picture = _picture(delivery)
        try:
            file = self._api.hand_over(
                name=file_name(delivery), content=picture.png, alt=one_line(picture.alt, LONGEST_ALT)
            )
            hold_back()
            title = one_line(picture.title, LONGEST_TITLE)
            self._api.share(file, channel=thread.channel, title=title, thread_ts=thread.ts)
        except TemporaryFailure as failure:
            if error_code(failure.__cause__ or failure) in _FORBIDDEN:
                # Everything else goes on without this permission; all of it must not wait for a picture.
                raise PermanentFailure(str(failure)) from failure.__cause__
            raise
        # Slack shows it a moment later, and only then is there a message with a ts.
        return Posted(channel=thread.channel, ts="")


def shown_in(messages: Iterable[Answer], delivery: Delivery, *, channel: str) -> Posted | None:
    """The message of a thread that shows the picture of `delivery`, None where there is none."""
    name = file_name(delivery)
    for message in messages:
        if any(_name(file) == name for file in message.get("files") or ()):
            return Posted(channel=channel, ts=str(message["ts"]))
    return None


def file_name(delivery: Delivery) -> str:
    """What the file is called, which no other one is."""
    notice = delivery.notice
    if not isinstance(notice, PostChart):
        raise PermanentFailure(f"delivery {delivery.id}: {type(notice).__name__} has no picture")
    return f"{notice.week}-{notice.chart}-{delivery.id}.png"


def _picture(delivery: Delivery) -> Picture:
    if not isinstance(delivery.summary, Picture):
        raise PermanentFailure(f"delivery {delivery.id}: it came without its picture; this is Doorknock's mistake")
    return delivery.summary


def _name(file: Any) -> str:
    return str(file.get("name") or "") if isinstance(file, dict) else ""
