"""What can be wrong between the bot and its Slack: one small check each, with the remedy.

Guarantees: looks only, changes nothing; one check that cannot be made never keeps the others from being made.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from bot.core.readers import readers_of
from bot.core.rulebook import Rulebook
from bot.core.source import ChannelSource
from bot.errors import DoorknockError
from bot.slack import surface
from bot.slack.client import SlackApi
from bot.slack.directory import Directory
from bot.slack.failures import error_code

TOLERATED_SKEW = timedelta(seconds=60)
"""Slack's signatures are good for five minutes; a clock that is off by one is on its way there."""


class Level(StrEnum):
    """How it stands with one thing."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found. `remedy` says what to do where it is not ok."""

    check: str
    level: Level
    what: str
    remedy: str = ""


def good(check: str, what: str) -> Finding:
    """All is well."""
    return Finding(check=check, level=Level.OK, what=what)


def doubtful(check: str, what: str, remedy: str) -> Finding:
    """It works, but somebody should look."""
    return Finding(check=check, level=Level.WARN, what=what, remedy=remedy)


def bad(check: str, what: str, remedy: str) -> Finding:
    """It does not work."""
    return Finding(check=check, level=Level.FAIL, what=what, remedy=remedy)


def guarded(check: str, look: Callable[[], list[Finding]], *, remedy: str) -> list[Finding]:
    """What `look` finds; a failure on the way is a finding too."""
    try:
        return look()
    except DoorknockError as error:
        return [bad(check, str(error), remedy)]


def check_slack(api: SlackApi, rulebook: Rulebook | None, *, now: Callable[[], datetime]) -> Iterator[Finding]:
    """Token, permissions, clocks, and, with a rulebook, its channels and people."""
    again = "Check SLACK_BOT_TOKEN and that this machine reaches slack.com, then run doctor again"
    token = guarded("token", lambda: _token(api, now), remedy=again)
    yield from token
    if rulebook is None or token[0].level is Level.FAIL:
        return
    directory = Directory(api)
    yield from guarded("channels", lambda: list(_channels(directory, rulebook)), remedy=again)
    yield from guarded("people", lambda: list(_people(directory, rulebook)), remedy=again)


def check_app_token(app_api: SlackApi) -> Iterator[Finding]:
    """Whether Socket Mode would let us in; `app_api` carries the app-level token."""
    remedy = (
        "api.slack.com/apps → your app → Basic Information → App-Level Tokens: make one with connections:write, "
        "put it into SLACK_APP_TOKEN, and switch Socket Mode on"
    )

    try:
        app_api.write("apps.connections.open")
    except DoorknockError as error:
        code = error_code(error.__cause__ or error)
        yield bad("socket mode", f"Slack does not accept SLACK_APP_TOKEN ({code})" if code else str(error), remedy)
    else:
        yield good("socket mode", "Slack lets us open a connection")


def _token(api: SlackApi, now: Callable[[], datetime]) -> list[Finding]:
    answer, headers = api.look("auth.test")
    found = [good("token", f"we are {answer.get('user')} in {answer.get('team')}")]
    return [*found, *_scopes(headers.get("x-oauth-scopes", "")), *_clock(headers.get("date", ""), now())]


def _scopes(header: str) -> Iterator[Finding]:
    given = {scope.strip() for scope in header.split(",") if scope.strip()}
    if not given:
        yield doubtful("scopes", "Slack does not say which permissions we have", "Compare them with the manifest")
        return
    missing = sorted(set(surface.SCOPES) - given)
    for scope in missing:
        yield bad(
            "scopes",
            f"{scope} is missing: it {surface.SCOPES[scope]}",
            "Paste the output of `doorknock manifest` at api.slack.com/apps → App Manifest, then reinstall the app",
        )
    if not missing:
        yield good("scopes", f"all {len(surface.SCOPES)} permissions are there")


def _clock(header: str, now: datetime) -> Iterator[Finding]:
    try:
        skew = abs(parsedate_to_datetime(header) - now)
    except (TypeError, ValueError):
        yield doubtful("clock", "Slack does not say what time it is", "Compare this machine's clock with another")
        return
    if skew > TOLERATED_SKEW:
        yield bad(
            "clock",
            f"this machine's clock and Slack's differ by {round(skew.total_seconds())} seconds",
            "Switch time synchronisation on (NTP): Slack refuses signatures that are five minutes off",
        )
    else:
        yield good("clock", "agrees with Slack's")


def _channels(directory: Directory, rulebook: Rulebook) -> Iterator[Finding]:
    for name, users in _wanted_channels(rulebook).items():
        channel = directory.channel(name)
        if channel is None:
            yield bad(
                "channels",
                f"{name} ({users}) does not exist, or is private without the bot in it",
                f"Create {name} or correct its name in the rules; a private one needs: /invite @Doorknock",
            )
        elif channel.is_archived:
            yield bad("channels", f"{name} ({users}) is archived", "Unarchive it, or name another one in the rules")
        elif not channel.is_member:
            yield doubtful(
                "channels",
                f"the bot is not in {name} ({users}) yet, so it would not hear answers there",
                "It joins public channels with its first post; to be sure: /invite @Doorknock",
            )
        else:
            yield good("channels", f"{name} ({users})")


def _wanted_channels(rulebook: Rulebook) -> dict[str, str]:
    """Every channel of the rulebook with what it is for."""
    wanted = [(each.channel, each.name) for each in rulebook.departments]
    wanted += [(rulebook.strategist.channel, "strategist")]
    wanted += [(each.channel, "summary") for each in readers_of(rulebook)]
    wanted += [(rulebook.committee.channel, "committee")] if rulebook.committee else []
    wanted += [(each.channel, f"source {each.key}") for each in rulebook.sources if isinstance(each, ChannelSource)]
    found: dict[str, list[str]] = {}
    for channel, user in wanted:
        found.setdefault(channel, []).append(user)
    return {channel: ", ".join(dict.fromkeys(users)) for channel, users in found.items()}


def _people(directory: Directory, rulebook: Rulebook) -> Iterator[Finding]:
    asked = [(rulebook.strategist.person, "the strategist")]
    if rulebook.committee and rulebook.committee.chair != rulebook.strategist.person:
        asked.append((rulebook.committee.chair, "the committee's chair"))
    for each in rulebook.departments:
        asked += [(each.seat, f"the seat of {each.name}"), (each.backup, f"the backup of {each.name}")]
    known = 0
    for person, role in asked:
        user_id = directory.user_id(person)
        if person and (user_id is None or not directory.is_here(user_id)):
            yield doubtful(
                "people",
                f"{role}, {person}, is not in this workspace: knocks name them, but reach nobody",
                "Correct the address in the rules, or invite them",
            )
        known += bool(person)
    yield good("people", f"{known} seats, backups, chairs and strategists looked up")
