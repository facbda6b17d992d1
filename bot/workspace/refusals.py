"""How this Slack says no.

A `Refusal` is an answer, not a crash: the Web API sends it as `{"ok": false, "error": …}` as Slack does.
`WorkspaceError` is for whoever drives the workspace from Python; `ExpectationFailed` is what a test sees.
"""

from bot.errors import DoorknockError
from bot.workspace.model import JsonObject

MISSHAPEN = frozenset(
    {
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "push_limit_reached",
        "view_too_large",
    }
)
"""What Slack says to a message or a view that it cannot show: the bot's own mistake, whatever anybody wrote."""


class Refusal(DoorknockError):
    """A Web API refusal: `error` as Slack names it, `detail` goes to `response_metadata.messages`."""

    def __init__(self, error: str, *, detail: list[str] | None = None, status: int = 200, **fields: str) -> None:
        super().__init__(f"Slack refuses: {error}" + (f" ({'; '.join(detail)})" if detail else ""))
        self.error = error
        self.detail = detail or []
        self.status = status
        self.fields = fields

    def to_json(self) -> JsonObject:
        """The body of the answer."""
        body: JsonObject = {"ok": False, "error": self.error, **self.fields}
        if self.detail:
            body["response_metadata"] = {"messages": [f"[ERROR] {line}" for line in self.detail]}
        if self.error == "invalid_blocks":
            body["errors"] = list(self.detail)
        return body


class WorkspaceError(DoorknockError):
    """Whoever drives the workspace asked for something that is not there."""


class ExpectationFailed(DoorknockError, AssertionError):
    """A channel, a view or a person does not show what was expected."""
