"""Takes the samples that docs/ shows beside the tour: `python -m tests.browser.samples`.

Needs Chromium, and the packaged model. Some weeks of a small part of the example company are played; each picture is of
one message as its reader sees it.
"""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.mention import Author, Mention
from bot.demo.stage import Stage
from bot.logs import configure_logging
from bot.workspace.actors import Actor, Shown
from bot.workspace.promises import Posted
from tests.browser.camera import DESK, Camera, window
from tests.browser.chromium import chromium

IMAGES = Path(__file__).parents[2] / "docs" / "images"
MOST_BYTES = 150_000
BEGINS = datetime(2026, 12, 7, 9, tzinfo=UTC)
"""A Monday of a week whose Thursday has a committee, with the days of interviews behind it."""
RISES = BEGINS + timedelta(days=14, minutes=10)
QUEUE = "Queue for breakfast at Tamarelle Lanzarote this morning: one hour ten, out of the door and past the pool"
FAINTED = f"{QUEUE}. And my mother fainted in it"
STUCK = (
    ("Morag Baird", 5_200, "The lift at Wrenbox Glasgow is stuck again, with my grandmother on the fourth floor"),
    ("Callum Reid", 140, "Third day that the lift of the Wrenbox Glasgow is stuck. Six floors, two suitcases"),
    ("Isla Grant", 980, "Is anybody mending the lift? Wrenbox Glasgow, stuck since breakfast"),
    ("Euan Boyd", 61_000, "Spent forty minutes in a stuck lift at the Wrenbox in Glasgow. Nobody answered the bell"),
    ("Ailsa Kerr", 75, "Wrenbox Glasgow: nice room, but the lift is stuck and my knee is not nice about it"),
    ("Rory Innes", 310, "Carried the pram up to floor five, since the lift is stuck. Wrenbox Glasgow, do better"),
    ("Fiona Muir", 420, "A stuck lift and no sign on the door, at Wrenbox Glasgow. We all pressed the button"),
    ("Hamish Orr", 2_300, "Wrenbox Glasgow has turned into a gym: the lift is stuck, everybody takes the stairs"),
    ("Skye Laird", 88, "Not one lift working at Wrenbox Glasgow, both are stuck, and it is a Wednesday"),
    ("Ewan Croft", 190, "If you have a wheelchair, do not come to Wrenbox Glasgow today: the lift is stuck"),
    ("Una Blair", 1_150, "The engineer looks at the lift of Wrenbox Glasgow and shakes his head. Still stuck"),
    ("Dougal Weir", 33, "Room service at Wrenbox Glasgow comes on foot. The lift is stuck"),
)
VOICES = ("Ada Moss", "Ben Okoro", "Cleo Hart", "Dov Aran", "Elif Kaya", "Finn Lowe", "Gwen Pryce")
USUAL = (
    "Lovely breakfast at the Wrenbox Glasgow",
    "Is there parking at the Wrenbox?",
    "The pillows are too soft at Wrenbox Glasgow",
    "Nobody has a nicer lobby than the Wrenbox",
)
WEEKS = 6
TAUGHT = {
    "The app sent my invoice to somebody else's address": ("legal-and-privacy", "billing"),
    "I never got my points for the three nights in Rotterdam": ("loyalty", "billing"),
    "The job advert for night porters links to an empty page": ("people", "digital"),
}
"""What somebody says, and where it belongs: at the first of these doors where it is not yet."""
TO_AND_FRO = "My invoice of the Tamarelle names the wrong company, and nobody feels responsible for it"


class Samples:
    """Goes through the weeks with a camera."""

    def __init__(self, stage: Stage, camera: Camera) -> None:
        self._stage = stage
        self._camera = camera
        self._ines = stage.strategist

    def walk(self) -> None:
        """All of it."""
        self._was_heard_of_before()
        self._is_a_storm()
        self._is_learnt_from()
        self._is_asked_about()
        self._has_a_reason_elsewhere()
        self._is_on_the_agenda()
        self._is_explained()
        self._is_answered_every_week()
        self._is_interviewed()
        self._rises()

    def _is_a_storm(self) -> None:
        seat = self._stage.seat("food-and-beverage")
        for number, who in enumerate(VOICES):
            self._stage.receive(QUEUE, author=who, followers=3_000 + 410 * number, brand="tamarelle")
        self._stage.receive(FAINTED, author="Hanne Vik", followers=150, brand="tamarelle")
        card = self._stage.card(QUEUE[:30], department="food-and-beverage")
        self._storm = card
        self._camera.thread(seat, card, "storm")
        line = [each for each in card.thread if "One is not the same…" in each.buttons][-1]
        seat.clicks(line, "One is not the same…")
        self._camera.opens_modal(seat)
        names = [option["text"]["text"] for each in seat.view.controls for option in each.options]
        hers = next(each for each in names if each.startswith("Hanne"))
        self._camera.picks("Which one is about something else?", hers)
        self._camera.modal("split")
        self._camera.sends("Split off")
        self._stage.settle()

    def _is_learnt_from(self) -> None:
        for text, doors in TAUGHT.items():
            self._stage.receive(text, author="Sam Okoro")
            card = self._stage.card(text[:20])
            to = next(each for each in doors if self._stage.channel(each).id != card.channel_id)
            answers = {"department": to, "why": "It is theirs", "not_ours": ["not_ours"]}
            self._does(self._who(card), card, "Hand off", answers)
            card = self._stage.card(text[:20], department=to)
            # It is over at once: else somebody would be knocked for through all these weeks.
            self._does(self._stage.seat(to), card, "Resolve", {"outcome": "Done, with our apologies"})
        self._stage.doorknock.learning.tick()
        self._whispers("/doorknock lessons", "lessons")

    def _is_asked_about(self) -> None:
        seat = self._stage.seat("food-and-beverage")
        seat.commands("/mentions about breakfast queue last 7 days", "#food-and-beverage")
        answer = seat.awaits_ephemeral("breakfast queue", within=30)
        seat.clicks(answer, "Post this every week")
        self._stage.settle()

    def _has_a_reason_elsewhere(self) -> None:
        seat = self._stage.seat("food-and-beverage")
        resolution = {"outcome": "A third toaster, and a host at the door", "cause": "Late rota"}
        self._does(seat, self._storm, "Resolve", resolution)
        self._why(seat, {"text": "Two people are missing in the kitchen", "department": "people"})
        self._camera.message(self._stage.seat("people"), self._question(), "why-asked")

    def _is_on_the_agenda(self) -> None:
        self._stage.receive(TO_AND_FRO, author="Ida Rolf")
        for to, why in (("reservations", "It hangs on the booking"), ("billing", "The invoice is the point")):
            card = self._stage.card(TO_AND_FRO[:20])
            self._does(self._who(card), card, "Hand off", {"department": to, "why": why})
        self._stage.forward_to(BEGINS.replace(day=9, hour=15, minute=5))
        table = self._stage.channel("#social-table")
        self._camera.message(self._ines, table.messages[-1], "agenda")
        self._ines.commands("/committee", "#social-table")
        self._camera.whisper(self._ines, table.id, "committee")

    def _is_explained(self) -> None:
        people = self._stage.seat("people")
        self._does(people, self._question(), "Answer", {"text": "Nobody applies for split shifts at that pay"})
        self._camera.message(people, self._question(), "why-answered")
        self._camera.thread(self._stage.seat("food-and-beverage"), self._storm, "why-chain")
        self._whispers("/whys", "whys")

    def _why(self, person: Actor, answers: dict[str, object]) -> None:
        [line] = [each for each in self._storm.thread if "And why that?" in each.buttons]
        self._does(person, line, "And why that?", answers)

    def _question(self) -> Posted:
        """What was asked at the door of People."""
        [question] = [each for each in self._stage.channel("people").messages if "would like to know" in each.plain]
        return question

    def _is_answered_every_week(self) -> None:
        self._stage.forward_to(datetime(2026, 12, 14, 9, 10, tzinfo=UTC))
        room = self._stage.channel("food-and-beverage")
        [post] = [each for each in room.messages if "every week" in each.plain]
        self._camera.message(self._stage.seat("food-and-beverage"), post, "weekly-answer")

    def _is_interviewed(self) -> None:
        priya = self._stage.seat("billing")
        self._stage.doorknock.interviews.tick()
        self._stage.settle()
        [asked] = [each for each in priya.direct_messages if "three short questions" in each.plain]
        self._camera.message(priya, asked, "interview")
        said = {
            "example:billing": "You charged my card twice and the hotel says to ring the bank",
            "keywords:billing": "folio, pre-authorisation, city tax",
            "wish:billing": "A copy of the booking in the card would save us the first question",
        }
        self._does(priya, asked, "Answer", said)
        self._stage.forward_to(RISES)
        self._stage.doorknock.interviews.tick()
        self._stage.settle()
        [told] = [each for each in self._stage.channel("#social-desk").messages if "What the seats said" in each.plain]
        self._camera.message(self._ines, told, "interview-report")

    def _rises(self) -> None:
        self._take_in(
            [
                Mention(
                    source="reviews",
                    external_id=who,
                    text=text,
                    received_at=self._stage.clock.now(),
                    platform="x",
                    brand="wrenbox",
                    author=Author(name=who, followers=followers),
                )
                for who, followers, text in STUCK
            ]
        )
        self._stage.doorknock.rises.tick()
        self._stage.settle()
        desk = self._stage.channel("#social-desk")
        [told] = [each for each in desk.messages if "usual" in each.plain][-1:]
        self._camera.message(self._ines, told, "rise")

    def _was_heard_of_before(self) -> None:
        """Mentions in the same hours of the weeks and the day before, so that it is known what is usual."""
        minutes = [timedelta(minutes=15 * each) for each in range(18)]
        before = [RISES - timedelta(weeks=back, hours=2) for back in range(1, WEEKS)] + [RISES - timedelta(days=1)]
        said = [
            Mention(
                source="past",
                external_id=str(number),
                text=USUAL[number % len(USUAL)],
                received_at=at + each,
                brand="wrenbox",
                author=Author(name=f"Guest {number}"),
            )
            for number, (at, each) in enumerate((at, each) for at in before for each in minutes)
        ]
        with self._stage.doorknock.open_unit() as unit:
            for number in filter(None, unit.mentions.add(said)):
                unit.mentions.set_aside(number)
            unit.commit()

    def _take_in(self, mentions: list[Mention]) -> None:
        """By a source that says which brand it is about."""
        self._stage.doorknock.intake.receive(mentions)
        self._stage.settle()

    def _who(self, card: Posted) -> Actor:
        """Who sits where the card stands."""
        doors = self._stage.rulebook.departments
        return next(self._stage.seat(each.key) for each in doors if self._stage.channel(each.key).id == card.channel_id)

    def _whispers(self, line: str, name: str) -> None:
        self._ines.commands(line, "#social-desk")
        self._stage.settle()
        self._camera.whisper(self._ines, self._stage.channel("#social-desk").id, name)

    def _does(self, person: Actor, on: Posted | Shown, button: str, answers: dict[str, object]) -> None:
        person.clicks(on, button)
        person.submits(person.awaits_view(), answers)
        self._stage.settle()


def main() -> None:
    """Take them all, and refuse what is too heavy for a page."""
    configure_logging(level="WARNING")
    with Stage(start=BEGINS) as stage, chromium() as browser, ExitStack() as exits:
        camera = Camera(stage, exits.enter_context(window(browser, DESK, scale=1.25)), IMAGES, prefix="sample-")
        Samples(stage, camera).walk()
    heavy = [each.name for each in sorted(IMAGES.glob("sample-*.png")) if each.stat().st_size > MOST_BYTES]
    if heavy:
        raise SystemExit(f"too heavy for a page, keep them under {MOST_BYTES} bytes: {', '.join(heavy)}")


if __name__ == "__main__":
    main()
