import json
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.web.harness import House, slow_throttle


@pytest.fixture(scope="module")
def server() -> Iterator[House]:
    house = House()
    yield house
    house.close()


@pytest.fixture
def house(server: House) -> House:
    """The same server for all, and an empty store for each."""
    server.store.tables.mentions.clear()
    server.store.tables.received.clear()
    server.store.broken = None
    return server


GUEST = {"id": "77", "text": "The room was cold.", "author": "Ann", "url": "https://x.com/ann/1"}


def test_a_signed_mention_is_stored_before_the_sender_hears_of_it(house: House) -> None:
    response = house.signed(GUEST)
    assert (response.status_code, response.json()) == (200, {"received": 1, "known": 0})
    mention = house.store.mentions[0]
    assert (mention.source, mention.external_id, mention.text) == ("webhook:mediawatch", "77", "The room was cold.")
    assert (mention.author.name, mention.platform) == ("Ann", "x")


def test_a_replayed_delivery_hears_known_and_stores_nothing(house: House) -> None:
    house.signed(GUEST, delivery="msg_9")
    replay = house.signed({**GUEST, "id": "78"}, delivery="msg_9")
    assert (replay.status_code, replay.json()) == (200, {"status": "known"})
    assert len(house.store.mentions) == 1


def test_the_same_mention_in_another_delivery_is_known(house: House) -> None:
    house.signed(GUEST, delivery="msg_1")
    assert house.signed(GUEST, delivery="msg_2").json() == {"received": 0, "known": 1}


def test_an_expired_signature_is_refused(house: House) -> None:
    response = house.signed(GUEST, age=301)
    assert response.status_code == 401
    assert "301 seconds old" in response.json()["error"]
    assert house.store.mentions == []


def test_a_forged_body_is_refused(house: House) -> None:
    assert house.signed(GUEST, secret="whsec_Zm9yZ2VyeSBmb3JnZXJ5").status_code == 401
    assert house.send("mediawatch", GUEST, headers={}).status_code == 401
    assert house.bearer(GUEST, secret="wrong").status_code == 401
    assert house.store.mentions == []


def test_a_bearer_sender_speaks_its_own_shape(house: House) -> None:
    items = [{"id": 5, "content": {"body": "Lovely"}, "who": {"reach": "12K"}}, {"id": 6, "content": {"body": "Cold"}}]
    assert house.bearer({"data": {"results": items}}).json() == {"received": 2, "known": 0}
    mention = house.store.mentions[0]
    assert (mention.external_id, mention.text, mention.author.followers) == ("5", "Lovely", 12_000)
    assert (mention.brand, mention.platform) == ("aurora", "instagram")


def test_good_ones_are_stored_and_bad_ones_reported_by_index(house: House) -> None:
    items = [{"id": 1, "content": {"body": "Good"}}, {"id": 2, "content": {}}, "three"]
    response = house.bearer({"data": {"results": items}})
    assert response.status_code == 200
    assert response.json() == {
        "received": 1,
        "known": 0,
        "rejected_count": 2,
        "rejected": [
            {
                "index": 1,
                "error": "there is no text at «content.body»",
                "path": "data.results[1].content.body",
            },
            {"index": 2, "error": "a mention is a JSON object, this is text", "path": "data.results[2]"},
        ],
    }


def test_a_batch_without_any_mention_is_refused_with_the_path_that_is_missing(house: House) -> None:
    response = house.bearer({"data": {"results": [{"id": 1}]}})
    assert response.status_code == 422
    assert response.json()["rejected"][0]["path"] == "data.results[0].content.body"
    no_list = house.bearer({"data": {}})
    assert (no_list.status_code, no_list.json()["path"]) == (422, "data.results")
    assert house.signed([], delivery="empty").json() == {"received": 0, "known": 0}


def test_a_refused_delivery_may_come_again_once_it_is_mended(house: House) -> None:
    assert house.signed({"id": "1"}, delivery="msg_1").status_code == 422
    assert house.signed(GUEST, delivery="msg_1").json() == {"received": 1, "known": 0}


def test_a_value_that_cannot_be_read_is_noted_and_the_mention_kept(house: House) -> None:
    response = house.signed({**GUEST, "followers": "many"})
    assert response.json()["received"] == 1
    assert response.json()["notes"] == ["author.followers: «many» cannot be read as a count, so it is left out"]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b'{"text": "a",\n "id": }', "line 2, column 8"),
        (b"", "line 1, column 1"),
        (b'{"text": NaN}', "NaN"),
        (b"[" * 100_000, "nested"),
        (b'{"text": "\xff"}', "byte 10"),
        (b'{"id": ' + b"9" * 5_000 + b"}", "not JSON"),
    ],
)
def test_what_is_not_json_is_refused_with_what_and_where(house: House, body: bytes, what: str) -> None:
    response = house.bearer(body)
    assert response.status_code == 400
    assert what in response.json()["error"]


def test_an_unknown_sender_is_told_where_the_names_are(house: House) -> None:
    response = house.bearer(GUEST, source="nobody")
    assert response.status_code == 404
    assert "nobody" in response.json()["error"]


def test_a_body_over_the_limit_is_refused_by_its_announcement(house: House) -> None:
    response = house.bearer(b'"' + b"x" * 1_048_576 + b'"')
    assert response.status_code == 413
    assert "1048576" in response.json()["error"]


def test_a_body_over_the_limit_is_refused_while_it_streams_without_announcement(house: House) -> None:
    parts = (b"x" * 65_536 for _ in range(64))
    response = house.client.post("/webhooks/zapier", content=parts)
    assert response.request.headers["transfer-encoding"] == "chunked"
    assert response.status_code == 413


def test_a_full_database_asks_the_sender_to_come_again_and_then_takes_it(house: House) -> None:
    house.store.broken = OSError("database or disk is full")
    response = house.signed(GUEST)
    assert (response.status_code, response.headers["retry-after"]) == (503, "30")
    house.store.broken = None
    assert house.signed(GUEST).json() == {"received": 1, "known": 0}


@pytest.mark.parametrize("source", ["unset", "mistyped", "broken"])
def test_a_fault_of_ours_asks_the_sender_to_come_again_and_tells_no_names(house: House, source: str) -> None:
    headers = {"authorization": "Bearer open sesame"}
    headers |= {"webhook-id": "1", "webhook-timestamp": "1795424400", "webhook-signature": "v1,Zm9v"}
    response = house.send(source, GUEST, headers=headers)
    assert response.status_code == 503
    assert "WEBHOOK_SECRET" not in response.text


def test_a_sender_that_is_too_fast_hears_when_to_come_again_and_no_other_sender_waits() -> None:
    house = House(throttle=slow_throttle())
    try:
        answers = [house.signed({**GUEST, "id": str(number)}, delivery=str(number)) for number in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[2].headers["retry-after"] == "10"
        assert len(house.store.mentions) == 2
        assert house.bearer({"data": {"results": []}}).status_code == 200
    finally:
        house.close()


def test_a_forger_cannot_use_up_the_share_of_a_sender() -> None:
    house = House(throttle=slow_throttle())
    try:
        for _ in range(5):
            assert house.signed(GUEST, secret="whsec_Zm9yZ2VyeSBmb3JnZXJ5").status_code == 401
        assert house.signed(GUEST).status_code == 200
    finally:
        house.close()


def test_many_senders_at_once_lose_nothing(house: House) -> None:
    answers: list[int] = []

    def send(part: int) -> None:
        for number in range(10):
            guest = {**GUEST, "id": f"{part}-{number}"}
            answers.append(house.signed(guest, delivery=f"msg_{part}_{number}").status_code)

    threads = [threading.Thread(target=send, args=(part,)) for part in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert answers == [200] * 80
    assert len(house.store.mentions) == 80


def test_a_sender_that_hangs_up_halfway_stores_nothing_and_harms_nobody(house: House) -> None:
    host, port = house.client.base_url.host, house.client.base_url.port
    with socket.create_connection((host, port or 80), timeout=5) as half:
        half.sendall(b"POST /webhooks/zapier HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n" + b'{"data"')
    assert house.signed(GUEST).status_code == 200
    assert len(house.store.mentions) == 1


def test_a_date_from_the_future_becomes_now_and_stays_readable_in_the_raw_text(house: House) -> None:
    late = (house.clock.now() + timedelta(days=3)).isoformat()
    house.signed({**GUEST, "published_at": late})
    assert house.store.mentions[0].published_at == house.clock.now()
    assert json.loads(house.store.mentions[0].raw)["published_at"] == late
