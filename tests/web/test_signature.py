import base64
from datetime import UTC, datetime, timedelta

import pytest
import standardwebhooks
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.web.signature import NotProven, signing_key, verify_bearer, verify_signature
from tests.web.harness import OLD_SECRET, SECRET, signature_headers

# The vector of the reference implementation's own tests: this id, time, body and secret give this signature.
VECTOR_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
VECTOR_BODY = b'{"test": 2432232314}'
VECTOR_TIME = datetime.fromtimestamp(1614265330, UTC)
VECTOR = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}
secrets = st.binary(min_size=16, max_size=64).map(lambda key: "whsec_" + base64.b64encode(key).decode())


def test_the_reference_vector_holds() -> None:
    assert verify_signature(VECTOR_BODY, VECTOR, secrets=[VECTOR_SECRET], now=VECTOR_TIME) == VECTOR["webhook-id"]


@given(secrets, st.text(st.characters(codec="utf-8")), st.from_regex(r"msg_[A-Za-z0-9]{1,20}", fullmatch=True))
def test_whatever_the_reference_implementation_signs_we_accept(secret: str, text: str, delivery: str) -> None:
    body = text.encode()
    headers = signature_headers(body, delivery=delivery, secret=secret, at=VECTOR_TIME.timestamp())
    assert verify_signature(body, headers, secrets=[secret], now=VECTOR_TIME) == delivery


@given(secrets, secrets, st.binary())
def test_another_secret_or_another_body_is_refused(secret: str, other: str, body: bytes) -> None:
    headers = signature_headers(b"{}", delivery="msg_1", secret=secret, at=VECTOR_TIME.timestamp())
    if other != secret:
        with pytest.raises(NotProven, match="no signature"):
            verify_signature(b"{}", headers, secrets=[other], now=VECTOR_TIME)
    if body != b"{}":
        with pytest.raises(NotProven, match="no signature"):
            verify_signature(body, headers, secrets=[secret], now=VECTOR_TIME)


def test_while_secrets_rotate_either_side_may_be_ahead() -> None:
    headers = signature_headers(b"{}", delivery="msg_1", secret=OLD_SECRET, at=VECTOR_TIME.timestamp())
    verify_signature(b"{}", headers, secrets=[SECRET, OLD_SECRET], now=VECTOR_TIME)
    fresh = signature_headers(b"{}", delivery="msg_1", secret=SECRET, at=VECTOR_TIME.timestamp())
    both = f"{headers['webhook-signature']} {fresh['webhook-signature']} v1a,Zm9v v1,*** v1"
    verify_signature(b"{}", {**fresh, "webhook-signature": both}, secrets=[SECRET], now=VECTOR_TIME)


@pytest.mark.parametrize("minutes", [-6, -5.02, 5.02, 6, 100_000])
def test_a_signature_counts_five_minutes_each_way(minutes: float) -> None:
    now = VECTOR_TIME + timedelta(minutes=minutes)
    with pytest.raises(NotProven, match="300 are allowed"):
        verify_signature(VECTOR_BODY, VECTOR, secrets=[VECTOR_SECRET], now=now)
    for within in (-5, 0, 5):
        near = VECTOR_TIME + timedelta(minutes=within)
        verify_signature(VECTOR_BODY, VECTOR, secrets=[VECTOR_SECRET], now=near)


@pytest.mark.parametrize("header", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_each_header_is_needed(header: str) -> None:
    headers = {name: value for name, value in VECTOR.items() if name != header}
    with pytest.raises(NotProven, match="are needed"):
        verify_signature(VECTOR_BODY, headers, secrets=[VECTOR_SECRET], now=VECTOR_TIME)


@pytest.mark.parametrize("timestamp", ["1614265330.0", "-1", "soon", "1" * 13, "١٢٣"])
def test_a_timestamp_is_digits(timestamp: str) -> None:
    with pytest.raises(NotProven):
        verify_signature(
            VECTOR_BODY, {**VECTOR, "webhook-timestamp": timestamp}, secrets=[VECTOR_SECRET], now=VECTOR_TIME
        )


def test_a_signature_without_secrets_never_holds() -> None:
    with pytest.raises(NotProven):
        verify_signature(VECTOR_BODY, VECTOR, secrets=[], now=VECTOR_TIME)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_ä", "whsec_not base64"])
def test_a_secret_that_is_no_base64_is_a_setting_to_mend_and_is_not_shown(secret: str) -> None:
    with pytest.raises(SettingsError) as error:
        signing_key(secret)
    assert "base64" in str(error.value)
    assert "not base64" not in str(error.value)
    assert error.value.__cause__ is None


def test_a_secret_may_come_without_prefix_and_padding() -> None:
    padded = base64.b64encode(b"sixteen bytes !!").decode()
    assert signing_key(padded) == signing_key("whsec_" + padded.rstrip("=")) == b"sixteen bytes !!"
    assert standardwebhooks.Webhook(padded)._whsecret == signing_key(padded)


@pytest.mark.parametrize("header", ["Bearer one", "bearer  two ", "BEARER two"])
def test_any_bearer_secret_in_force_opens(header: str) -> None:
    verify_bearer({"authorization": header}, secrets=["one", "two"])


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic one", "Bearer three", "one", "Bearer ünë"])
def test_anything_else_does_not(header: str) -> None:
    with pytest.raises(NotProven):
        verify_bearer({"authorization": header}, secrets=["one", "two"])
