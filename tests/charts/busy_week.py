"""A week that is worth each of its pictures."""

from bot.core.commands import Claim, Dismiss, HandOff
from tests.services.house import House

SAID = {
    "billing": ("charged twice", "where is my refund", "wrong invoice again", "deposit never came back"),
    "food": ("cold soup", "stale bread at breakfast", "bitter coffee"),
    "digital": ("the app is down", "website shows nothing", "login fails since Tuesday"),
}


def live_a_week(house: House, *, reason: str = "spam") -> None:
    """Ten mentions on a Monday: Billing claims its four, Food passes on its three, one of Digital's is dismissed."""
    texts = [(department, f"{department}: {text}") for department, said in SAID.items() for text in said]
    house.receive(*(text for _, text in texts))
    house.settle()
    house.forward(hours=1)
    for number, (department, _) in enumerate(texts, start=1001):
        if department == "billing":
            house.apply(number, Claim(by="U1", assignment=1))
        if department == "food":
            house.apply(number, HandOff(by="U2", assignment=1, to="safety", is_not_ours=True))
    house.apply(1010, Dismiss(by="U3", why=reason))
    house.forward(hours=5)
