"""Shows people their Home: when they open it, when they leaf, and again when they have done something.

Guarantee: nothing here is waited for; a Home that nobody can be looking at any more is left as it is.
"""

from collections.abc import Callable

from bot.ports import Visitor
from bot.slack.asides import Asides
from bot.slack.desk import Services
from bot.slack.home.pages import Pages
from bot.slack.home.view import home
from bot.slack.messages.blocks import Block


class Homes:
    """Publishes Homes, aside from the main road."""

    def __init__(self, services: Services, asides: Asides) -> None:
        self._services = services
        self._asides = asides

    def open(self, user: str) -> None:
        """Somebody has opened their Home."""
        self._show(user, lambda: self._services.visits.comes(user))

    def leaf(self, user: str, pages: Pages) -> None:
        """Somebody has leafed in one list; the others stay where they are."""

        def leafed() -> Visitor:
            known = self._services.visits.who_stays(user)
            now = Pages.parse(known.pages if known else "")
            for part, page in pages.numbers:
                now = now.turned(part, page)
            return self._services.visits.leafs(user, str(now))

        self._show(user, leafed)

    def tour(self, user: str, step: int) -> None:
        """Somebody goes on in the tour, or leaves it (0)."""
        self._show(user, lambda: self._services.visits.tours(user, step))

    def refresh(self, user: str) -> None:
        """Somebody has done something: if they may be looking at their Home, it shows that."""

        def refreshed() -> None:
            visitor = self._services.visits.who_stays(user)
            if visitor is not None:
                self._asides.publish_home(user, lambda: home(self._services, visitor))

        self._asides.run("home", refreshed)

    def _show(self, user: str, visit: Callable[[], Visitor]) -> None:
        def made() -> Block:
            return home(self._services, visit())

        self._asides.publish_home(user, made)
