"""The Bolt app: every listener on one set of services, for HTTP and Socket Mode alike.

Guarantees: a listener runs to its end before Slack is answered, so an acknowledgement means "stored"; an event whose
listener raises is answered with 500, and Slack sends it again; a click that fails is answered kindly; whatever nobody
listens to is acknowledged. No call of Slack's Web API stands between a click and its acknowledgement.
"""

import logging
import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped

from bot.core.rights import Via
from bot.errors import DoorknockError
from bot.logs import get_logger
from bot.slack.asides import Asides
from bot.slack.client import SLACK_API_URL, SlackApi, web_client
from bot.slack.desk import Desk, Services
from bot.slack.home.homes import Homes
from bot.slack.ids import NotAnId
from bot.slack.listeners.about import AboutMentions
from bot.slack.listeners.around import Around
from bot.slack.listeners.asked_whys import AskedWhys
from bot.slack.listeners.at_home import AtHome
from bot.slack.listeners.buttons import Buttons
from bot.slack.listeners.commands import Commands
from bot.slack.listeners.committee import AtTheTable
from bot.slack.listeners.doors import DoorsShown
from bot.slack.listeners.erasing import Erasing
from bot.slack.listeners.heard import Heard
from bot.slack.listeners.interviews import Interviewed
from bot.slack.listeners.membership import Membership
from bot.slack.listeners.reactions import Reactions
from bot.slack.listeners.shortcuts import Shortcuts
from bot.slack.listeners.submissions import Submissions
from bot.slack.listeners.why_me import WhyMe
from bot.slack.parse import place_of
from bot.slack.texts import done

THREADS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpAnswer:
    """What goes back over HTTP."""

    status: int
    body: str
    headers: Mapping[str, str]


def create_app(
    services: Services, *, token: str, signing_secret: str | None = None, base_url: str = SLACK_API_URL
) -> App:
    """The app, ready to be dispatched to.

    Nothing is asked of Slack here, so that the bot starts while Slack is down. Without a `signing_secret` no request
    over HTTP is ever accepted; Socket Mode needs none.
    """
    executor = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="slack-aside")
    api = SlackApi(web_client(token, base_url=base_url))
    asides = Asides(api, executor)
    desk = Desk(services=services, asides=asides, acted=Homes(services, asides).refresh)
    logging.getLogger("slack_bolt.App").addFilter(_is_worth_a_line)
    app = App(
        # Bolt logs under this name and fixes its level; under our own name it would fix the level of our lines.
        name="doorknock_slack",
        client=web_client(None, base_url=base_url),
        signing_secret=signing_secret or secrets.token_hex(32),
        authorize=lambda: _authorized(services, token),
        process_before_response=True,
        listener_executor=executor,
    )
    app.error(lambda error, body, request: _went_wrong(desk, error, body))
    register_listeners(app, desk)
    return app


def register_listeners(app: App, desk: Desk) -> None:
    """Every listener there is. The first one that fits is the one, and `Around` ends with the one that fits all."""
    everything = (
        AtHome,
        WhyMe,
        Erasing,
        DoorsShown,
        AskedWhys,
        AboutMentions,
        AtTheTable,
        Interviewed,
        Buttons,
        Submissions,
        Commands,
        Shortcuts,
        Heard,
        Reactions,
        Membership,
        Around,
    )
    for listeners in everything:
        listeners(desk).register(app)


def dispatch(app: App, *, body: str, headers: Mapping[str, str]) -> HttpAnswer:
    """Answer one signed HTTP request; it blocks for as long as the database takes, so call it on a thread."""
    response = app.dispatch(BoltRequest(body=body, headers={**headers}))
    return HttpAnswer(
        status=response.status,
        body=response.body,
        headers={name: values[0] for name, values in response.headers.items() if values},
    )


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """All that Bolt says but one thing.

    Whatever it is given, Bolt looks for SLACK_BOT_TOKEN in the environment as well, and warns that it will not be used.
    """
    return record.getMessage() != warning_client_prioritized_and_token_skipped()


def _authorized(services: Services, token: str) -> AuthorizeResult:
    """Who we are. Where Slack cannot be asked yet this raises, and the request is sent again."""
    me = services.directory.identity()
    return AuthorizeResult(
        enterprise_id=None, team_id=me.team_id, bot_user_id=me.user_id, bot_id=me.bot_id, bot_token=token
    )


def _went_wrong(desk: Desk, error: Exception, body: dict[str, Any]) -> BoltResponse:
    """What Slack hears when a listener has raised."""
    is_known = isinstance(error, DoorknockError)
    get_logger().error("listener", failed=str(error) if is_known else type(error).__name__, exc_info=not is_known)
    is_forged, is_sent_off = isinstance(error, NotAnId), body.get("type") == "view_submission"
    if "event" in body or (is_sent_off and not is_forged):
        # Slack sends the event again, and keeps the modal open with all that was typed.
        return BoltResponse(status=500, body="")
    place = place_of(body)
    if is_forged:
        desk.note("Unknown", by=place.user, via=Via.MODAL if is_sent_off else Via.BUTTON, reason="not_an_id")
    if place.user and (place.response_url or place.channel or place.trigger_id):
        desk.asides.whisper(place, done.SOMETHING_BROKE)
    return BoltResponse(status=200, body="")
