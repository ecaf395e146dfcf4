"""What is logged: for people on a terminal, for programs otherwise, and never a secret."""

import io
import json
import logging

import pytest
import structlog

from bot.logging import HIDDEN, configure_logging, hide_secrets


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_for_programs_every_line_is_an_object() -> None:
    stream = io.StringIO()
    configure_logging(stream=stream)
    structlog.get_logger("fenghuo").info("ready", address="http://127.0.0.1:1", title="门店")
    logging.getLogger("somebody.else").warning("%s is odd", "this")
    ours, theirs = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (ours["event"], ours["logger"], ours["level"], ours["title"]) == ("ready", "fenghuo", "info", "门店")
    assert (theirs["event"], theirs["logger"]) == ("this is odd", "somebody.else")
    assert ours["timestamp"].endswith("Z")


def test_for_people_it_is_key_and_value() -> None:
    screen = Screen()
    configure_logging(stream=screen)
    structlog.get_logger("fenghuo").warning("tried again later", attempt=2, reason="no answer")
    assert screen.getvalue().rstrip().endswith('fenghuo: tried again later attempt=2 reason="no answer"')


def test_an_exception_keeps_its_traceback() -> None:
    for stream in (io.StringIO(), Screen()):
        configure_logging(stream=stream)
        try:
            raise ValueError("what went wrong")
        except ValueError:
            structlog.get_logger("fenghuo").exception("broken")
        assert "ValueError: what went wrong" in stream.getvalue()


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("token xoxb-123-abc.def", "123-abc.def"),
        ("xoxe.xoxp-1-refresh", "refresh"),
        ("url?token=xapp-1-A&x", "1-A"),
        ("Authorization: Bearer abc.DEF-123", "abc.DEF-123"),
        ('{"Authorization": "bearer abcdef=="}', "abcdef"),
        ("postgresql://me:opensesame@host/db", "opensesame"),
        ('{"token": "a-secret-of-ours"}', "a-secret-of-ours"),
        ("signed with 8f742231b10e", "8f742231b10e"),
        ('a "quoted\\" one"', 'quoted\\" one'),
    ],
)
def test_secrets_are_hidden(text: str, secret: str) -> None:
    shown = hide_secrets(text, ["8f742231b10e", 'quoted" one'])
    assert secret not in shown
    assert HIDDEN in shown


def test_ordinary_words_stay() -> None:
    text = "the token of bearer bonds: a token expired, token_expired, http://127.0.0.1:8080/alerts/generic"
    assert hide_secrets(text, ["a", "the"]) == text


@pytest.mark.parametrize("stream", [io.StringIO(), Screen()])
def test_nothing_secret_goes_out_wherever_it_stands(stream: io.StringIO) -> None:
    configure_logging(["alert-secret"], stream)
    log = structlog.get_logger("fenghuo")
    log.info("xoxb-1-secret", headers={"Authorization": "Bearer alert-secret"}, url="redis://u:secret-pw@h")
    logging.getLogger("library").error("sent %s", {"token": "xapp-2-secret"})
    try:
        raise RuntimeError("with xoxb-3-secret in it")
    except RuntimeError:
        log.exception("broken")
    for secret in ("1-secret", "2-secret", "3-secret", "alert-secret", "secret-pw"):
        assert secret not in stream.getvalue()
    assert stream.getvalue().count(HIDDEN) >= 5
