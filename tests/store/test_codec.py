"""What is written is read back equal, whatever it is."""

import json
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import events as ev
from bot.core.classification import Classification
from bot.core.committee_notices import ReportInterviews
from bot.core.escalation import EscalationPolicy
from bot.core.issue import Issue
from bot.core.mention import Mention
from bot.core.notices import Notice, PostNote
from bot.core.routing import Routing
from bot.store import codec
from tests.core.example import AT_ONCE, BRISK, MONDAY, PATIENT

# Intake lets no NUL and no lone surrogate in, which databases refuse.
words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12)
instants = st.datetimes(timezones=st.just(MONDAY.tzinfo))
st.register_type_strategy(str, words)
st.register_type_strategy(type(MONDAY), instants)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(EscalationPolicy, st.sampled_from([PATIENT, BRISK, AT_ONCE]))

any_event: st.SearchStrategy[Any] = st.one_of(*(st.from_type(kind) for kind in get_args(ev.Event)))
any_notice: st.SearchStrategy[Any] = st.one_of(*(st.from_type(kind) for kind in get_args(Notice)))


def through_text(data: codec.Json) -> codec.Json:
    """The way through a database's JSON column."""
    back: codec.Json = json.loads(json.dumps(data))
    return back


@pytest.mark.parametrize("kind", get_args(ev.Event), ids=lambda kind: kind.__name__)
def test_every_event_is_read_back_equal(kind: type[ev.Event]) -> None:
    @settings(max_examples=25)
    @given(st.from_type(kind))
    def is_equal(event: ev.Event) -> None:
        found = codec.event_from_json(through_text(codec.event_to_json(event)))
        assert found == event
        assert type(found) is kind

    is_equal()


def test_a_report_of_interviews_that_an_older_version_put_into_the_outbox_keeps_its_key() -> None:
    written = codec.notice_to_json(ReportInterviews(channel="#desk", month="2026-12"))
    old = {name: value for name, value in written.items() if name not in ("covered", "part", "parts")}
    assert set(written) - set(old) == {"covered", "part", "parts"}
    assert codec.notice_from_json(through_text(old)).key == "interview:2026-12:#desk:summed-up"


@pytest.mark.parametrize("kind", get_args(Notice), ids=lambda kind: kind.__name__)
def test_every_notice_is_read_back_equal_with_its_key_and_lane(kind: type[Notice]) -> None:
    @settings(max_examples=25)
    @given(st.from_type(kind))
    def is_equal(notice: Notice) -> None:
        found = codec.notice_from_json(through_text(codec.notice_to_json(notice)))
        assert found == notice
        assert (found.key, found.lane) == (notice.key, notice.lane)

    is_equal()


@pytest.mark.parametrize("kind", [Issue, Mention, Routing], ids=lambda kind: kind.__name__)
def test_states_are_read_back_equal(kind: type[Any]) -> None:
    @settings(max_examples=25)
    @given(st.from_type(kind))
    def is_equal(value: Any) -> None:
        assert codec.from_json(through_text(codec.to_json(value)), kind) == value

    is_equal()


@settings(max_examples=25)
@given(st.from_type(Classification))
def test_a_classification_is_read_back_equal_but_for_its_vector(classification: Classification) -> None:
    found = codec.from_json(through_text(codec.classification_to_json(classification)), Classification)
    assert found == replace(classification, vector=b"", reader="")


@settings(max_examples=25)
@given(any_event, any_event)
def test_different_events_are_never_read_back_as_the_same(one: ev.Event, other: ev.Event) -> None:
    same_text = json.dumps(codec.event_to_json(one)) == json.dumps(codec.event_to_json(other))
    assert same_text == (repr(one) == repr(other))


def test_events_with_the_same_fields_stay_apart() -> None:
    claimed = ev.AssignmentClaimed(at=MONDAY, by="U1", assignment=1)
    others = [kind(at=MONDAY, by="U1", assignment=1) for kind in (ev.Responded, ev.SnoozeEnded, ev.AnswerWentQuiet)]
    read = [codec.event_from_json(codec.event_to_json(event)) for event in [claimed, *others]]
    assert [type(event).__name__ for event in read] == [
        "AssignmentClaimed",
        "Responded",
        "SnoozeEnded",
        "AnswerWentQuiet",
    ]


@settings(max_examples=25)
@given(any_event)
def test_the_event_inside_a_note_keeps_its_kind(event: ev.Event) -> None:
    note = PostNote(issue=1, assignment=1, channel="#billing", number=1, event=event)
    found = codec.notice_from_json(through_text(codec.notice_to_json(note)))
    assert isinstance(found, PostNote)
    assert type(found.event) is type(event)
