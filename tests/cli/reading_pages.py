"""Reads a page of HTML the way a browser would, as far as the tests ask."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = {"meta", "link", "img", "br"}


@dataclass(slots=True)
class Read:
    """What stood in a page."""

    words: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    pictures: list[dict[str, str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    left_open: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Read()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found.tags.add(tag)
        self.found.links += [given[name] for name in ("src", "href") if name in given]
        if tag not in _EMPTY:
            self.found.left_open.append(tag)
        if tag == "img":
            self.found.pictures.append(given)
        if tag == "tr":
            self.found.rows.append([])

    def handle_endtag(self, tag: str) -> None:
        assert self.found.left_open.pop() == tag

    def handle_data(self, data: str) -> None:
        inside = self.found.left_open[-1] if self.found.left_open else ""
        if inside == "style":
            return
        self.found.words.append(data)
        if inside in {"h1", "h2"}:
            self.found.headings.append(data)
        if inside in {"td", "th"}:
            self.found.rows[-1].append(data)


def read_page(html: str) -> Read:
    """What stands in `html`; every tag is closed where it belongs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.found.left_open == []
    return reader.found
