"""Who is there: by what people set as their status, in the languages they set it in."""

import pytest

from bot.slack.members import says_away

AWAY = [
    (":palm_tree:", ""),
    (":face_with_thermometer:", ""),
    (":palm_tree:", "Vacationing"),
    ("", "On vacation until Monday"),
    ("", "Out sick"),
    ("", "OOO"),
    (":no_entry:", "Out of office"),
    ("", "On parental leave"),
    (":airplane:", "Urlaub bis 4.1."),
    ("", "Krank"),
    ("", "En vacances"),
    ("", "En congé maladie"),
    ("", "De vacaciones"),
    ("", "In ferie"),
    ("", "Em férias"),
    ("", "Met verlof"),
    ("", "På semester"),
]
THERE = [
    ("", ""),
    (":spiral_calendar_pad:", "In a meeting"),
    (":house_with_garden:", "Working remotely"),
    (":bus:", "Commuting"),
    (":headphones:", "Focus"),
    (":airplane:", "Flying to Madrid, online in the evening"),
    ("", "Back from vacation"),
    ("", "Aus dem Urlaub zurück"),
    ("", "Planning the vacation offers"),
    ("", "Holiday desk"),
    ("", "Semesterplanung"),
    ("", "Zoom"),
]


@pytest.mark.parametrize(("emoji", "text"), AWAY)
def test_vacation_and_illness_are_away(emoji: str, text: str) -> None:
    assert says_away(emoji, text)


@pytest.mark.parametrize(("emoji", "text"), THERE)
def test_meetings_journeys_and_work_about_holidays_are_not(emoji: str, text: str) -> None:
    assert not says_away(emoji, text)
