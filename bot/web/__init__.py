"""HTTP: signed webhooks, Slack's events, /healthz and /metrics.

Guarantee: the loop never blocks (all work is done in threads), and a sender hears 200 only after the commit.
"""

from bot.web.app import create_web_app as create_web_app
from bot.web.health import Health as Health
from bot.web.server import ServerThread as ServerThread
from bot.web.server import listen as listen
from bot.web.server import serve as serve
