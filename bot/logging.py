"""Logging: structlog to standard error, key=value for people on a terminal, a JSON object a line for programs.

Answers for: one way for our own log and for the libraries', and that no secret gets into it: tokens are known by their
shape, the settings' own secrets by their text. May not: decide what is worth logging.
"""

import json
import logging
import re
import sys
from collections.abc import Callable, Iterable
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[hidden]"
# A short one would blot out ordinary words.
SHORTEST_SECRET = 6
_TOKEN = re.compile(r"\bxox[a-z](?:\.xox[a-z])?-[\w.%-]+|\bxapp-[\w.%-]+|\bxwfp-[\w.%-]+")
_BEARER = re.compile(r"(?i)\b(bearer(?:\s|%20|:)+|token\\?[\"']?\s?[:=]\s?\\?[\"']?)[\w.~+/-]{6,}=*")
_URL_PASSWORD = re.compile(r"(://[^:@/\s\"']*:)[^@/\s\"']+@")
# They say each request, with its headers and its body.
_TALKATIVE = ("slack_sdk", "slack_bolt", "aiohttp.access", "apscheduler", "alembic", "asyncio")


def hide_secrets(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without tokens, bearer values, passwords in addresses and the given secrets."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            text = text.replace(secret, HIDDEN).replace(json.dumps(secret)[1:-1], HIDDEN)
    text = _TOKEN.sub(HIDDEN, text)
    text = _BEARER.sub(rf"\1{HIDDEN}", text)
    return _URL_PASSWORD.sub(rf"\1{HIDDEN}@", text)


def configure_logging(secrets: Iterable[str] = (), stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Send what is logged from ``level`` on to ``stream`` (standard error). ``secrets``: texts that never appear."""
    target = stream or sys.stderr
    for_people = target.isatty()
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.PositionalArgumentsFormatter()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _line_for_people if for_people else structlog.processors.JSONRenderer(ensure_ascii=False),
                _hiding(tuple(secrets)),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


def _line_for_people(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """``12:00:00 info ready address=…``; a traceback stands below."""
    moment, level = str(event.pop("timestamp")), event.pop("level")
    said, name, trace = event.pop("event"), event.pop("logger", ""), event.pop("exception", "")
    values = "".join(f" {key}={_shown(value)}" for key, value in event.items())
    return f"{moment[11:19]}Z {level:<7} {name}: {said}{values}" + (f"\n{trace}" if trace else "")


def _shown(value: object) -> str:
    text = str(value)
    return text if text and not re.search(r"[\s\"=]", text) else json.dumps(text, ensure_ascii=False)


def _hiding(secrets: tuple[str, ...]) -> Callable[[WrappedLogger, str, Any], str]:
    """The last step, on the line as it goes out: so no way round it."""

    def hide(_logger: WrappedLogger, _method: str, line: Any) -> str:
        return hide_secrets(line, secrets)

    return hide
