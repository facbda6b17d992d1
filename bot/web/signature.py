"""Proof that a webhook comes from whom it says: Standard Webhooks signatures, or a bearer secret.

Guarantees: comparisons take the same time whatever differs; every secret in force is tried, so that secrets can be
rotated; a signature counts for five minutes before and after its time. The scheme is that of standardwebhooks.com:
`v1,` and base64 of HMAC-SHA256 over "id.timestamp.body".
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.errors import DoorknockError, SettingsError

TOLERANCE_SECONDS = 300
SECRET_PREFIX = "whsec_"  # noqa: S105 - what secrets begin with, not one of them
_TIMESTAMP = re.compile(r"\d{1,12}")


class NotProven(DoorknockError):
    """The sender did not prove who it is. The message says what is missing, never what would be right."""


def verify_signature(body: bytes, headers: Mapping[str, str], *, secrets: Sequence[str], now: datetime) -> str:
    """The delivery's id, once its signature holds under one of `secrets` ("whsec_…" or bare base64).

    `headers` have lower-case names. Raises NotProven, or SettingsError where a secret is not base64.
    """
    delivery, timestamp, signatures = (headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    if not (delivery and timestamp and signatures):
        raise NotProven("this sender signs: webhook-id, webhook-timestamp and webhook-signature are needed")
    _check_age(timestamp, now=now)
    signed = b".".join((delivery.encode("latin-1", "replace"), timestamp.encode(), body))
    expected = [hmac.new(signing_key(secret), signed, hashlib.sha256).digest() for secret in secrets]
    offered = [given for part in signatures.split() if (given := _offered(part)) is not None]
    if not _any_same(expected, offered):
        raise NotProven("no signature in webhook-signature fits; is the secret the same on both sides?")
    return delivery


def verify_bearer(headers: Mapping[str, str], *, secrets: Sequence[str]) -> None:
    """Check `Authorization: Bearer <secret>` against every secret in force. Raises NotProven."""
    scheme, _, given = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not given:
        raise NotProven("this sender needs the header «Authorization: Bearer …» with its secret")
    if not _any_same([secret.encode() for secret in secrets], [given.strip().encode("utf-8", "replace")]):
        raise NotProven("the bearer secret is not the right one; is it the same on both sides?")


def signing_key(secret: str) -> bytes:
    """The key behind a secret as it is written. Raises SettingsError."""
    written = secret.removeprefix(SECRET_PREFIX)
    try:
        key = base64.b64decode(written + "=" * (-len(written) % 4), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not key:
        # Raised outside the except clause: the secret must not travel in the chain of causes.
        raise SettingsError("a webhook secret cannot be read: it should be whsec_ and base64, as the sender shows it")
    return key


def _any_same(expected: Sequence[bytes], offered: Sequence[bytes]) -> bool:
    # A sum, because any() would stop at the first pair that fits.
    return sum(hmac.compare_digest(right, given) for right in expected for given in offered) > 0


def _check_age(timestamp: str, *, now: datetime) -> None:
    if not _TIMESTAMP.fullmatch(timestamp):
        raise NotProven("webhook-timestamp should be the seconds since 1970, in digits")
    age = now.timestamp() - int(timestamp)
    if abs(age) > TOLERANCE_SECONDS:
        side = "old" if age > 0 else "ahead of us"
        raise NotProven(
            f"webhook-timestamp is {abs(age):.0f} seconds {side}, and {TOLERANCE_SECONDS} are allowed; "
            "send again with a fresh one, and check the clocks"
        )


def _offered(part: str) -> bytes | None:
    version, _, encoded = part.partition(",")
    if version != "v1":
        return None
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
