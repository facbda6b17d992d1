"""The answers of the monthly interview as messages: nothing of them is lost on the way to the strategist."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.committee_notices import ReportInterviews
from bot.core.interview import LONGEST_ANSWER, Interview, InterviewState, Seat, parts_of, with_answers
from bot.slack.messages.fit import fit
from bot.slack.messages.interview import interviews_message
from tests.core.example import MONDAY, RULEBOOK


def _answered(*, month: str, person: str, department: str, **said: str) -> Interview:
    return with_answers(Interview(month=month, person=person, department=department, asked_at=MONDAY), **said)


@given(
    st.lists(
        st.builds(
            _answered,
            month=st.sampled_from(["2026-11", "2026-12"]),
            department=st.sampled_from(["billing", "food", "safety"]),
            person=st.uuids().map(str),
            example=st.text(alphabet='x ":\\é', max_size=LONGEST_ANSWER),
            keywords=st.text(alphabet='x, ":\\', max_size=LONGEST_ANSWER),
            wish=st.text(alphabet="x &", max_size=LONGEST_ANSWER),
        ),
        max_size=30,
    )
)
@settings(max_examples=50)
def test_each_answer_stands_in_one_part_which_is_a_message_uncut(said: list[Interview]) -> None:
    said = [each for each in said if each.state is InterviewState.ANSWERED]
    parts = list(parts_of(said))
    assert sorted(map(str, said)) == sorted(str(each) for part in parts for each in part)
    for number, part in enumerate(parts, start=1):
        covered = tuple(Seat(person=each.person, department=each.department) for each in part)
        notice = ReportInterviews(channel="#desk", month=part[0].month, covered=covered, part=number, parts=len(parts))
        message = interviews_message(notice, part, RULEBOOK)
        assert fit(message) == message
        shown = str(message.blocks)
        assert all(repr(" ".join(each.wish.split()))[1:-1] in shown for each in part)
