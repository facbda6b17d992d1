"""The one base of everything Doorknock raises on purpose.

Guarantee: whoever catches `DoorknockError` can show its text to a person; it says what, where and what to do next.
"""


class DoorknockError(Exception):
    """Something a person can act on: the message says what is wrong, where, and what to do next."""


class TemporaryFailure(DoorknockError):
    """A definite refusal that may pass: nothing was done, trying again later is safe.

    `retry_after` is the pause the other side asked for in seconds, None where it named none.
    """

    def __init__(self, message: str, *, retry_after: float | None = None, scope: str = "") -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.scope = scope


class PermanentFailure(DoorknockError):
    """A definite refusal that will not pass by itself: nothing was done, a person must change something."""


class UnknownOutcome(DoorknockError):
    """No answer came back: the other side may or may not have done it, so look before trying again."""


class UnreadableNotice(DoorknockError):
    """A row of the outbox that this version cannot read; most likely a newer one wrote it, and can."""

    def __init__(self, row: int, *, fence: int, why: str) -> None:
        super().__init__(f"the notice {row} cannot be read here ({why}); it waits for a version that can")
        self.row = row
        self.fence = fence


class SettingsError(DoorknockError):
    """A setting is missing or wrong; the message names it and where to get it."""
