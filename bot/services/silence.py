"""Silence: where Slack does not answer at all, it is asked again now and then, not once for each notice that waits.

Guarantee: what nobody has tried to send keeps its place, so that after an outage the urgent goes first; Slack is heard
again within LONGEST. In this process alone: another machine's way to Slack may be open.
"""

from datetime import timedelta

from bot.clock import Clock

UNANSWERED = 3
"""So many calls in a row without an answer are no accident any more."""
LONGEST = timedelta(seconds=30)


class Silence:
    """What one worker knows of it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._unanswered = 0
        self._until = clock.now()

    @property
    def is_on(self) -> bool:
        """Whether it is too soon to ask again."""
        return self._unanswered >= UNANSWERED and self._clock.now() < self._until

    def is_broken(self) -> None:
        """Slack has answered, whatever it said."""
        self._unanswered = 0

    def goes_on(self) -> None:
        """Another call has had no answer."""
        self._unanswered += 1
        self._until = self._clock.now() + min(timedelta(seconds=2 ** min(self._unanswered, 10)), LONGEST)
