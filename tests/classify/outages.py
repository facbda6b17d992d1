"""What people post while a service of a brand fails, and what only sounds like it: written for this purpose.

The cues of `bot/core/event_cues.py` were written with all in view but what `is_held_back`: that came afterwards, and
nothing was changed for it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from bot.core.mention import Author, Mention
from bot.core.storm import Known, kin_among, printed

MOMENT = datetime(2026, 11, 23, 9, tzinfo=UTC)
Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Outage:
    """One event, as many people tell it."""

    name: str
    brand: str
    posts: tuple[str, ...]
    is_held_back: bool = False


_APP = """Is the Halden app down?
halden app down again
@haldenhotels your app is down
Halden app not working for anyone else?
The Halden Hotels app keeps crashing on login
can't log in to the Halden app, just says error 503
Halden app has been down all morning, can't check in on my phone
@haldenhotels app down, digital key not working
app's dead @haldenhotels
your app is not loading
anyone else locked out of the Halden app?
Halden Hotels app won't open since this morning
Tried five times to open the Halden app, it crashes every time
@haldenhotels is there an outage? The app won't let anybody log in
Outage at Halden Hotels? App and website are both down
Halden's booking site is down as well as the app
App Halden Hotels down? Error 503 on everything
503 error on the halden app
the app is down again, third time this month @haldenhotels
Great timing for the Halden app to go down, we're all queuing at reception now
Whole lobby queueing because the Halden app is down and nobody's digital key works
RT @tess_k: Whole lobby queueing because the Halden app is down and nobody's digital key works
@haldenhotels fix your app please
haldenhotels app broken
Halden app: error 503. Website too.
Halden Hotels app seems to be down this morning
Seems the app of Halden Hotels is offline
Is it just me or is the Halden app offline?
Login to the Halden app fails with 503 since eight
nobody can log in to the Halden app this morning"""

_WEBSITE = """Wrenbox website not loading, is it me?
is wrenbox.com down
Can't book anything, the Wrenbox website keeps timing out
the Wrenbox site is down, been trying for an hour
@wrenbox your website is broken
site's down @wrenbox
wrenbox website down?
Wrenbox website throws error 502
@wrenbox your booking page has been unavailable since lunchtime
I have tried three browsers and the Wrenbox website won't load
Website of Wrenbox offline, anybody else?
website dead
@wrenbox hey, website is down, how do I change my dates?
Wrenbox's website has crashed, probably the flash sale
The flash sale killed the Wrenbox website
nobody can get into the Wrenbox website right now
Wrenbox flash sale and of course the website goes down
Getting 503s on the Wrenbox website
So the Wrenbox website is down on the day of the sale. Brilliant.
Wrenbox: website still down."""

_CHECK_IN = """Tamarelle's online check-in is not working
anyone managed to check in online with tamarelle today? page just hangs
@tamarelle online check-in down?
Tamarelle online check-in gives an error page
Online check-in at Tamarelle offline since last night
RT @sunny_k: Tamarelle online check-in gives an error page
tamarelle online check in is broken again
We all have to queue at the desk because Tamarelle's online check-in is down
Online check-in unavailable. Thanks Tamarelle
the online check-in of tamarelle fails for everyone in our group
@tamarelle seit Stunden geht der Online Check-in nicht
online checkin crashed @tamarelle"""

_LOGIN = """Log in to my Wrenbox account? Impossible. Login page is down.
wrenbox login down
can anyone log in to wrenbox?
@wrenbox login fails, "service unavailable"
Wrenbox logins are not working today
I cannot log in to Wrenbox, is your login down?
login at wrenbox still down
nobody can sign in at wrenbox, error 500
Wrenbox sign in page times out"""

_OTHER = """The Wrenbox app has logged me out and the reset mail never comes
Wrenbox app: where is my invoice from Leeds?
The website said free parking, reception in Porto said 20 euros
I booked a twin on your website and got a double
The app crashed when I paid and now I have two bookings
Card declined on the website, my bank says it is your fault
my points are gone from the app
the site is lovely, view of the sea
the building site next to Wrenbox Leeds is noisy
No hot water on the whole site
fire alarm went off again
My key failed three times, app key too
TV broken
tv is dead
The kiosk at Wrenbox Leeds is down
check-in kiosk broken
reset link fails
I can't open the window
door would not open
lights keep failing"""

_BESIDE = """Is the Halden app down?
The Halden app charged me twice
Where in the Halden app do I find my points?
I love the new Halden app
The app shows the wrong check-out time
The Halden app should have a dark mode
The app says my room is not ready
Whoever designed the Halden app deserves a raise
The shower is broken and the app doesn't even let me report it
The lift is broken again
My phone is dead so I cannot use the app
Front desk said the card machine is down
The app let me down, my upgrade is missing
Booked in the app, room was broken into
Error in my invoice, booked through the app
Is there an app for the gym?
The Halden app works again, thanks
app is back
Your website lists the wrong price
I failed to find the spa menu on the website
Website says breakfast till eleven, kitchen closed at ten
The Halden app did not give me the points for Leeds
Housekeeping broke my laptop and the app has no form for that"""

_PRIVATE = """The shower is broken
no hot water
shower broken in my room
My room is dirty
room not cleaned
room was not cleaned
I was charged twice
Charged twice!
the wifi is slow
wifi does not work
Still no refund
where is my refund?
great staff
lovely breakfast
breakfast was cold
cold breakfast
lift is broken
the lift is out of order
no towels
no towels in the room
Thank you for the lovely stay!
Thanks for a lovely stay
room too hot
AC not working
the air con is broken
noisy room
so noisy, could not sleep
my booking is gone
cannot find my booking
lost my ring at your hotel"""

_TONGUES = """Die Tamarelle App geht nicht
Tamarelle App ist down
@tamarelle eure App funktioniert nicht
Kann mich nicht in der Tamarelle App anmelden, Fehler 503
Tamarelle-App stürzt bei jedem Start ab
Ist die App von Tamarelle gestört?
L'appli Tamarelle ne marche pas
La app de Tamarelle no funciona desde esta mañana
The Tamarelle app is down"""

OUTAGES = (
    Outage("app", "halden", tuple(_APP.splitlines())),
    Outage("website", "wrenbox", tuple(_WEBSITE.splitlines())),
    Outage("online check-in", "tamarelle", tuple(_CHECK_IN.splitlines()), is_held_back=True),
    Outage("login", "wrenbox", tuple(_LOGIN.splitlines()), is_held_back=True),
)

TONGUES = Outage("app, in four languages", "tamarelle", tuple(_TONGUES.splitlines()))
ALONE = tuple(line for part in (_OTHER, _BESIDE, _PRIVATE) for line in part.splitlines())
"""Each of these is a matter of its own."""


def issues_of(posts: Sequence[str], *, brand: str, encode: Encode) -> list[list[str]]:
    """Which of `posts`, each by somebody else and one after the other, would stand in one issue; departments aside."""
    issues: list[list[str]] = []
    known: list[tuple[Known, NDArray[np.float32]]] = []
    for number, (text, vector) in enumerate(zip(posts, encode(posts), strict=True)):
        mine = printed(_mention(text, brand=brand, author=f"author {number}"))
        kin = kin_among(mine, [replace(each, closeness=float(vector @ theirs)) for each, theirs in known])
        if kin is None:
            issues.append([])
        at = len(issues) - 1 if kin is None else kin.issue
        issues[at].append(text)
        known.append((Known(issue=at, print=mine, may_mean=kin is None), vector))
    return issues


def _mention(text: str, *, brand: str, author: str) -> Mention:
    return Mention(
        source="outages", external_id=text, text=text, received_at=MOMENT, brand=brand, author=Author(id=author)
    )
