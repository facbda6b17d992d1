"""A company that has nothing to do with hotels, for tests of the classifier: a bakery chain with four departments."""

from datetime import UTC, datetime

from bot.core.department import TRIAGE, Department, Example, Strategist
from bot.core.mention import Mention
from bot.core.rulebook import Rulebook
from bot.core.working_hours import ROUND_THE_CLOCK

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

DESCRIPTIONS = {
    "shops": "our shops: staff, queues, opening hours, cleanliness",
    "recipes": "bread and cakes: taste, freshness, ingredients, allergens",
    "orders": "online orders: delivery, payment, refunds, the app",
    "jobs": "jobs and apprenticeships: applications, interviews, working conditions",
}
EXAMPLES = {
    "shops": (
        "The lady at the till in Queen Street was so rude to my mother",
        "Half an hour in the queue and only one person serving",
        "What time does the shop by the station open on Sunday?",
        "Your branch in Leeds was filthy this morning, crumbs and wasps everywhere",
    ),
    "recipes": (
        "Best sourdough in town, that crust!",
        "The cinnamon rolls taste of cardboard since you changed the recipe",
        "Are there nuts in the carrot cake?",
        "Found the bread mouldy on the day I bought it",
    ),
    "orders": (
        "My order never arrived and nobody refunds me",
        "The app charged my card twice for one cake",
        "Delivery was two hours late, party was over",
        "How do I change the address of an online order?",
    ),
    "jobs": (
        "Are you hiring bakers in Bristol?",
        "I applied for the apprenticeship three weeks ago and heard nothing",
        "Night shift for that wage? No thank you",
        "Great interview with your team today, fingers crossed",
    ),
}
DISMISSED = {
    "spam": ("Win a free phone now, click the link in my bio", "Crypto giveaway, double your money today"),
    "unrelated": ("The football last night, what a goal", "Our cat is called Baker and he is asleep again"),
}


def department(key: str, description: str) -> Department:
    """A department that is always open."""
    return Department(
        key=key,
        name=key.title(),
        description=description,
        channel=f"#{key}",
        hours=ROUND_THE_CLOCK,
        answer_within={},
        policies={},
    )


def rulebook(*, has_examples: bool = True, version: str = "bakery-1", minimum_confidence: float = 0.35) -> Rulebook:
    """The bakery's rulebook: no rules, so that the classifier alone decides."""
    taught = [Example(text=text, department=key) for key, texts in EXAMPLES.items() for text in texts]
    dismissed = [
        Example(text=text, department=None, relevance=relevance)  # type: ignore[arg-type]
        for relevance, texts in DISMISSED.items()
        for text in texts
    ]
    doors = [department(key, description) for key, description in DESCRIPTIONS.items()]
    return Rulebook(
        version=version,
        company="Crumb & Daughters",
        brands=(),
        strategist=Strategist(person="U1", channel="#social", zone="UTC", summary_channel="#social"),
        departments=(*doors, department(TRIAGE, "what nobody could file")),
        policies={},
        rules=(),
        examples=(*taught, *dismissed) if has_examples else (),
        minimum_confidence=minimum_confidence,
    )


def mention(text: str, *, rating: float | None = None) -> Mention:
    """A mention that says `text`."""
    return Mention(source="file:test", external_id="1", text=text, received_at=NOON, rating=rating)


CLEAR_ORDER = "I paid online and my order never arrived, please refund me"
