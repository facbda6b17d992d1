"""The tour in a Home: one step at a time on top of the page, which stays there to be used.

Guarantee: a step is a few lines; whoever skips it is never asked again, and can begin it again at any time.
"""

from bot.services.visits import STEPS
from bot.slack.actions import LABELS, Act
from bot.slack.desk import Services
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.texts import home
from bot.slack.texts import tour as tour_texts

BACK, NEXT, LEAVE, AGAIN = "tour_back", "tour_next", "tour_leave", "tour_again"
"""Buttons; the value is the step they lead to, 0 where they lead out."""
ACTIONS = (BACK, NEXT, LEAVE, AGAIN)


def tour(services: Services, step: int) -> list[Block]:
    """The step of the tour, counted from 1."""
    step = min(max(step, 1), STEPS)
    words = tour_texts.STEPS[step].format(claim=_ways(services, Act.CLAIM), resolve=_ways(services, Act.RESOLVE))
    count = tour_texts.COUNT.format(step=step, steps=STEPS)
    return [
        kit.header(tour_texts.TITLES[step]),
        kit.section(words),
        kit.context(kit.plain(count)),
        _buttons(step),
        kit.divider(),
    ]


def again() -> Block:
    """The way back to the tour."""
    return kit.actions(kit.button(home.TOUR_AGAIN, action=AGAIN, value="1"))


def _buttons(step: int) -> Block:
    is_last = step == STEPS
    on = kit.button(
        tour_texts.DONE if is_last else tour_texts.NEXT,
        action=NEXT,
        value="0" if is_last else str(step + 1),
        style="primary",
    )
    back = [kit.button(tour_texts.BACK, action=BACK, value=str(step - 1))] if step > 1 else []
    leave = [] if is_last else [kit.button(tour_texts.SKIP, action=LEAVE, value="0")]
    return kit.actions(on, *back, *leave)


def _ways(services: Services, act: Act) -> str:
    """The emoji that does it on a card, where there is one, and the button."""
    emoji = next((emoji for emoji, meant in services.rules.current.reactions.items() if meant.value == act.value), "")
    words = tour_texts.EMOJI_OR_BUTTON if emoji else tour_texts.BUTTON
    return words.format(emoji=emoji, button=LABELS[act])
