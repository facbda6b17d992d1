"""Structured logs: one canonical line per unit of work, for people or for machines.

Guarantees: no token or secret is written at any level, ours or a library's; the words of a post are written at DEBUG
only; what libraries log by the standard library comes out in the same form.
"""

import logging
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Literal, cast

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor, WrappedLogger

REDACTED = "[redacted]"

# What is secret wherever it stands: Slack's tokens, signing secrets of webhooks, a URL's password, Slack's own
# webhook addresses, which are passwords in all but name, and what follows "Bearer" where it can be a token: a sentence
# may speak of the bearer secret.
_SECRETS = re.compile(
    r"""
      \b xox[a-z](?:\.[a-z]+)? - [\w-]+
    | \b xapp - [\w-]+
    | \b whsec_ [\w+/=-]+
    | (?<= (?-i:Bearer)\  ) [^\s"',]{8,}
    | (?<= bearer\  ) (?= [^\s"',]*\d ) [^\s"',]{8,}
    | \b authorization ["']? \s* [:=] \s* ["']? (?: bearer | basic ) \s+ [^\s"',]+
    | (?<= :// ) [^\s/@:]* : [^\s/@]+ (?= @ )
    | (?<= hooks\.slack\.com/ ) [^\s"'<>]+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SECRET_NAMES = re.compile(r"token|secret|password|authorization|cookie|api[_-]?key", re.IGNORECASE)
_POST_NAMES = frozenset({"author_name", "blocks", "body", "payload", "raw", "raw_text", "text", "title"})


def configure_logging(
    *,
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO",
    log_format: Literal["console", "json"] = "console",
    stream: IO[str] | None = None,
) -> None:
    """Send every log line of this process to `stream` (standard error by default); a later call replaces it."""
    stream = stream or sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, structlog.stdlib.ExtraAdder(), *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                redact,
                _renderer(log_format, stream),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    _quieten_libraries(level)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )


def get_logger() -> FilteringBoundLogger:
    """The logger for everything that is no unit of work."""
    return cast(FilteringBoundLogger, structlog.get_logger("doorknock"))


class WorkLine:
    """The canonical line of one unit of work, while the work is done."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        self._facts = dict(facts)

    @property
    def facts(self) -> Mapping[str, object]:
        """What the line will say so far."""
        return self._facts

    def add(self, **facts: object) -> None:
        """Put facts on the line; the last value of a name counts."""
        self._facts.update(facts)

    def count(self, **amounts: int) -> None:
        """Add amounts to the counters of these names, which begin at 0."""
        for name, amount in amounts.items():
            self._facts[name] = cast(int, self._facts.get(name, 0)) + amount


@contextmanager
def unit_of_work_line(event: str, **facts: object) -> Iterator[WorkLine]:
    """Write exactly one line when the work within is over, with its duration in milliseconds.

    `with unit_of_work_line("triage", batch=32) as line: line.add(opened=3)`

    Work that raises is written at ERROR with the reason and its traceback, and the exception goes on: whoever catches
    it need not log it again.
    """
    line = WorkLine(facts)
    began = time.monotonic()
    try:
        yield line
    except Exception as error:
        get_logger().error(event, **line.facts, **_took(began), failed=type(error).__name__, exc_info=True)
        raise
    get_logger().info(event, **line.facts, **_took(began))


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Structlog processor: take out secrets, and above DEBUG the words of posts."""
    is_debug = event.get("level") == "debug"
    return {name: _shown(name, value, is_debug=is_debug) for name, value in event.items()}


def _shown(name: str, value: object, *, is_debug: bool) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if _SECRET_NAMES.search(name):
        return REDACTED
    if name in _POST_NAMES and not is_debug:
        return f"[{len(str(value))} characters]"
    if isinstance(value, Mapping):
        return {str(key): _shown(str(key), item, is_debug=is_debug) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_shown(name, item, is_debug=is_debug) for item in value]
    return _SECRETS.sub(REDACTED, str(value))


def _took(began: float) -> dict[str, float]:
    return {"ms": round((time.monotonic() - began) * 1000, 1)}


def _renderer(log_format: Literal["console", "json"], stream: IO[str]) -> Processor:
    if log_format == "json":
        return structlog.processors.JSONRenderer(sort_keys=False, ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback)


def _quieten_libraries(level: str) -> None:
    """At INFO, libraries speak of each request and each tick; our own lines say the same once."""
    for name in ("alembic", "apscheduler", "httpcore2", "httpx2", "slack_bolt", "slack_sdk", "uvicorn", "websockets"):
        logging.getLogger(name).setLevel(level if level == "DEBUG" else "WARNING")
    # It warns of each beat that comes while the one before is at work, which is as it should be.
    logging.getLogger("apscheduler.scheduler").setLevel(level if level == "DEBUG" else "ERROR")
