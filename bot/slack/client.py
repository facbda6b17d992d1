"""The one way to call Slack's Web API, and the only place that makes its clients.

Guarantees: a call is made once, never repeated by the SDK (that posts twice); it ends within TIMEOUT_S; whatever goes
wrong comes out as one of the failures of `bot.errors`.
"""

from collections.abc import Mapping
from typing import Any

import httpx2
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
        self.share(self.hand_over(name=name, content=content), channel=channel, title=title)

    def hand_over(self, *, name: str, content: bytes, alt: str = "") -> str:
        """Give Slack a file that nobody sees yet, and return its id: whatever goes wrong, it may be tried again."""
        try:
            answer = self._client.files_getUploadURLExternal(filename=name, length=len(content), alt_txt=alt or None)
            place = _body(answer)
            status = httpx2.post(str(place["upload_url"]), content=content, timeout=TIMEOUT_S).status_code
        except (*TRANSPORT_ERRORS, httpx2.HTTPError) as error:
            failure = failure_of(error, method="files.getUploadURLExternal")
            raise TemporaryFailure(str(failure)) if isinstance(failure, UnknownOutcome) else failure from error
        if status != httpx2.codes.OK:
            # Not a word of the address: whoever has it may write there.
            raise TemporaryFailure(f"the upload of {name}: Slack answered HTTP {status}")
        return str(place["file_id"])

    def share(self, file: str, *, channel: str, title: str, thread_ts: str = "") -> None:
        """Show a file that was handed over in a channel (by id); UnknownOutcome where it may be seen already."""
        try:
            self._client.files_completeUploadExternal(
                files=[{"id": file, "title": title}], channel_id=channel, thread_ts=thread_ts or None
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
