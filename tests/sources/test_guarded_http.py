import gzip
import ipaddress
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.sources.guarded_http import PUBLIC_ONLY, Guard, Unreachable, embedded, fetch
from tests.sources.feed_site import Page, Site

LOCAL = Guard(allows_loopback=True, max_size=100_000, total_seconds=5)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.8",
        "192.168.1.1",
        "172.16.3.4",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - to be refused
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::a00:1]",
        "[2002:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
        "localhost",
        "127.1",
    ],
)
def test_addresses_that_are_not_public_are_never_fetched(address: str) -> None:
    with pytest.raises(Unreachable, match="not on the public internet"):
        fetch(f"http://{address}/feed", headers={}, guard=PUBLIC_ONLY)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_addresses_are_allowed_also_wrapped_ones(address: str) -> None:
    assert PUBLIC_ONLY._is_allowed(ipaddress.ip_address(address))


def test_what_is_wrapped_in_ipv6_is_taken_out() -> None:
    assert embedded(ipaddress.ip_address("64:ff9b::7f00:1")) == ipaddress.ip_address("127.0.0.1")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/x", "gopher://x", "http://", "/feed", "x"])
def test_only_web_addresses_are_fetched(url: str) -> None:
    with pytest.raises(Unreachable):
        fetch(url, headers={}, guard=LOCAL)


def test_the_name_travels_although_the_address_is_pinned(site: Site) -> None:
    site.pages["/feed"] = Page(body=b"hello")
    response = fetch(site.url.replace("127.0.0.1", "localhost") + "/feed", headers={"x-a": "1"}, guard=LOCAL)
    assert (response.status, response.body) == (200, b"hello")
    path, headers = site.asked[-1]
    assert (path, headers["host"].partition(":")[0], headers["x-a"]) == ("/feed", "localhost", "1")


def test_no_credentials_are_sent_even_if_the_url_has_some(site: Site) -> None:
    site.pages["/feed"] = Page(body=b"hello")
    fetch(site.url.replace("//", "//ann:secret@") + "/feed", headers={}, guard=LOCAL)
    assert not {"authorization", "cookie"} & set(site.asked[-1][1])


def test_a_cookie_from_one_answer_is_not_carried_to_the_next(site: Site) -> None:
    site.pages["/a"] = Page(status=302, headers={"location": "/b", "set-cookie": "a=1; Path=/"})
    site.pages["/b"] = Page(body=b"hello")
    fetch(site.url + "/a", headers={}, guard=LOCAL)
    assert "cookie" not in site.asked[-1][1]


def test_each_redirect_is_checked_again(site: Site) -> None:
    site.pages["/away"] = Page(status=302, headers={"location": "http://169.254.169.254/latest"})
    with pytest.raises(Unreachable, match=r"169\.254\.169\.254, which is not on the public internet"):
        fetch(site.url + "/away", headers={}, guard=LOCAL)
    site.pages["/file"] = Page(status=302, headers={"location": "file:///etc/passwd"})
    with pytest.raises(Unreachable):
        fetch(site.url + "/file", headers={}, guard=LOCAL)


def test_a_redirect_is_followed_and_a_circle_is_left(site: Site) -> None:
    site.pages["/old"] = Page(status=301, headers={"location": "/new"})
    site.pages["/new"] = Page(body=b"here")
    assert fetch(site.url + "/old", headers={}, guard=LOCAL).url == site.url + "/new"
    site.pages["/circle"] = Page(status=302, headers={"location": "/circle"})
    with pytest.raises(Unreachable, match="more than 5 times"):
        fetch(site.url + "/circle", headers={}, guard=LOCAL)


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_packed_bodies_are_unpacked(site: Site, encoding: str, pack: object) -> None:
    site.pages["/packed"] = Page(body=pack(b"hello" * 100), headers={"content-encoding": encoding})  # type: ignore[operator]
    assert fetch(site.url + "/packed", headers={}, guard=LOCAL).body == b"hello" * 100


def test_a_small_packet_that_unpacks_to_gigabytes_is_refused(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 20_000_000)
    site.pages["/bomb"] = Page(body=bomb, headers={"content-encoding": "gzip"})
    assert len(bomb) < LOCAL.max_size
    with pytest.raises(Unreachable, match="larger than 100000 bytes"):
        fetch(site.url + "/bomb", headers={}, guard=LOCAL)


@pytest.mark.parametrize(
    ("body", "encoding", "why"),
    [(b"x" * 100_001, "identity", "larger"), (b"not gzip", "gzip", "unpacked"), (b"x", "br", "not asked for")],
)
def test_bodies_that_are_too_large_or_badly_packed_are_refused(
    site: Site, body: bytes, encoding: str, why: str
) -> None:
    site.pages["/odd"] = Page(body=body, headers={"content-encoding": encoding})
    with pytest.raises(Unreachable, match=why):
        fetch(site.url + "/odd", headers={}, guard=LOCAL)


def test_a_body_that_drips_is_left_when_its_time_is_over(site: Site) -> None:
    def drip() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x"
            time.sleep(0.02)

    site.pages["/drip"] = Page(stream=drip)
    with pytest.raises(Unreachable, match="took longer"):
        fetch(site.url + "/drip", headers={}, guard=replace(LOCAL, total_seconds=0.2))


def test_a_site_that_is_down_is_named(site: Site) -> None:
    other = Site()
    other.close()
    with pytest.raises(Unreachable, match=f"{other.url}/feed does not answer"):
        fetch(other.url + "/feed", headers={}, guard=LOCAL)
