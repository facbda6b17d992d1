"""A page of HTML that stands by itself: its frame, its tables, its pictures, and how it is written to disk.

Guarantee: no script and no request, to anywhere; every text is escaped; what is there already is kept.
"""

import base64
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

import click

# The page may load nothing at all: what it shows is in it.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--faint:#5b626c;--line:#d5d3cc;--link:#0a5fa5}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--paper:#15181c;--faint:#a3acb7;--line:#3a424b;--link:#7cc0ff}}
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:62rem;margin:0 auto;
padding:1.5rem 1rem 3rem;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25;margin:0}h2{font-size:1.15rem;margin:2.2rem 0 .5rem}
.lead{font-size:1.15rem;margin:.6rem 0 0}
ul,.lead{max-width:46rem}ul{margin:.3rem 0;padding-left:1.2rem}li{margin:.2rem 0}
.number{color:var(--link);font-weight:600}
figure{margin:1rem 0 0;display:flex;flex-wrap:wrap;gap:0 2.5rem;align-items:flex-start}
.figures{flex:1 1 18rem;min-width:0}.figures .caption:first-child{margin-top:.3rem}
img{display:block;width:360px;max-width:100%;height:auto;border-radius:8px}
.wide{overflow-x:auto;margin:0 0 .8rem}table{border-collapse:collapse;font-size:.85rem}
.caption{color:var(--faint);font-size:.9rem;margin:1rem 0 .2rem}
th,td{padding:.25rem 0 .25rem .5rem;text-align:right;border-bottom:1px solid var(--line);
font-variant-numeric:tabular-nums;overflow-wrap:normal}
thead th{vertical-align:bottom;color:var(--faint);font-weight:600}td{white-space:nowrap}
.text{text-align:left;white-space:normal;overflow-wrap:break-word;font-weight:inherit}
th:first-child{padding-left:0}
@media(max-width:430px){table{font-size:.78rem}th,td{padding-left:.35rem}}
footer{color:var(--faint);margin-top:3rem;font-size:.9rem}
@media print{:root{--ink:#000;--paper:#fff;--faint:#444;--line:#bbb;--link:#000}body{max-width:none;padding:0}
figure,tr,li{break-inside:avoid}h2{break-after:avoid}.wide{overflow:visible}}
"""


def page_of(title: str, body: Iterable[str]) -> str:
    """The whole page; `body` is HTML already, `title` is not."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n"
        f"<body><main>{''.join(body)}</main></body></html>\n"
    )


def figure_of(png: bytes, alt: str, table: str) -> str:
    """A picture with its words, and its figures as tables beside it, below where there is no room."""
    inside = base64.b64encode(png).decode("ascii")
    picture = f'<img src="data:image/png;base64,{inside}" alt="{escape(alt)}">'
    return f'<figure>{picture}<div class="figures">{table}</div></figure>'


def table_of(caption: str, head: Sequence[str], body: Iterable[Sequence[str]], *, texts: int = 1) -> str:
    """A table of plain texts; its first column names the row, the first `texts` hold words and the others numbers."""
    top = "".join(_cell("th", cell, ' scope="col"', is_text=at < texts) for at, cell in enumerate(head))
    lines = "".join(f"<tr>{_row(line, texts)}</tr>" for line in body)
    # A phone scrolls what is too wide sideways, so the caption stands outside; the keyboard must reach it to scroll.
    return (
        f'<p class="caption">{escape(caption)}</p>'
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"<table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _row(line: Sequence[str], texts: int) -> str:
    first, *rest = line
    cells = (_cell("td", cell, "", is_text=at < texts) for at, cell in enumerate(rest, start=1))
    return _cell("th", first, ' scope="row"', is_text=True) + "".join(cells)


def _cell(tag: str, text: str, scope: str, *, is_text: bool) -> str:
    return f"<{tag}{scope}{' class=text' if is_text else ''}>{escape(text)}</{tag}>"


def refuse_if_there(file: Path, *, is_forced: bool) -> None:
    """Say so before any work is done, where writing would take something away."""
    if file.exists() and not is_forced:
        raise click.ClickException(f"{file} is there already. Name another file, or add --force to write over it.")


def write_whole(file: Path, page: str) -> None:
    """Write the page to `file`, whole or not at all."""
    draft = file.with_name(f".{file.name}.draft")
    try:
        draft.write_text(page, encoding="utf-8")
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise click.ClickException(f"{file}: cannot be written ({error.strerror}). Name another place.") from error
    click.echo(f"The page is in {file}.", err=True)
