"""One message about many doors: each is shown whole or counted."""

import re

from bot.core.escalation import Tell
from bot.core.events import DoorKnocked
from bot.core.knocking import PersonalKnock
from bot.core.notices import KnockForPerson
from bot.ports import Delivery, KnockedDoor
from bot.slack.messages.fit import fit
from bot.slack.messages.knock import personal_knock
from tests.core.example import MONDAY, RULEBOOK, Life, bring_in
from tests.slack.every_message import Everybody
from tests.slack.worst import LONGEST, mention


def a_door(number: int) -> KnockedDoor:
    """A department that was brought in with a question: the most that is ever said of one door."""
    life = Life(number=number)
    life.do(bring_in("food", question="Was breakfast served that day?"))
    event = DoorKnocked(at=MONDAY, by="", assignment=2, knock=1, step=0, tell=(Tell.SEAT,))
    knock = PersonalKnock(issue=number, assignment=2, number=4, whom=Tell.SEAT, event=event, is_urgent=False)
    return KnockedDoor(knock=knock, issue=life.issue, mention=mention(LONGEST), card=None)


def test_each_door_is_shown_whole_or_counted() -> None:
    doors = tuple(a_door(number) for number in range(1001, 1015))
    notice = KnockForPerson(channel="U1", number=1, zone="Europe/London")
    delivery = Delivery(id=1, notice=notice, rulebook=RULEBOOK, now=MONDAY, channel="U1", doors=doors)
    blocks = fit(personal_knock(delivery, Everybody(LONGEST), person="U1", zone="Europe/London")).blocks
    shown = [block for block in blocks if block["type"] == "actions"]
    [counted] = re.findall(r"and (\d+) more", blocks[-1]["text"]["text"])
    assert len(shown) + int(counted) == len(doors)
    assert blocks[-2] == shown[-1]
