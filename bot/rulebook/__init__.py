"""The rulebook a strategist writes: `routing_rules/*.yaml` in, a frozen `Rulebook` or every problem at once out."""

from bot.rulebook.keeper import Reread, RulebookKeeper
from bot.rulebook.loader import check_rulebook, load_rulebook
from bot.rulebook.problems import Place, Problem, RulebookError, Severity

__all__ = [
    "Place",
    "Problem",
    "Reread",
    "RulebookError",
    "RulebookKeeper",
    "Severity",
    "check_rulebook",
    "load_rulebook",
]
