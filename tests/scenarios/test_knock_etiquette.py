"""Knock etiquette, as people live it: one at a time, in person, in their own day, and gone once it is answered."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.knocking import GATHERING
from bot.services.administration import Administration
from bot.workspace.workspace import Workspace
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play, alerts
from tests.store.together import together

DOOR = re.compile(r"#10\d\d")

REFUNDS = (
    "My refund is late",
    "Where does one get a receipt with a tax number on it? Asking about a refund for the office",
    "A gift card that nobody accepts: I want a refund!",
)


def three_doors(bot: Play) -> None:
    for text in REFUNDS:
        bot.receive(text)
    assert len(bot.cards("#billing")) == len(REFUNDS)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


class TestOneMessage:
    @on_both
    def test_waiting_doors_of_one_person_come_in_one_message_and_go_one_by_one(
        self, bot: Play, clock: Play, priya: Colleague
    ) -> None:
        three_doors(bot)
        clock.forward(hours=2, minutes=1)
        knock = priya.the_knock
        assert knock.plain.startswith("Three doors are waiting for you.")
        assert all(f"#{number} for Billing: please have a look by" in knock.plain for number in (1001, 1002, 1003))
        assert all(text in knock.plain for text in REFUNDS)
        assert knock.buttons == ["Claim", "Hand off", "Snooze"] * 3
        priya.clicks(bot.cards("#billing")[1], "Claim")
        assert "#1002" not in priya.the_knock.plain
        assert priya.the_knock.plain.startswith("Two doors are waiting for you.")
        priya.clicks(bot.cards("#billing")[0], "Claim")
        priya.clicks(priya.the_knock, "Claim")
        assert priya.knocks == []
        assert bot.issue(1003).owner.claimed_by == priya.id

    def test_newer_door_is_told_with_those_that_wait_still(self, bot: Play, clock: Play, priya: Colleague) -> None:
        bot.receive(REFUNDS[0])
        clock.forward(hours=1)
        bot.receive(REFUNDS[1])
        clock.forward(hours=1, minutes=1)
        assert "#1001 is waiting for Billing" in priya.the_knock.plain
        clock.forward(hours=1)
        assert priya.the_knock.plain.startswith("Two doors are waiting for you.")

    def test_many_doors_stay_one_message_that_slack_takes(self, bot: Play, clock: Play, priya: Colleague) -> None:
        for number in range(14):
            bot.receive(f"Refund {' '.join(chr(97 + number) * length for length in range(3, 12))}")
        clock.forward(hours=2, minutes=5)
        assert priya.the_knock.plain.startswith("14 doors are waiting for you.")
        assert "… and 2 more. Your Home tab here shows them all." in priya.the_knock.plain

    @on_both
    def test_words_that_are_erased_go_from_what_a_person_was_told_as_well(
        self, bot: Play, clock: Play, priya: Colleague
    ) -> None:
        three_doors(bot)
        clock.forward(hours=2, minutes=1)
        assert REFUNDS[0] in priya.the_knock.plain
        Administration(bot.doorknock.open_unit, bot.clock, bot.doorknock.issues).erase(1001, by=priya.id)
        bot.settle()
        assert priya.the_knock.plain.startswith("Three doors are waiting for you.")
        assert REFUNDS[0] not in str(priya.the_knock.now)
        assert REFUNDS[1] in priya.the_knock.plain

    def test_message_names_the_way_to_the_card_and_alerts_nobody_else(
        self, bot: Play, clock: Play, priya: Colleague
    ) -> None:
        bot.receive(REFUNDS[0])
        clock.forward(hours=2, minutes=1)
        (link,) = {each for each in alerts(priya.the_knock) if not each.startswith("!")}
        assert link.partition("|")[2] == "Open the card"
        assert bot.the_card("#billing").channel_id in link


class TestAnswering:
    @on_both
    def test_reply_beside_the_message_is_an_answer(self, bot: Play, clock: Play, priya: Colleague) -> None:
        bot.receive(REFUNDS[0])
        clock.forward(hours=2, minutes=1)
        priya.answers_alone("Looking into it", thread=priya.the_knock)
        assert "Responded" in bot.story()
        assert priya.knocks == []

    def test_words_that_could_mean_any_door_are_answered_with_what_to_do(
        self, bot: Play, clock: Play, priya: Colleague
    ) -> None:
        three_doors(bot)
        clock.forward(hours=2, minutes=1)
        priya.answers_alone("On my way", thread=priya.the_knock)
        priya.is_told("I'm not sure which door you mean")
        priya.answers_alone("Hello?")
        assert "Responded" not in bot.story()
        assert len(priya.knocks) == 1

    def test_number_says_which_door_is_meant(self, bot: Play, clock: Play, priya: Colleague) -> None:
        three_doors(bot)
        clock.forward(hours=2, minutes=1)
        priya.answers_alone("claim 1002")
        assert bot.issue(1002).owner.claimed_by == priya.id
        assert priya.the_knock.plain.startswith("Two doors are waiting for you.")

    def test_button_hands_off_from_the_message(self, bot: Play, clock: Play, priya: Colleague) -> None:
        bot.receive(REFUNDS[0])
        clock.forward(hours=2, minutes=1)
        priya.fills_in(priya.the_knock, "Hand off", {"department": "website", "why": "It is about the app"})
        assert priya.knocks == []
        assert "Handed off" in bot.the_card("#billing").plain
        clock.forward(hours=2, minutes=1)
        assert "#1001 is waiting for Website" in bot.person("jun").the_knock.plain

    def test_what_was_answered_by_somebody_else_is_taken_away_from_all(
        self, bot: Play, clock: Play, priya: Colleague, omar: Colleague, ines: Colleague
    ) -> None:
        bot.receive(REFUNDS[0])
        clock.forward(hours=7, minutes=5)
        assert [len(each.knocks) for each in (priya, omar, ines)] == [1, 1, 1]
        omar.says("#billing", "I have it", thread=bot.the_card("#billing"))
        assert [each.knocks for each in (priya, omar, ines)] == [[], [], []]


class TestWhoIsThere:
    @on_both
    def test_backup_is_asked_at_once_while_the_seat_is_on_vacation(
        self, bot: Play, clock: Play, slack: Workspace, priya: Colleague, omar: Colleague
    ) -> None:
        slack.set_status("priya", text="Vacationing", emoji=":palm_tree:")
        bot.receive(REFUNDS[0])
        clock.forward(hours=2, minutes=1)
        assert "Priya is away, so I come to you: #1001 is waiting for Billing" in omar.the_knock.plain
        assert priya.knocks == []
        assert "knocked once" in bot.the_card("#billing").plain

    def test_seat_in_a_meeting_is_there(self, bot: Play, clock: Play, slack: Workspace, priya: Colleague) -> None:
        slack.set_status("priya", text="In a meeting", emoji=":spiral_calendar_pad:")
        bot.receive(REFUNDS[0])
        clock.forward(hours=2, minutes=1)
        assert len(priya.knocks) == 1

    def test_channel_is_asked_while_both_are_away_and_hears_for_whom_it_was(
        self, bot: Play, clock: Play, slack: Workspace, priya: Colleague, omar: Colleague
    ) -> None:
        for name in ("priya", "omar"):
            slack.set_status(name, text="Out sick")
        bot.receive(REFUNDS[0])
        clock.forward(hours=2, minutes=1)
        (said,) = bot.knocks(bot.the_card("#billing"))
        assert said.startswith("Knock 1 for #1001 · everybody here: this one was meant for Priya, who doesn't seem")
        assert (priya.knocks, omar.knocks) == ([], [])

    @on_both
    def test_nobody_is_skipped_when_the_seat_has_left_the_company(
        self, bot: Play, clock: Play, slack: Workspace, omar: Colleague
    ) -> None:
        slack.change_person("priya", is_deleted=True)
        bot.receive(REFUNDS[0])
        clock.forward(hours=2, minutes=1)
        assert "#1001 is waiting for Billing" in omar.the_knock.plain

    def test_somebody_who_takes_no_messages_is_asked_for_in_the_thread(
        self, bot: Play, clock: Play, slack: Workspace, priya: Colleague
    ) -> None:
        slack.faults.fail("conversations.open", "cannot_dm_bot", times=None)
        bot.receive(REFUNDS[0])
        clock.forward(hours=2, minutes=1)
        assert len(bot.knocks(bot.the_card("#billing"))) == 1
        assert priya.knocks == []

    def test_listed_absence_counts_as_soon_as_it_is_written_down(self, at_larkfield: Play, own_rules: Path) -> None:
        away = "people:\n  priya@larkfield.example: {away: [2026-11-23..2026-11-27]}\n"
        (own_rules / "people.yaml").write_text(away, encoding="utf-8")
        at_larkfield.doorknock.rules.refresh()
        at_larkfield.receive(REFUNDS[0])
        at_larkfield.forward(hours=2, minutes=1)
        assert at_larkfield.person("priya").knocks == []
        assert "Priya is away" in at_larkfield.person("omar").the_knock.plain


class TestTheirOwnDay:
    @on_both
    def test_person_in_another_zone_is_told_in_their_own_morning(
        self, bot: Play, clock: Play, slack: Workspace, priya: Colleague
    ) -> None:
        slack.change_person("priya", tz="America/New_York")
        bot.receive(REFUNDS[0])
        clock.forward_to(at(24, 13, 59))
        assert priya.knocks == []
        clock.forward_to(at(24, 14, 1))
        assert "|Tue 24 Nov, 12:00 EST>" in priya.the_knock.text

    def test_department_at_night_still_knocks_in_the_persons_hours_only(
        self, at_larkfield: Play, own_rules: Path
    ) -> None:
        hours = 'people:\n  niko@larkfield.example: {hours: {zone: Europe/London, every day: "18:00-24:00"}}\n'
        (own_rules / "people.yaml").write_text(hours, encoding="utf-8")
        at_larkfield.doorknock.rules.refresh()
        at_larkfield.receive("The bread was stale")
        niko = at_larkfield.person("niko")
        at_larkfield.forward_to(at(25, 17, 59))  # the door has been open all night, and Niko at home
        assert niko.knocks == []
        at_larkfield.forward_to(at(25, 18, 1))
        assert "#1001" in niko.the_knock.plain

    def test_emergency_is_told_at_any_hour(self, at_larkfield: Play) -> None:
        at_larkfield.forward_to(at(28, 2))
        at_larkfield.receive("There is a fire in the kitchen!")
        at_larkfield.forward(minutes=6)
        assert "#1001" in at_larkfield.person("sam").the_knock.plain

    @on_both
    def test_what_exceeds_the_budget_comes_in_one_message_next_morning(
        self, own_rules: Path, database_url: str
    ) -> None:
        (own_rules / "people.yaml").write_text("knocks_a_day: 1\n", encoding="utf-8")
        with Play(database_url=database_url, rules=own_rules) as bot:
            priya = bot.person("priya")
            for text in REFUNDS:
                bot.receive(text)
                bot.forward(minutes=40)
            bot.forward_to(at(24, 17))
            assert "#1001 is waiting for Billing" in priya.the_knock.plain
            bot.forward_to(at(25, 9, 1))
            assert priya.the_knock.plain.startswith("Three doors are waiting for you.")

    @on_both
    def test_only_what_is_urgent_exceeds_the_budget(self, own_rules: Path, database_url: str) -> None:
        (own_rules / "people.yaml").write_text("knocks_a_day: 1\n", encoding="utf-8")
        with Play(database_url=database_url, rules=own_rules) as bot:
            sam = bot.person("sam")
            bot.receive("I slipped on a wet floor")
            bot.forward(hours=2, minutes=1)
            bot.receive("[high] Another wet floor, and nobody put up a sign in all the time that we stood there")
            bot.forward(hours=1)
            assert "#1001" in sam.the_knock.plain
            assert "#1002" not in sam.the_knock.plain
            bot.receive("There is a fire in the kitchen!")
            bot.forward(minutes=6)
            assert [door for each in sam.knocks for door in DOOR.findall(each.plain)] == ["#1001", "#1003"]


class TestTwoWorkers:
    @on_both
    def test_two_at_once_tell_each_door_once(self, bot: Play, clock: Play, priya: Colleague) -> None:
        three_doors(bot)
        clock.clock.forward(timedelta(hours=2, minutes=1))
        together(lambda _: bot.doorknock.follow_up.tick(), range(2))
        clock.clock.forward(GATHERING)
        together(lambda _: bot.doorknock.knocking.tick(), range(2))
        together(lambda _: bot.doorknock.delivery.tick(), range(2))
        bot.settle()
        assert sorted(DOOR.findall(priya.the_knock.plain)) == ["#1001", "#1002", "#1003"]
        assert len(bot.posts("doors are waiting for you")) == 1


class TestWording:
    def test_each_step_has_words_of_its_own_and_none_scolds(
        self, bot: Play, clock: Play, priya: Colleague, omar: Colleague, ines: Colleague
    ) -> None:
        bot.receive(REFUNDS[0])
        clock.forward(hours=7, minutes=5)
        told = [each.the_knock.plain for each in (priya, omar, ines)] + bot.knocks(bot.the_card("#billing"))
        assert len(set(told)) == 4
        assert all("by Tue 24 Nov" in each for each in told)
        assert not any(word in each.lower() for each in told for word in ("overdue", "failed", "ignored", "must", "!!"))

    def test_strategist_reads_of_silent_doors_and_not_of_doors_that_wait_for_them(
        self, bot: Play, clock: Play, ines: Colleague
    ) -> None:
        three_doors(bot)
        clock.forward(hours=7, minutes=5)
        assert ines.the_knock.plain.startswith("Three doors are still silent.")
        assert "#1003: Billing has been silent since Tue 24 Nov, 09:00 GMT, after 3 knocks." in ines.the_knock.plain

    def test_words_among_others_change_too(self, at_larkfield: Play, own_rules: Path) -> None:
        policies = own_rules / "escalation.yaml"
        patient = policies.read_text(encoding="utf-8").replace(
            "{after: 4h, tell: [channel, backup]}", "{after: 4h, tell: seat}"
        )
        policies.write_text(
            patient.replace("{after: 7h, tell: strategist}", "{after: 7h, tell: seat}", 1), encoding="utf-8"
        )
        at_larkfield.doorknock.rules.refresh()
        three_doors(at_larkfield)
        told = []
        for hours in (2, 2, 3):
            at_larkfield.forward(hours=hours, minutes=1)
            told.append(at_larkfield.person("priya").the_knock.plain.splitlines()[1])
        assert len(set(told)) == 3
