"""Looks a brand up that somebody gave on the command line.

Guarantee: the rulebook is asked where there is one, and missed nowhere: where it cannot be read, no brand is doubted.
"""

from collections.abc import Sequence

from bot.core.department import Brand
from bot.errors import DoorknockError


def known_brands() -> tuple[Brand, ...]:
    """The brands of the rulebook that RULES_DIR names; none where it cannot be read."""
    # Reading YAML takes a moment that most imports need not wait for.
    from bot.rulebook import load_rulebook
    from bot.settings import load_settings

    try:
        return load_rulebook(load_settings().rules_dir).brands
    except DoorknockError:
        return ()


def doubt(key: str, brands: Sequence[Brand]) -> str:
    """What to say of a brand that is not among `brands`, with the one that may be meant; "" where all is well."""
    if not key or not brands or any(key == brand.key for brand in brands):
        return ""
    told = f"The rulebook has no brand «{key}»{_hint(key, brands)}"
    stop = "" if told.endswith("?") else "."
    return f"{told}{stop} Rows that name no brand get it all the same, and rules for a brand will not find them."


def _hint(key: str, brands: Sequence[Brand]) -> str:
    from bot.rulebook.problems import nearest

    called = key.casefold()
    for brand in brands:
        if called in {name.casefold() for name in (brand.key, brand.name, *brand.names)}:
            return f"; did you mean «{brand.key}»?"
    return nearest(key, (brand.key for brand in brands))
