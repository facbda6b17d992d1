"""Pictures in threads: uploaded with their words, once, and found again on each of Slack's bad days."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.core.chart_notice import charts_beside
from bot.core.charts import LONGEST_ALT, Picture
from bot.core.notices import TellStrategist
from bot.core.week import week_of
from bot.errors import DoorknockError, PermanentFailure, TemporaryFailure, UnknownOutcome
from bot.ports import Delivery, MessageRef
from bot.workspace.model import StoredFile
from tests.slack.office import BOOK, Office

PICTURE = Picture(title="7 mentions, day by day", alt="Monday 5; Tuesday 2.", png=b"\x89PNG and so on")
WEEK = week_of("2026-W47", "Europe/London")
SHARING = "files.completeUploadExternal"


@dataclass
class Week:
    """The thread of a summary, and the picture that belongs there."""

    office: Office
    delivery: Delivery

    @property
    def shown(self) -> list[StoredFile]:
        """The files in the thread, in order."""
        [summary] = [each for each in self.office.room("#strategy").messages if each.plain == "The week"]
        files = self.office.workspace.state.shelves.files
        return [files[file] for reply in summary.thread for file in reply.now.files]

    def fails(self, delivery: Delivery | None = None) -> DoorknockError:
        with pytest.raises(DoorknockError) as caught:
            self.office.messenger.deliver(delivery or self.delivery)
        return caught.value


@pytest.fixture
def week(office: Office) -> Week:
    told = TellStrategist(channel="#strategy", text="The week", about="test")
    now = office.house.clock.now()
    plain = Delivery(id=6, notice=told, rulebook=BOOK, now=now, channel="#strategy")
    summary = office.messenger.deliver(plain)
    first, *_ = charts_beside(WEEK, channel="#strategy", lane="summary:2026-W47:#strategy")
    thread = MessageRef(channel=summary.channel, ts=summary.ts)
    return Week(office, replace(plain, id=7, notice=first, thread=thread, summary=PICTURE))


def test_picture_stands_in_the_thread_of_its_summary_with_title_and_words(week: Week) -> None:
    posted = week.office.messenger.deliver(week.delivery)
    assert posted.channel == week.office.room("#strategy").id
    [file] = week.shown
    assert (file.title, file.alt, file.data) == (PICTURE.title, PICTURE.alt, PICTURE.png)
    assert (file.name, file.mimetype) == ("2026-W47-volume-7.png", "image/png")


def test_picture_that_was_lost_after_the_last_step_is_found_and_not_shown_again(week: Week) -> None:
    week.office.workspace.faults.drop_after(SHARING)
    assert isinstance(week.fails(), UnknownOutcome)
    found = week.office.messenger.find(week.delivery)
    assert found is not None
    assert found.ts > week.delivery.thread.ts  # type: ignore[union-attr]
    assert len(week.shown) == 1


def test_picture_that_was_never_shown_is_not_found(week: Week) -> None:
    week.office.workspace.faults.refuse(SHARING)
    assert isinstance(week.fails(), UnknownOutcome)
    assert week.office.messenger.find(week.delivery) is None
    other = replace(week.delivery, id=8)
    week.office.messenger.deliver(other)
    assert week.office.messenger.find(week.delivery) is None
    assert week.office.messenger.find(other) is not None


@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "upload"])
def test_before_the_last_step_nothing_is_seen_and_it_may_be_tried_again(week: Week, step: str) -> None:
    for lose in (week.office.workspace.faults.refuse, week.office.workspace.faults.drop_after):
        lose(step)
        assert isinstance(week.fails(), TemporaryFailure)
    assert week.shown == []
    week.office.messenger.deliver(week.delivery)
    assert len(week.shown) == 1


def test_upload_that_is_refused_is_tried_again_and_its_secret_address_told_to_nobody(week: Week) -> None:
    week.office.workspace.faults.http_error("upload", status=500)
    failure = week.fails()
    assert isinstance(failure, TemporaryFailure)
    assert "HTTP 500" in str(failure)
    assert "/upload/" not in str(failure)


def test_without_the_permission_the_picture_is_given_up_and_nothing_else_waits(week: Week) -> None:
    for code in ("missing_scope", "file_uploads_disabled"):
        week.office.workspace.faults.fail("files.getUploadURLExternal", code)
        assert isinstance(week.fails(), PermanentFailure)
    week.office.workspace.faults.fail(SHARING, "missing_scope")
    assert isinstance(week.fails(), PermanentFailure)


def test_slacks_pause_for_uploads_is_none_for_messages(week: Week) -> None:
    week.office.workspace.faults.rate_limit(SHARING, retry_after=7)
    failure = week.fails()
    assert isinstance(failure, TemporaryFailure)
    assert (failure.retry_after, failure.scope) == (7, f"method:{SHARING}")


def test_picture_that_would_be_shown_too_late_is_not_shown(week: Week) -> None:
    late = replace(week.delivery, begin_by=week.office.house.clock.now() - timedelta(seconds=1))
    assert isinstance(week.fails(late), TemporaryFailure)
    assert week.shown == []


def test_words_of_a_picture_stay_within_slacks_limit_and_hide_nothing(week: Week) -> None:
    hostile = Picture(title="x\u202e" * 400, alt="<!channel> \u200bя" * 400, png=PICTURE.png)
    week.office.messenger.deliver(replace(week.delivery, summary=hostile))
    [file] = week.shown
    assert len(file.alt) <= LONGEST_ALT
    assert not {"\u202e", "\u200b"} & set(file.alt + file.title)


def test_picture_without_a_thread_is_not_shown_anywhere(week: Week) -> None:
    assert isinstance(week.fails(replace(week.delivery, thread=None)), PermanentFailure)
    assert isinstance(week.fails(replace(week.delivery, summary=None)), PermanentFailure)
    assert week.office.workspace.state.shelves.files == {}
