"""`fenghuo`: the commands, their options and their help, in the language of ``FENGHUO_LANGUAGE``.

Answers for: wrong use is one line on standard error and exit status 2, a failed thing one line and 1. May not: do the
work; ``bot.commandline`` does. Each command imports what it needs when it is called, because help and wrong use must
answer at once: everything together takes two seconds to import.
"""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.collecting import collect_later
from bot.commandline import similar_texts
from bot.commandline import texts as t
from bot.commandline.defaulting import DEFAULT, GroupWithDefault
from bot.commandline.parser import Command, Group, said_wrong
from bot.commandline.terminal import FAILED, WRONG_USE, Terminal, take_any_letter
from bot.commandline.training_line import TRIAGE, add_training
from bot.commandline.triage_line import add_triage
from bot.commandline.trying_texts import ALERT_OPTION, SOURCE_OPTION
from bot.settings.spoken import spoken_language
from crisis.language import Language, Text

NAME = "fenghuo"
PORT = 8765  # of the page: the contract's
HIGHEST_PORT = 65_535


class Form(StrEnum):
    """What `export` makes."""

    MARKDOWN = "md"
    HTML = "html"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line and exit with its status."""
    take_any_letter()
    terminal = Terminal(spoken_language())
    sys.exit(_status(list(sys.argv[1:] if arguments is None else arguments), terminal))


def _status(arguments: list[str], terminal: Terminal) -> int:
    app = build(terminal)
    try:
        status = app(arguments or ["--help"], prog_name=NAME, standalone_mode=False)
    except typer.Exit as wanted:
        return wanted.exit_code
    except (typer.Abort, KeyboardInterrupt):
        terminal.complain(t.INTERRUPTED.say(terminal.language))
        return FAILED
    except typer.TyperException as wrong:
        terminal.complain(said_wrong(wrong, terminal.language, NAME))
        return WRONG_USE
    except Exception as error:
        from bot.commandline.failures import failure_of

        failure = failure_of(error, terminal.language)
        if failure is None:
            raise
        terminal.complain(failure.text.say(terminal.language, **failure.values))
        return failure.status
    return status if isinstance(status, int) else 0


def build(terminal: Terminal) -> typer.Typer:
    """The program with all its commands."""
    language = terminal.language
    app = _group(t.PROGRAM, language)
    _add_serving(app, terminal)
    _add_looking(app, terminal)
    _add_incident(app, terminal)
    _add_records(app, terminal)
    _add_similar(app, terminal)
    policy = _group(t.POLICY, language)
    _add_policy(policy, terminal)
    app.add_typer(policy, name="policy")
    triage = _group(TRIAGE, language, GroupWithDefault)
    add_triage(triage, terminal, DEFAULT)
    add_training(triage, terminal)
    app.add_typer(triage, name="triage")
    return app


def _group(about: Text, language: Language, kind: type[Group] = Group) -> typer.Typer:
    return typer.Typer(
        cls=kind, help=about.say(language), add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )


def _option(about: Text, terminal: Terminal, *names: str, **more: Any) -> Any:
    return typer.Option(*names, help=about.say(terminal.language), show_default=False, **more)


def _argument(about: Text, terminal: Terminal, **more: Any) -> Any:
    return typer.Argument(help=about.say(terminal.language), show_default=False, **more)


def _add_serving(app: typer.Typer, terminal: Terminal) -> None:
    language = terminal.language
    port_option = _option(t.PORT, terminal, "--port", min=0, max=HIGHEST_PORT)

    @app.command("run", cls=Command, help=t.RUN.say(language))
    def run() -> int:
        collect_later()
        from bot.commandline.serving import run_bot

        return run_bot()

    @app.command("demo", cls=Command, help=t.DEMO.say(language))
    def demo(
        case: Annotated[str | None, _option(t.CASE, terminal, "--case")] = None,
        speed: Annotated[float | None, _option(t.SPEED, terminal, "--speed", min=0.01)] = None,
        leave: Annotated[bool, _option(t.EXIT, terminal, "--exit")] = False,
        port: Annotated[int, port_option] = PORT,
        out: Annotated[Path | None, _option(t.OUT_FOLDER, terminal, "--out")] = None,
        browser: Annotated[bool, _option(t.BROWSER, terminal, "--browser/--no-browser")] = True,
        drills: Annotated[Path | None, _option(t.DRILLS_FOLDER, terminal, "--drills")] = None,
    ) -> int:
        from bot.commandline.local import run_demo
        from bot.demo.options import DemoOptions

        return run_demo(DemoOptions(case, speed, leave, port, out, browser, drills=drills))

    @app.command("workspace", cls=Command, help=t.WORKSPACE.say(language))
    def workspace(
        port: Annotated[int, port_option] = PORT,
        manifest: Annotated[list[Path] | None, _option(t.APP_MANIFEST, terminal, "--manifest")] = None,
        request_url: Annotated[str | None, _option(t.REQUEST_URL, terminal, "--request-url", metavar="URL")] = None,
        as_json: Annotated[bool, _option(t.JSON, terminal, "--json")] = False,
    ) -> int:
        from bot.commandline.local import run_workspace

        return run_workspace(terminal, port, manifest or (), request_url, as_json)


def _add_looking(app: typer.Typer, terminal: Terminal) -> None:
    language = terminal.language

    @app.command("check", cls=Command, help=t.CHECK.say(language))
    def check(as_json: Annotated[bool, _option(t.JSON, terminal, "--json")] = False) -> int:
        from bot.commandline.checking import run_check

        return run_check(terminal, as_json)

    @app.command("manifest", cls=Command, help=t.MANIFEST.say(language))
    def manifest(http: Annotated[str | None, _option(t.HTTP, terminal, "--http", metavar="URL")] = None) -> int:
        from bot.commandline.checking import run_manifest

        return run_manifest(terminal, http)


def _add_incident(app: typer.Typer, terminal: Terminal) -> None:
    # What follows the first word is all words, whatever it looks like.
    ours_first = {"allow_interspersed_args": False}

    @app.command("incident", cls=Command, help=t.INCIDENT.say(terminal.language), context_settings=ours_first)
    def incident(
        words: Annotated[list[str] | None, _argument(t.WORDS, terminal, metavar="WORDS")] = None,
        person: Annotated[str | None, _option(t.AS, terminal, "--as", metavar="PERSON")] = None,
        number: Annotated[int | None, _option(t.ON, terminal, "--on", min=1, metavar="NUMBER")] = None,
        once: Annotated[str | None, _option(t.ONCE, terminal, "--once", metavar="ID")] = None,
        as_json: Annotated[bool, _option(t.JSON, terminal, "--json")] = False,
    ) -> int:
        from bot.commandline.incident import request, run_incident

        return run_incident(terminal, request(terminal, words, person, number, once), as_json)


def _add_records(app: typer.Typer, terminal: Terminal) -> None:
    language = terminal.language

    @app.command("migrate", cls=Command, help=t.MIGRATE.say(language))
    def migrate(
        to: Annotated[str | None, _option(t.TO, terminal, "--to", metavar="URL")] = None,
        as_json: Annotated[bool, _option(t.JSON, terminal, "--json")] = False,
    ) -> int:
        from bot.commandline.records import run_copy, run_migrate

        return run_migrate(terminal, as_json) if to is None else run_copy(terminal, to, as_json)

    @app.command("export", cls=Command, help=t.EXPORT.say(language))
    def export(
        number: Annotated[int, _argument(t.NUMBER, terminal, min=1, metavar="NUMBER")],
        form: Annotated[Form, _option(t.FORMAT, terminal, "--format")] = Form.MARKDOWN,
        out: Annotated[Path | None, _option(t.OUT_FILE, terminal, "--out")] = None,
    ) -> int:
        from bot.commandline.records import run_export

        return run_export(terminal, number, form.value, out)

    @app.command("verify", cls=Command, help=t.VERIFY.say(language))
    def verify(
        number: Annotated[int | None, _argument(t.NUMBER_OR_ALL, terminal, min=1, metavar="[NUMBER]")] = None,
        as_json: Annotated[bool, _option(t.JSON, terminal, "--json")] = False,
    ) -> int:
        from bot.commandline.records import run_verify

        return run_verify(terminal, number, as_json)


def _add_similar(app: typer.Typer, terminal: Terminal) -> None:
    @app.command("similar", cls=Command, help=similar_texts.SIMILAR.say(terminal.language))
    def similar(
        history: Annotated[Path, _option(similar_texts.HISTORY, terminal, "--history", metavar="FILE")],
    ) -> int:
        from bot.commandline.similar import run_similar

        return run_similar(terminal, history)


def _add_policy(app: typer.Typer, terminal: Terminal) -> None:
    language = terminal.language

    @app.command("check", cls=Command, help=t.POLICY_CHECK.say(language))
    def check(
        file: Annotated[Path, _argument(t.FILE, terminal, metavar="FILE")],
        source: Annotated[str | None, _option(SOURCE_OPTION, terminal, "--source", metavar="NAME")] = None,
        alert: Annotated[Path | None, _option(ALERT_OPTION, terminal, "--alert", metavar="FILE")] = None,
        as_json: Annotated[bool, _option(t.JSON, terminal, "--json")] = False,
    ) -> int:
        from bot.commandline.checking import run_policy_check

        return run_policy_check(terminal, file, as_json, alert, source)

    @app.command("schema", cls=Command, help=t.POLICY_SCHEMA.say(language))
    def schema() -> int:
        from bot.commandline.checking import run_policy_schema

        return run_policy_schema(terminal)
