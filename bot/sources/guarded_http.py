"""Fetches strangers' URLs without being led astray.

Guarantees: http and https only; no address that is not public (also none wrapped in IPv6), checked again at each
redirect; the address that was checked is the one that is connected to; no credentials, cookies or proxies of this
machine; limits on redirects, on time as a whole, and on size as sent and as unpacked.
"""

import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import httpx2

from bot.errors import TemporaryFailure

USER_AGENT = "Doorknock (reads public feeds)"
PING_AGENT = "Doorknock (is well)"
MAX_REDIRECTS = 5
MAX_SIZE = 8 * 1_048_576
"""Bytes of a body, unpacked."""
TOTAL_SECONDS = 30.0
STEP_SECONDS = 10.0
_CHUNK = 65_536

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Prefixes under which an IPv4 address travels inside an IPv6 one: NAT64 (RFC 6052) and its local form (RFC 8215).
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))


class Unreachable(TemporaryFailure):
    """The address was refused, did not answer, or sent more than anybody needs. The message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What came back. `headers` have lower-case names; `url` is where the last redirect led; `body` is unpacked."""

    status: int
    headers: Mapping[str, str]
    url: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What may be fetched.

    `allows_loopback` is for tests and rehearsals on one machine, `allows_private` for what the settings name: a
    company's own monitor stands in its own network.
    """

    allows_loopback: bool = False
    allows_private: bool = False
    max_size: int = MAX_SIZE
    total_seconds: float = TOTAL_SECONDS

    def address_of(self, host: str, port: int) -> Address:
        """The address to connect to. Raises Unreachable where the host has none, or any that is not public."""
        addresses = _addresses(host, port)
        for address in addresses:
            if not self._is_allowed(address):
                raise Unreachable(f"{host} is at {address}, which is not on the public internet, so it is not fetched")
        # IPv4 first: a machine without IPv6 still resolves such names.
        return min(addresses, key=lambda address: address.version)

    def _is_allowed(self, address: Address) -> bool:
        inner = embedded(address)
        if self.allows_loopback and inner.is_loopback:
            return True
        if self.allows_private and inner.is_private:
            return not inner.is_unspecified
        return inner.is_global and not (inner.is_multicast or inner.is_reserved or inner.is_unspecified)


PUBLIC_ONLY = Guard()
OPERATORS_OWN = Guard(allows_loopback=True, allows_private=True, max_size=65_536, total_seconds=10.0)


def _addresses(host: str, port: int) -> list[Address]:
    try:
        return [ipaddress.ip_address(host)]
    except ValueError:
        pass  # a name
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"{host} has no address: {error}; is the name right?") from None
    return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def embedded(address: Address) -> Address:
    """The address that packets for `address` end at: an IPv4 one inside IPv6 is taken out."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if any(address in network for network in _NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)


def fetch(url: str, *, headers: Mapping[str, str], guard: Guard) -> Response:
    """GET `url`. Raises Unreachable; any status is an answer, not an error."""
    deadline = time.monotonic() + guard.total_seconds
    asked = {"user-agent": USER_AGENT, "accept-encoding": "gzip, deflate", **headers}
    try:
        with _client(guard) as client, client.stream("GET", url, headers=asked) as response:
            return Response(
                status=response.status_code,
                headers={name.lower(): value for name, value in response.headers.items()},
                url=str(response.url),
                body=_body(response, guard=guard, deadline=deadline),
            )
    except httpx2.TooManyRedirects:
        raise Unreachable(f"{url} redirects more than {MAX_REDIRECTS} times") from None
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise Unreachable(f"{url} does not answer: {str(error) or type(error).__name__}") from None


def ping(url: str, *, guard: Guard = OPERATORS_OWN) -> None:
    """GET an address from the settings, for the sake of being seen. Raises Unreachable where that was not welcome."""
    # A monitor's address is a password in all but name, so errors say its host alone.
    host = urlsplit(url).hostname or "it"
    try:
        response = fetch(url, headers={"user-agent": PING_AGENT}, guard=guard)
    except Unreachable as failure:
        raise Unreachable(str(failure).replace(url, host)) from None
    if response.status >= 400:
        raise Unreachable(f"{host} answered {response.status}")


def _client(guard: Guard) -> httpx2.Client:
    return httpx2.Client(
        transport=_PinnedTransport(guard),
        follow_redirects=True,
        max_redirects=MAX_REDIRECTS,
        timeout=min(STEP_SECONDS, guard.total_seconds),
        # No proxy and no .netrc of this machine: a proxy would resolve names itself, past the guard.
        trust_env=False,
    )


@cache
def _certificates() -> ssl.SSLContext:
    """Whom to trust; read once, because that takes longer than a fetch."""
    return httpx2.create_ssl_context()


class _PinnedTransport(httpx2.BaseTransport):
    """Resolves, checks, and connects to the very address that was checked. Redirects pass through here too."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._inner = httpx2.HTTPTransport(verify=_certificates())

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send `request` to the address its host was found at."""
        url = request.url
        if url.scheme not in ("http", "https") or not url.host:
            raise Unreachable(f"{url} is no http or https address")
        address = self._guard.address_of(url.host, url.port or (443 if url.scheme == "https" else 80))
        pinned = httpx2.Request(
            request.method,
            url.copy_with(host=str(address), username=None, password=None),
            # The Host header was set from the name before, and is kept; credentials in the URL are not.
            headers=[(name, value) for name, value in request.headers.raw if name.lower() not in _PRIVATE],
            # The certificate must be the name's, not the address's.
            extensions={**request.extensions, "sni_hostname": url.host},
        )
        return self._inner.handle_request(pinned)

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


_PRIVATE = frozenset((b"authorization", b"cookie", b"proxy-authorization"))


def _body(response: httpx2.Response, *, guard: Guard, deadline: float) -> bytes:
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise Unreachable(f"{response.url} is packed as «{encoding}», which was not asked for")
    parts = bytearray()
    for part in _unpacked(response.iter_raw(_CHUNK), is_packed=encoding not in ("identity", ""), limit=guard.max_size):
        parts += part
        if len(parts) > guard.max_size:
            raise Unreachable(f"{response.url} is larger than {guard.max_size} bytes")
        if time.monotonic() > deadline:
            raise Unreachable(f"{response.url} took longer than {guard.total_seconds:.0f} s")
    return bytes(parts)


def _unpacked(chunks: Iterator[bytes], *, is_packed: bool, limit: int) -> Iterator[bytes]:
    """The body in pieces that never hold much more than `limit`, however well it is packed."""
    if not is_packed:
        yield from chunks
        return
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # 32: gzip or zlib, by its header
    try:
        for chunk in chunks:
            yield unpacker.decompress(chunk, limit + 1)
            while unpacker.unconsumed_tail:
                yield unpacker.decompress(unpacker.unconsumed_tail, limit + 1)
        yield unpacker.flush()
    except zlib.error as error:
        raise Unreachable(f"the body cannot be unpacked: {error}") from None
