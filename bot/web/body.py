"""Reads a request's body with a limit on size and time, before anybody looks into it."""

import asyncio

from starlette.requests import Request

MAX_BODY = 1_048_576
"""Bytes of the largest body that is read: 1 MiB."""
READ_SECONDS = 20.0


class BodyTooLarge(Exception):
    """The body is larger than the limit; it was not read to its end."""


class BodyTooSlow(Exception):
    """The body did not arrive in time."""


async def read_body(request: Request, *, limit: int) -> bytes:
    """The whole body, at most `limit` bytes, whether or not it announces its length."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise BodyTooLarge
    try:
        async with asyncio.timeout(READ_SECONDS):
            return await _gather(request, limit=limit)
    except TimeoutError:
        raise BodyTooSlow from None


async def _gather(request: Request, *, limit: int) -> bytes:
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > limit:
            raise BodyTooLarge
    return bytes(parts)
