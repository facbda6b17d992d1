"""What the weekly summary says of learning: how many of the week's corrections were learned from.

Guarantee: pure; a week in which nobody corrected anything says nothing about it.
"""

from bot.core.summary import Line, Part, Section

SECTION = "What I learned"


def learned_section(*, noted: int, learned: int, contested: int) -> Section | None:
    """So many corrections were `noted` in the week, of which some are `learned` from and some `contested`."""
    if not noted:
        return None
    lines = [Line(text=_learned(noted, learned))]
    if contested:
        some = "One of them contradicts" if contested == 1 else f"{contested} of them contradict"
        lines.append(Line(text=f"{some} what else I was told; a word from you settles it"))
    lines.append(Line(text="All of them, and the way back: /doorknock lessons"))
    return Section(title=SECTION, part=Part.DOORS, lines=tuple(lines))


def _learned(noted: int, learned: int) -> str:
    corrections = "one of your corrections" if noted == 1 else f"{noted:,} of your corrections"
    if learned >= noted:
        return f"I learned from {corrections} this week"
    return f"I noted {corrections} this week, and have learned from {learned or 'none'} so far"
