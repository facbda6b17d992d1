"""Pictures: they are PNGs that a phone can show, and say in letters what they are about, whoever is named in them."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import combinations

import pytest

from bot.charts import draw
from bot.charts.answers import answers
from bot.charts.flow import flow
from bot.charts.lettering import fitted, name_on_paper, width, wrapped, writable
from bot.charts.palette import EARLIER, FAINT, INK, LATE, NEGATIVE, NEUTRAL, OWN, PAPER, POSITIVE
from bot.charts.sheet import PLAIN, WIDTH, Sheet
from bot.charts.volume import volume
from bot.core.charts import AnswerRow, AnswersChart, Chart, Flow, FlowChart, Name, Pile, VolumeChart
from bot.core.figures import Stretch
from tests.charts.paper import EYES, contrast, said_on, seen_apart, size_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PHONE = 360
"""How wide a phone shows a picture, in its own pixels."""
HOSTILE = (
    "$\\frac{1}{0}$ & <b>%s</b> _^{}",
    "\u202egnilliB \u200b\x00\n\ttwo  lines",
    "Größe, Žižkov, Отдел уборки, Ελληνικά",
    "客房部",
    "🎉",
    "x" * 5_000,
    "e" + "\u0301" * 200,
    "one " * 400,
)


def named(said: str, key: str = "the-key") -> Name:
    return Name(said=said, key=key)


def week(*days: Stretch, before: Sequence[int] = ()) -> VolumeChart:
    piles = tuple(Pile(label=label, of=of) for label, of in zip(("Mon", "Tue", "Wed"), days, strict=False))
    weeks = tuple(Pile(label=f"W{44 + at}", of=Stretch(start=NOON, neutral=count)) for at, count in enumerate(before))
    return VolumeChart(title="12 mentions, day by day", alt="", days=piles, weeks=weeks)


def times(*rows: AnswerRow, more: str = "") -> AnswersChart:
    return AnswersChart(title="2 of 3 doors answered in time", alt="", rows=rows, more=more)


def row(said: str, in_time: int = 6) -> AnswerRow:
    return AnswerRow(name=named(said), said="6 of 6 in time; half within 40 minutes", in_time=in_time, due=6)


def passed(*flows: tuple[str, str, int, int], more: str = "") -> FlowChart:
    made = tuple(
        Flow(giver=named(giver, giver), receiver=named(receiver, receiver), count=count, not_ours=marked)
        for giver, receiver, count, marked in flows
    )
    return FlowChart(title="9 hand-offs, from whom to whom", alt="", flows=made, more=more)


SAMPLES: tuple[Chart, ...] = (
    week(Stretch(start=NOON, negative=3, neutral=5, positive=2, aside=2), Stretch(start=NOON), before=(9, 12)),
    week(Stretch(start=NOON, aside=1), before=(1,)),
    week(Stretch(start=NOON), before=(4, 0)),
    times(*(row(f"Department {number}", number % 7) for number in range(6)), more="and 20 more departments"),
    times(row("Housekeeping", 0)),
    passed(("billing", "food", 7, 3), ("food", "billing", 1, 1), ("triage", "food", 1, 0), more="and 4 more"),
    passed(*((f"giver {number}", f"receiver {number}", 1, 0) for number in range(8))),
)


@pytest.mark.parametrize("chart", SAMPLES)
def test_picture_is_a_png_three_times_as_wide_as_a_phone_and_no_taller_than_slack_shows_it_whole(chart: Chart) -> None:
    wide, tall = size_of(draw(chart))
    assert wide == 3 * PHONE
    assert tall <= 1.35 * wide


def test_many_threads_may_draw_at_once_and_get_what_one_alone_gets() -> None:
    alone = [draw(chart) for chart in SAMPLES]
    with ThreadPoolExecutor(max_workers=4) as pool:
        assert list(pool.map(draw, SAMPLES)) == alone


@pytest.mark.parametrize("sheet", [volume(SAMPLES[0]), answers(SAMPLES[3]), flow(SAMPLES[5])])  # type: ignore[arg-type]
def test_no_letter_is_smaller_on_a_phone_than_twelve_pixels_and_none_leaves_the_paper(sheet: Sheet) -> None:
    drawn = sheet.figure.axes[0]
    right, tall = sheet.figure.get_size_inches() * sheet.figure.dpi
    assert drawn.texts
    for text in drawn.texts:
        assert text.get_fontsize() / 72 * PHONE / WIDTH >= 12
        box = text.get_window_extent()
        assert (box.x0 >= 0, box.x1 <= right, box.y0 >= 0, box.y1 <= tall) == (True,) * 4, text.get_text()


def test_volume_writes_every_number_beside_its_word_or_day() -> None:
    said = said_on(
        volume(week(Stretch(start=NOON, negative=3, neutral=1_204, aside=2), Stretch(start=NOON), before=(9, 12)))
    )
    assert said == [
        "12 mentions, day by day",
        *("3 negative", "1,204 neutral", "2 set aside"),
        *("1,209", "Mon", "0", "Tue"),
        "The weeks before, and this one",
        *("9", "W44", "12", "W45"),
    ]


def test_answers_write_each_department_with_its_times() -> None:
    said = said_on(answers(times(row("Billing"), row("Front Desk", 3), more="and 20 more departments")))
    assert said.count("6 of 6 in time; half within 40 minutes") == 2
    assert {"Billing", "Front Desk", "in time", "late, or still due", "and 20 more departments"} <= set(said)


def test_hand_off_map_writes_each_name_once_a_side_and_each_number_on_its_band() -> None:
    said = said_on(flow(passed(("Billing", "Food", 7, 3), ("Billing", "Front Desk", 2, 0), ("Food", "Billing", 1, 0))))
    assert sorted(said[1:]) == sorted(
        ["3 marked “not ours”", "7", "2", "1", "Billing", "Food", "Food", "Front Desk", "Billing"]
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_a_picture(name: str) -> None:
    for chart in (times(row(name)), passed((name, "billing", 2, 1), ("billing", name, 1, 1))):
        assert size_of(draw(chart))[0] == 3 * PHONE


def test_name_without_letters_in_the_font_is_called_by_its_key() -> None:
    assert name_on_paper(named("客房部")) == "the-key"
    assert name_on_paper(named("客房部 Night Shift")) == "the-key"
    assert name_on_paper(named("🎉")) == "the-key"
    assert name_on_paper(named("Party 🎉")) == "Party"
    assert name_on_paper(named("Žižkov и Ελλάδα ß é")) == "Žižkov и Ελλάδα ß é"


def test_nothing_hidden_or_turned_round_is_written() -> None:
    assert writable("\u202egnilliB\u200b\x00\n\tdesk") == "gnilliB desk"
    assert writable("e" + "\u0301" * 200) == "é\u0301\u0301"


def test_long_text_ends_in_an_ellipsis_within_its_room() -> None:
    assert fitted("Billing", 1.0, PLAIN) == "Billing"
    short = fitted("Food and Beverage of the whole house", 1.0, PLAIN)
    assert short.endswith("…")
    assert width(short, PLAIN) <= 1.0
    lines = wrapped("nine words that do not fit on one line " + "y" * 200, 1.5, PLAIN)
    assert len(lines) > 2
    assert all(width(line, PLAIN) <= 1.5 for line in lines)


@pytest.mark.parametrize("colour", [INK, FAINT, NEGATIVE, NEUTRAL, POSITIVE])
def test_what_is_written_can_be_read_on_its_paper(colour: str) -> None:
    assert contrast(colour, PAPER) >= 4.5


@pytest.mark.parametrize("colour", [NEGATIVE, NEUTRAL, POSITIVE, EARLIER, FAINT])
def test_what_is_drawn_can_be_told_from_its_paper(colour: str) -> None:
    assert contrast(colour, PAPER) >= 3


@pytest.mark.parametrize("eyes", EYES)
def test_bad_indifferent_and_good_differ_for_every_kind_of_eye(eyes: str) -> None:
    for one, other in combinations((NEGATIVE, NEUTRAL, POSITIVE), 2):
        assert seen_apart(one, other, by=eyes) >= 15
    assert seen_apart(LATE, OWN, by=eyes) >= 15
