"""What the scripted colleagues say: a few lines for each department, chosen by chance, all invented."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.demo.week import Sort

REPLIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "guest-relations": (
            "I'm writing to them now.",
            "Found the stay. I'll ring them this afternoon.",
            "Oh dear. I have the duty manager on the other line.",
            "Answered publicly, the rest by direct message.",
        ),
        "reservations": (
            "I have the booking open.",
            "Looking for it in the agency's list.",
            "Holding a room for them.",
        ),
        "loyalty": ("Checking the account.", "I see the gap, the stays came in under an old card number."),
        "billing": (
            "Pulling the folio.",
            "I can see both entries.",
            "I have it in front of me, an hour please.",
        ),
        "property-operations": (
            "The house engineer is on the way.",
            "Ticket raised with the house, I'll chase it at noon.",
            "Spoke to housekeeping; they check it between two guests.",
        ),
        "food-and-beverage": (
            "Sorry, we were in the middle of service. On it.",
            "The chef has read it. He is quiet now.",
            "I'll talk to the restaurant manager tonight.",
        ),
        "digital": ("We can reproduce it.", "Looking at the logs.", "Known since this morning, fix is being tested."),
        "communications": (
            "Drafting a line for the morning.",
            "I know the editor, I'll ring.",
            "Please nobody answer before me.",
        ),
        "legal-and-privacy": ("I'll read the file before we say anything.", "Thank you, I take this one."),
        "safety": (
            "On the phone with the house.",
            "Night manager is on the spot.",
            "Nobody goes in until I say so, please.",
        ),
        "people": ("Thank them warmly, please; I'll look at the vacancy.", "I'll call the candidate tomorrow."),
        "triage": ("I'll find out whose this is.",),
    }
)

REPLIES_BY_SORT: Mapping[Sort, tuple[str, ...]] = MappingProxyType(
    {
        Sort.PRAISE: (
            "This made my morning. Passing it on.",
            "How kind! I'll thank them.",
            "Read it out at the briefing.",
        ),
        Sort.QUESTION: ("I'll answer them.", "I know that one, two minutes."),
        Sort.JOB_SEEKER: ("I'll look for the application.", "I'll write to them today."),
    }
)
"""What is said about a card where nothing went wrong."""

OUTCOMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "guest-relations": (
            "Apologised in public, the house called them, all is well again",
            "Thanked them and passed it on to the team",
            "Rang them; they are content, and a little surprised",
            "Offered to make it right at the next stay, accepted",
        ),
        "reservations": (
            "Booking found and confirmed again in writing",
            "Moved them to the room they had booked",
            "Price difference paid back",
        ),
        "loyalty": ("Points added by hand", "Status restored and explained", "Voucher sent again"),
        "billing": ("Money is on its way back", "Invoice corrected and sent", "Hold released, confirmed by the bank"),
        "property-operations": (
            "Repaired the same day",
            "Room deep-cleaned, guest moved meanwhile",
            "Part ordered, guest told",
        ),
        "food-and-beverage": (
            "Invited them back, on the house",
            "Spoke to the house; the next plate goes out hot",
            "Passed on to the kitchen, who are delighted",
        ),
        "digital": (
            "Fixed with the evening's release",
            "Account repaired, guest told",
            "Cause found, mended for everybody",
        ),
        "communications": (
            "Statement sent, question answered",
            "Thanked them, nothing to correct",
            "Interview arranged",
        ),
        "legal-and-privacy": ("Answered in writing, within the time limit", "Settled with the guest, papers filed"),
        "safety": ("Checked on the spot, safe again", "Closed until it is mended, guests moved"),
        "people": ("Application found and answered", "Invited to talk"),
        "triage": ("Answered by the desk itself",),
    }
)

BY_SORT: Mapping[Sort, tuple[str, ...]] = MappingProxyType(
    {
        Sort.EMERGENCY: (
            "Help was there within minutes, everybody is looked after",
            "The house is safe again, and its report is written",
        ),
        Sort.PRAISE: (
            "Thanked them, and read it out to the team",
            "Thanked them; it hangs in the staff room now",
            "Passed on to the house, with a smile",
        ),
        Sort.QUESTION: ("Answered, with a link", "Answered in public, details by direct message"),
        Sort.JOB_SEEKER: ("Application found and answered", "Invited to talk", "Sent them the link to our vacancies"),
    }
)
"""How it ends, whoever's door it was."""

BY_STORM: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "breakfast": ("Two more toasters and a second line from tomorrow; Zadie has been invited to breakfast",),
        "login": ("Login is back: a certificate had run out, and its reminder went to somebody who has left",),
    }
)
"""How the storms end."""

CAUSES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "guest-relations": ("One person at the desk for two hundred arrivals.", "Nobody had told the late shift."),
        "reservations": ("The agency's list comes in once a day only.", "Two systems, two truths."),
        "billing": ("The till sends a payment again when the line drops.", "Holds are released by hand."),
        "property-operations": ("The spare part has been on order since September.",),
        "food-and-beverage": ("Half the breakfast team was ill, and no one rings the agency before seven.",),
        "digital": ("A certificate ran out and nobody owned the reminder.",),
        "safety": ("The night round is walked once, not twice.",),
    }
)

NOT_OURS = (
    "This belongs with you rather than us.",
    "Not our door, but yours, I think. Shout if I'm wrong.",
    "We can't do anything about this one; you can.",
)
FILED = ("This one is yours, please.", "Yours, I believe. Thank you!", "Could you take this?")
BILLING_TO_RESERVATIONS = "They changed or cancelled in time. You can see the booking, we only see the charge."
ASK_SAFETY = "Can we leave guests in there until it is looked at, or do we close it?"
PRESS_IS_ASKING = "a newspaper asks about it, and we should speak with one voice"
STRATEGIST_HERE = (
    "I've seen it. {who}, ring me if you need cover, I'd rather be late than wrong.",
    "Thank you for asking. I'll speak to the house and come back here within the hour.",
    "I'm on it with you.",
)
STRATEGIST_AFTER_KNOCKS = (
    "This has waited too long. I'll find somebody at {department} today.",
    "I'll call {department} myself.",
)
ANSWERS: Mapping[str, str] = MappingProxyType(
    {"safety": "Close it, please, until somebody has looked. The night manager knows."}
)
ANSWER = "Yes, we can help with that."
"""What a department says to the question it was brought in with."""
SHARE_DONE = "Our part is done, the others have the lead"
AWAY = "Away until next week"
"""The status of a seat that is not there."""
