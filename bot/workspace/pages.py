"""The page's routes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

if TYPE_CHECKING:
    from bot.workspace.workspace import Workspace


def page_routes(workspace: "Workspace") -> Sequence[BaseRoute]:
    """The routes of the page."""
    return []
