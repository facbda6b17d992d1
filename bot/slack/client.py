"""The one way to call Slack's Web API, and the only place that makes its clients.

Guarantees: a call is made once, never repeated by the SDK (that posts twice); it ends within TIMEOUT_S; whatever goes
wrong comes out as one of the failures of `bot.errors`.
"""

from collections.abc import Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.errors import DoorknockError, PermanentFailure, TemporaryFailure, UnknownOutcome
from bot.slack.failures import EVERYTHING, TRANSPORT_ERRORS, failure_of

TIMEOUT_S = 10
SLACK_API_URL = "https://slack.com/api/"

Answer = dict[str, Any]
"""The body of Slack's answer, as the SDK parsed it."""


def web_client(token: str | None, *, base_url: str = SLACK_API_URL, timeout: int = TIMEOUT_S) -> WebClient:
    """A client that sends each call exactly once."""
    return WebClient(token=token, base_url=base_url, timeout=timeout, retry_handlers=[])


class SlackApi:
    """Web API calls that answer with a body or raise one of our failures. Safe to share between threads."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def write(self, method: str, *, channel: str = "", **arguments: Any) -> Answer:
        """Call a method that changes something; UnknownOutcome where it may have done so without an answer."""
        named = {"channel": channel} if channel else {}
        try:
            response = self._client.api_call(method, json={**named, **arguments})
        except TRANSPORT_ERRORS as error:
            raise failure_of(error, method=method, channel=channel) from error
        return _body(response)

    def upload(self, channel: str, *, name: str, title: str, content: bytes) -> None:
        """Put a file into a channel (by id), in the three steps that Slack asks for."""
        try:
            self._client.files_upload_v2(
                channel=channel, filename=name, title=title, content=content, request_file_info=False
            )
        except TRANSPORT_ERRORS as error:
            raise failure_of(error, method="files.completeUploadExternal", channel=channel) from error

    def read(self, method: str, **arguments: Any) -> Answer:
        """Call a method that only looks; without an answer it is to be tried again: TemporaryFailure."""
        return self.look(method, **arguments)[0]

    def look(self, method: str, **arguments: Any) -> tuple[Answer, Mapping[str, str]]:
        """The same with the headers of the answer, by their names in lower case."""
        try:
            response = self._client.api_call(method, http_verb="GET", params=arguments)
        except TRANSPORT_ERRORS as error:
            raise _of_reading(failure_of(error, method=method, channel=str(arguments.get("channel", "")))) from error
        return _body(response), {str(name).lower(): str(value) for name, value in response.headers.items()}


def _body(response: SlackResponse) -> Answer:
    return dict(response.data) if isinstance(response.data, dict) else {}


def _of_reading(failure: DoorknockError) -> DoorknockError:
    if isinstance(failure, UnknownOutcome):
        return TemporaryFailure(str(failure))
    if isinstance(failure, TemporaryFailure) and failure.scope == EVERYTHING:
        # What may not be looked up is no reason to stop posting: whoever asked goes on without it.
        return PermanentFailure(str(failure))
    return failure
