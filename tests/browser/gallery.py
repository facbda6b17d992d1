"""Takes a picture of each state of a card, each modal and each Home: `python -m tests.browser.gallery FOLDER`.

To be looked at after a change of what people see, on a desk and on a phone. Needs Chromium, and the packaged model.
A card that does not fit on a phone's screen is refused.
"""

import sys
from contextlib import ExitStack
from pathlib import Path

from bot.demo.stage import Stage
from bot.logs import configure_logging
from bot.workspace.actors import Actor, Shown
from bot.workspace.promises import Posted
from tests.browser.camera import DESK, PHONE, PHONE_SHOWS, Camera, window
from tests.browser.chromium import chromium

TWICE = (
    "Charged twice for one night at the Grand Halden, and the chat tells me it can take ten working days to get my "
    "own money back. Who do I have to talk to? #travel #hotels"
)
STORM = "No hot water at the Wrenbox on the Strand since this morning, and nobody says when it will be back"
ON_THE_CARD = (
    "Hand off",
    "Bring in",
    "Escalate",
    "Snooze",
    "Resolve",
    "Change urgency",
    "Dismiss",
    "Why me?",
)
BEHIND_MORE = ("Note", "Merge")
NOTED = {"learned": "They print every card", "follow_up": "Do you still print the cards?", "wishes": "Fewer of them"}
LISTS = ("/issues", "/issue 1001", "/claim", "/claim 9999")


class Gallery:
    """One walk through everything, with a camera for each window."""

    def __init__(self, stage: Stage, cameras: tuple[Camera, ...]) -> None:
        self._stage = stage
        self._cameras = cameras
        self.too_tall: list[str] = []

    def walk(self) -> None:
        """All of it."""
        self._stage.receive(TWICE, author="Ada Example", followers=1250, brand="halden-grand")
        lead, beside = (self._stage.card(TWICE[:30], department=key) for key in ("billing", "guest-relations"))
        self._modals(lead)
        self._in_one_department(lead)
        self._in_two(lead, beside)
        self._passed_on(lead)
        self._special_ones()
        self._lists()
        self._doors()
        self._homes()

    def _modals(self, lead: Posted) -> None:
        priya = self._stage.seat("billing")
        for button in ON_THE_CARD:
            self._does(priya, lead, button)
            self._modal(priya, button)
        self._does(priya, lead, "More…")
        self._modal(priya, "More", is_kept=True)
        for button in BEHIND_MORE:
            self._does(priya, priya.view, button)
            self._modal(priya, button)
            if not priya.has_view:
                self._does(priya, lead, "More…")
        priya.closes(priya.view)

    def _modal(self, person: Actor, name: str, *, is_kept: bool = False) -> None:
        for camera in self._cameras:
            camera.opens_modal(person)
            camera.modal(f"modal-{_slug(name)}")
        if not is_kept:
            person.closes(person.view)

    def _lists(self) -> None:
        priya = self._stage.seat("billing")
        for line in LISTS:
            priya.commands(line, "#billing")
            self._stage.settle()
            for camera in self._cameras:
                camera.whisper(priya, self._stage.channel("billing").id, f"whisper-{_slug(line)}")

    def _doors(self) -> None:
        ines = self._stage.strategist
        ines.commands("/doors talk billing", "#social-desk")
        for camera in self._cameras:
            camera.opens_modal(ines)
            camera.modal("modal-conversation")
        ines.submits(ines.view, NOTED)
        self._stage.settle()
        ines.closes(ines.view)
        for line in ("/doors", "/doors billing"):
            ines.commands(line, "#social-desk")
            self._stage.settle()
            for camera in self._cameras:
                camera.whisper(ines, self._stage.channel("social-desk").id, f"whisper-{_slug(line)}")

    def _in_one_department(self, lead: Posted) -> None:
        priya = self._stage.seat("billing")
        self._card(priya, lead, "01-waiting")
        self._stage.forward(hours=5)
        self._card(priya, lead, "02-knocked")
        for camera in self._cameras:
            camera.thread(priya, lead, "thread-of-knocks")
        self._does(priya, lead, "Claim")
        self._card(priya, lead, "03-claimed")
        self._does(priya, lead, "Snooze", {"how_long": "4h"})
        self._card(priya, lead, "04-quiet")

    def _in_two(self, lead: Posted, beside: Posted) -> None:
        priya, maya, jun = (self._stage.seat(key) for key in ("billing", "guest-relations", "digital"))
        self._card(maya, beside, "05-beside")
        maya.says("#guest-relations", "I have called her, she is fine for now", thread=beside)
        self._stage.settle()
        self._card(maya, beside, "06-answered")
        self._does(maya, beside, "Resolve", {"outcome": "Called her and apologised"})
        self._card(maya, beside, "07-part-done")
        question = "Does the booking app send the payment twice when somebody taps twice?"
        self._does(priya, lead, "Bring in", {"department": "digital", "question": question})
        self._card(jun, self._stage.card(question[:30], department="digital"), "08-asked")

    def _passed_on(self, lead: Posted) -> None:
        priya, claire = self._stage.seat("billing"), self._stage.seat("communications")
        self._does(priya, lead, "Hand off", {"department": "communications", "why": "A journalist asks about it"})
        self._card(priya, lead, "09-handed-off")
        received = self._stage.card(TWICE[:30], department="communications")
        self._does(claire, received, "Escalate", {"why": "A lawyer called"})
        self._card(claire, received, "10-help-asked")
        reply = "https://x.example/haldengrand/posts/88"
        self._does(claire, received, "Resolve", {"outcome": "Refunded, with a night on us", "public_reply": reply})
        self._card(claire, received, "11-resolved")
        self._card(priya, lead, "12-handed-off-and-over")
        self._does(claire, received, "Reopen", {"why": "The refund bounced"})
        self._card(claire, received, "13-reopened")
        self._does(claire, received, "Dismiss", {"reason": "spam"})
        self._card(claire, received, "14-dismissed")

    def _special_ones(self) -> None:
        stage = self._stage
        stage.receive("There is smoke in the corridor of the Tamarelle!", author="Cem Aksoy", followers=40)
        self._card(stage.seat("safety"), stage.card("smoke in", department="safety"), "15-emergency")
        for number in range(12):
            stage.receive(STORM, author=f"Guest {number}", followers=310 + number * 41)
        operations = stage.seat("property-operations")
        self._card(operations, stage.card(STORM[:30], department="property-operations"), "16-storm")
        stage.receive("My refund, please. " + "I waited and waited. " * 60, author="A" * 70, followers=3)
        self._card(stage.seat("billing"), stage.card("I waited", department="billing"), "17-long")
        stage.receive("المطعم في الفندق ممتاز لكن الفاتورة خاطئة refund", author="ليلى", followers=5)
        self._card(stage.seat("billing"), stage.channel("billing").messages[-1], "18-from-right-to-left")
        stage.receive("Hm. Not sure what to make of the Halden.", author="Dot Bell")
        self._card(stage.strategist, stage.channel("triage").messages[-1], "19-triage")

    def _homes(self) -> None:
        priya, ines = self._stage.seat("billing"), self._stage.strategist
        for step in range(1, 5):
            self._home(priya, f"{step}-tour", f"Step {step} of")
            priya.clicks(priya.awaits_home(f"Step {step} of"), "Next ›" if step < 4 else "Got it, thanks")
        self._home(priya, "5-seat", "The week of")
        ines.opens_home()
        ines.clicks(ines.awaits_home(), "Skip the tour")
        self._home(ines, "6-strategist", "All doors")

    def _card(self, person: Actor, posted: Posted, name: str) -> None:
        heights = [camera.message(person, posted, f"card-{name}") for camera in self._cameras]
        if max(heights) > PHONE_SHOWS:
            self.too_tall.append(f"{name} ({max(heights):.0f})")

    def _home(self, person: Actor, name: str, shows: str) -> None:
        for camera in self._cameras:
            camera.home(person, f"home-{name}", shows=shows)

    def _does(self, person: Actor, on: Posted | Shown, button: str, answers: dict[str, object] | None = None) -> None:
        person.clicks(on, button)
        if answers is not None:
            person.submits(person.awaits_view(), answers)
        self._stage.settle()


def _slug(label: str) -> str:
    return label.lower().replace(" ", "-").strip("?/…")


def main(folder: Path) -> None:
    """Take them all."""
    configure_logging(level="WARNING")
    folder.mkdir(parents=True, exist_ok=True)
    with Stage() as stage, chromium() as browser, ExitStack() as exits:
        desk = Camera(stage, exits.enter_context(window(browser, DESK)), folder, suffix="-on-a-desk")
        phone = Camera(stage, exits.enter_context(window(browser, PHONE)), folder, suffix="-on-a-phone")
        gallery = Gallery(stage, (desk, phone))
        gallery.walk()
    if gallery.too_tall:
        raise SystemExit(f"taller than a phone's screen of {PHONE_SHOWS}: {', '.join(gallery.too_tall)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
