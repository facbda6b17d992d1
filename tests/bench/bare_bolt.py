"""A Bolt app that acknowledges every click and does nothing else: the least that any bot could take.

A process of its own: `python -m tests.bench.bare_bolt`, with the bot's own variables. By Socket Mode where there is an
app token, else by HTTP.
"""

import os
import re

import uvicorn
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def main() -> None:
    """Serve until it is ended."""
    # Bolt would take it from there, and ask Slack whose it is at each click.
    token = os.environ.pop("SLACK_BOT_TOKEN")
    client = WebClient(base_url=os.environ["SLACK_API_URL"])
    known = AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="U1", bot_id="B1", bot_token=token)
    app = App(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"], authorize=lambda: known)
    app.action(re.compile(".*"))(lambda ack: ack())
    app_token = os.environ.get("SLACK_APP_TOKEN")
    if app_token:
        SocketModeHandler(app, app_token, web_client=client).connect()
    uvicorn.run(_web(app), port=int(os.environ["WEB_PORT"]), log_config=None, access_log=False)


def _web(app: App) -> Starlette:
    async def events(request: Request) -> Response:
        answer = await run_in_threadpool(app.dispatch, to_bolt_request(request, await request.body()))
        return to_starlette_response(answer)

    async def ready(_request: Request) -> Response:
        return Response()

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"]), Route("/readyz", ready)])


if __name__ == "__main__":
    main()
