"""What Slack's answers mean: try again, a person must act, or look before trying again.

Guarantee: every outcome of a Web API call becomes one of the three failures of `bot.errors`, and its text says what to
do about it. "Unknown" is said whenever Slack may have done what was asked.
"""

import re
import socket
import ssl
from http.client import HTTPException
from types import MappingProxyType
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import DoorknockError, PermanentFailure, TemporaryFailure, UnknownOutcome

EVERYTHING = "*"
DEFAULT_RETRY_AFTER = 30.0
LONGEST_RETRY_AFTER = 1800.0
"""Whoever stands between us and Slack may say anything; asked once in half an hour, nobody is bothered."""
PAUSE_UNTIL_REPAIRED = 60.0
"""How often a whole installation in trouble (a revoked token, a missing scope) looks whether it has been repaired."""

_REMEDIES = MappingProxyType(
    {
        "channel_not_found": "there is no such channel, or it is private and the bot is not in it: "
        "check its name in departments.yaml, and /invite the bot",
        "is_archived": "the channel is archived: unarchive it, or name another one in departments.yaml",
        "not_in_channel": "the bot is not in this channel: /invite it",
        "restricted_action": "the workspace does not let the bot post here: ask a workspace admin",
        "file_uploads_disabled": "the workspace takes no files: ask a workspace admin to allow apps to upload pictures",
        "cant_update_message": "the message is not one of the bot's, so it cannot be edited",
        "edit_window_closed": "the workspace does not let messages this old be edited: ask a workspace admin",
        "message_not_found": "somebody has deleted the message; `/issue` still shows the issue",
        "thread_not_found": "somebody has deleted the card; `/issue` still shows the issue",
        "msg_too_long": "the message is too long for Slack; this is Doorknock's mistake, please report it",
        "invalid_blocks": "Slack does not accept the message's layout; this is Doorknock's mistake, please report it",
    }
)

# Nothing is wrong with the notice, and no other one would fare better until somebody repairs the installation: so
# the whole queue waits instead of being parked row by row.
_INSTALLATION = MappingProxyType(
    {
        "account_inactive": "the app was removed from the workspace: install it again and renew SLACK_BOT_TOKEN",
        "invalid_auth": "Slack does not know this token: check SLACK_BOT_TOKEN",
        "missing_scope": "the app lacks a permission: paste the manifest of `doorknock manifest` again and reinstall",
        "no_permission": "the token may not do this: reinstall the app and renew SLACK_BOT_TOKEN",
        "not_allowed_token_type": "this is not a bot token: SLACK_BOT_TOKEN starts with xoxb-",
        "not_authed": "no token was sent: set SLACK_BOT_TOKEN",
        "team_access_not_granted": "the app may no longer see this workspace: ask an admin to approve it",
        "token_expired": "the token has expired: renew SLACK_BOT_TOKEN",
        "token_revoked": "the token was revoked: install the app again and renew SLACK_BOT_TOKEN",
    }
)
_PASSING = frozenset({"accesslimited", "request_timeout", "service_unavailable", "team_added_to_org"})
_RATE_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
# Slack's own words for these: "It's possible some aspect of the operation succeeded before the error was raised."
_AMBIGUOUS = frozenset({"fatal_error", "internal_error"})

_CODE = re.compile(r"[a-z][a-z0-9_:-]*")

TRANSPORT_ERRORS = (SlackClientError, URLError, HTTPException, OSError)
"""Everything a call of slack_sdk's WebClient may raise."""


def failure_of(error: Exception, *, method: str, channel: str = "") -> DoorknockError:
    """The failure that `error` means, raised by a call of `method` for `channel`."""
    if isinstance(error, SlackApiError):
        return _answered(error, method=method, channel=channel)
    if isinstance(error, SlackClientError):
        return PermanentFailure(f"{method}: {error}")
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ConnectionRefusedError | socket.gaierror | ssl.SSLCertVerificationError):
        return TemporaryFailure(f"{method}: Slack cannot be reached ({reason}); nothing was sent, I'll try again")
    return UnknownOutcome(f"{method}: no answer came ({type(reason).__name__}: {reason})")


def error_code(error: BaseException) -> str:
    """Slack's word for what is wrong, "" where it said none: the SDK puts a page of HTML into the same field."""
    code = str(_body(error).get("error", ""))
    return code if _CODE.fullmatch(code) else ""


def _answered(error: SlackApiError, *, method: str, channel: str) -> DoorknockError:
    code, status = error_code(error), _status(error)
    place = f"{method} in {channel}" if channel else method
    if status == 429 or code in _RATE_LIMITED:
        return TemporaryFailure(
            f"{place}: Slack asks for a pause", retry_after=_retry_after(error), scope=_limit_scope(method, channel)
        )
    if status >= 500 or code in _AMBIGUOUS or not code:
        return UnknownOutcome(
            f"{place}: Slack had trouble ({code or f'HTTP {status}'}) and may have done it all the same"
        )
    if code in _INSTALLATION:
        return TemporaryFailure(
            f"{place}: {_INSTALLATION[code]} ({code})", retry_after=PAUSE_UNTIL_REPAIRED, scope=EVERYTHING
        )
    if code in _PASSING:
        return TemporaryFailure(f"{place}: Slack is busy ({code})")
    remedy = _REMEDIES.get(code, "see api.slack.com/methods for what it means")
    return PermanentFailure(f"{place}: {remedy} ({code})")


def _limit_scope(method: str, channel: str) -> str:
    """Posting is limited by channel, everything else by method."""
    return channel if method == "chat.postMessage" and channel else f"method:{method}"


def _retry_after(error: SlackApiError) -> float:
    headers = getattr(error.response, "headers", None) or {}
    try:
        asked = float(headers.get("Retry-After") or headers.get("retry-after") or DEFAULT_RETRY_AFTER)
    except ValueError:
        return DEFAULT_RETRY_AFTER
    # In this order nan, which is neither less nor more, becomes the longest.
    return max(1.0, min(LONGEST_RETRY_AFTER, asked))


def _status(error: SlackApiError) -> int:
    response: Any = error.response
    found = response.get("status") if isinstance(response, dict) else getattr(response, "status_code", 0)
    return int(found or 0)


def _body(error: BaseException) -> dict[str, Any]:
    response: Any = getattr(error, "response", None)
    data = response if isinstance(response, dict) else getattr(response, "data", None)
    return data if isinstance(data, dict) else {}
