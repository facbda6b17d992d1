"""Takes the pictures of docs/tour.md: `python -m tests.browser.tour`. Needs Chromium, and the packaged model.

One issue is played from its mention to its end, with everything that lies on its way.
"""

from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

from bot.demo.stage import Stage
from bot.logs import configure_logging
from bot.workspace.actors import Actor
from bot.workspace.promises import Posted
from tests.browser.camera import DESK, PHONE, Camera, window
from tests.browser.chromium import chromium

IMAGES = Path(__file__).parents[2] / "docs" / "images"
MOST_BYTES = 150_000
SAID = (
    "The payment page of the Halden Grand froze, I pressed again, and now my card is debited for two weekends. "
    "Who can help?"
)
BEFORE = "Halden Grand payment page hung, and I was debited for it two times"
QUESTION = "Does the payment page send twice when somebody presses twice? The bank shows 09:58:12 and 09:58:14."
ANSWER = "Yes, for about an hour on Tuesday. It is mended, and I have the list of everybody it happened to."
STORM = "No hot water at the Wrenbox on the Strand since this morning"


class Tour:
    """One walk from picture to picture; each step goes on from the one before."""

    def __init__(self, stage: Stage, desk: Camera, phone: Camera) -> None:
        self._stage = stage
        self._desk = desk
        self._phone = phone
        self._priya = stage.seat("billing")
        self._jun = stage.seat("digital")

    def walk(self) -> None:
        """All of it."""
        self._happens_for_the_first_time()
        self._comes_to_the_wrong_door()
        card = self._is_knocked_for()
        self._is_claimed(card)
        self._is_asked_about(card)
        self._is_resolved(card)
        self._is_looked_back_on()

    def _happens_for_the_first_time(self) -> None:
        self._stage.receive(BEFORE, author="Bo Lind", followers=90, brand="halden-grand")
        card = self._stage.card(BEFORE)
        if card.channel_id != self._stage.channel("billing").id:
            self._does(self._jun, card, "Hand off", {"department": "billing", "why": "It is about the money"})
            card = self._stage.card(BEFORE, department="billing")
        self._stage.forward(minutes=25)
        self._does(self._priya, card, "Claim")
        self._does(self._priya, card, "Resolve", {"outcome": "The second payment was sent back"})

    def _comes_to_the_wrong_door(self) -> None:
        self._stage.receive(SAID, author="Nora Feld", followers=2140, brand="halden-grand")
        card = self._stage.card(SAID[:30], department="digital")
        self._desk.message(self._jun, card, "01-card")
        self._does(self._jun, card, "Why me?")
        self._desk.opens_modal(self._jun)
        self._desk.modal("02-why-me")
        self._jun.clicks(self._jun.view, "Hand off to Billing")
        self._stage.settle()
        self._jun.closes(self._jun.view)
        self._desk.message(self._jun, card, "03-handed-off")

    def _is_knocked_for(self) -> Posted:
        card = self._stage.card(SAID[:30], department="billing")
        self._desk.home(self._priya, "04-first-visit", shows="Step 1 of 4")
        self._priya.clicks(self._priya.awaits_home(), "Skip the tour")
        self._stage.forward(hours=4, minutes=20)
        [knock] = self._priya.direct_messages
        self._desk.message(self._priya, knock, "05-knock")
        return card

    def _is_claimed(self, card: Posted) -> None:
        self._priya.reacts(card, "eyes")
        self._stage.settle()
        self._phone.message(self._priya, card, "06-claimed")

    def _is_asked_about(self, card: Posted) -> None:
        self._does(self._priya, card, "Bring in")
        self._desk.opens_modal(self._priya)
        self._desk.picks("Whose help do you need?", "Digital")
        self._desk.writes("What would you like to ask them?", QUESTION)
        self._desk.modal("07-bring-in")
        self._desk.sends("Ask them")
        self._stage.settle()
        asked = self._stage.card(QUESTION[:30], department="digital")
        self._does(self._priya, card, "Snooze", {"how_long": "next"})
        self._stage.forward_to(self._tomorrow(hour=2))
        self._desk.message(self._jun, asked, "08-asked")
        self._does(self._jun, asked, "Resolve", {"outcome": ANSWER})

    def _is_resolved(self, card: Posted) -> None:
        self._stage.forward(hours=7)
        self._desk.thread(self._priya, card, "09-answer")
        self._does(self._priya, card, "Resolve")
        self._desk.opens_modal(self._priya)
        self._desk.writes("How did it end?", "The second payment is on its way back, with our apologies")
        self._desk.writes("Link to our public reply", "https://x.example/haldengrand/posts/88")
        self._desk.writes("Why did this happen?", "The payment page sent twice when somebody pressed twice")
        self._desk.picks("Who else was needed?", "Digital")
        self._desk.modal("10-resolve")
        self._desk.sends("Resolve")
        self._stage.settle()
        self._desk.message(self._priya, card, "11-resolved")

    def _is_looked_back_on(self) -> None:
        stage, ines = self._stage, self._stage.strategist
        stage.receive("I was charged for a minibar that my room does not have", author="Sam Okoro", brand="wrenbox")
        for number in range(9):
            stage.receive(STORM, author=f"Ada {number}", followers=310 + number * 41, brand="wrenbox")
        stage.receive("There is smoke in the corridor!", author="Cem Aksoy", brand="tamarelle")
        stage.receive("Hm. Not sure what to make of the Halden.", author="Dot")
        stage.forward(minutes=16)
        self._desk.home(self._priya, "12-home", shows="The week of Billing")
        ines.opens_home()
        ines.clicks(ines.awaits_home(), "Skip the tour")
        self._desk.home(ines, "13-strategist", shows="All doors")

    def _tomorrow(self, *, hour: int) -> datetime:
        return (self._stage.clock.now() + timedelta(days=1)).replace(hour=hour, minute=0)

    def _does(self, person: Actor, on: Posted, button: str, answers: dict[str, object] | None = None) -> None:
        person.clicks(on, button)
        if answers is not None:
            person.submits(person.awaits_view(), answers)
        self._stage.settle()


def main() -> None:
    """Take them all, and refuse what is too heavy for a page."""
    configure_logging(level="WARNING")
    with Stage() as stage, chromium() as browser, ExitStack() as exits:
        desk = Camera(stage, exits.enter_context(window(browser, DESK, scale=1.25)), IMAGES, prefix="tour-")
        phone = Camera(stage, exits.enter_context(window(browser, PHONE, scale=1.25)), IMAGES, prefix="tour-")
        Tour(stage, desk, phone).walk()
    heavy = [each.name for each in IMAGES.glob("tour-*.png") if each.stat().st_size > MOST_BYTES]
    if heavy:
        raise SystemExit(f"too heavy for a page, keep them under {MOST_BYTES} bytes: {', '.join(sorted(heavy))}")


if __name__ == "__main__":
    main()
