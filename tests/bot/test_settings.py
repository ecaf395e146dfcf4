"""The settings: exactly the contract's names; whatever is wrong is one line that says which, why and what would do."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings.settings import Listen, Settings, SettingsError, load_settings, setting_names, without_password
from crisis.language import Language

ROOT = Path(__file__).parents[2]

CONTRACT = (
    "SLACK_BOT_TOKEN SLACK_APP_TOKEN SLACK_SIGNING_SECRET SLACK_API_URL FENGHUO_DATABASE_URL FENGHUO_LISTEN "
    "FENGHUO_ALERT_TOKEN FENGHUO_POLICY FENGHUO_DRILLS FENGHUO_LANGUAGE FENGHUO_TIMEZONE FENGHUO_COMMAND "
    "FENGHUO_UPDATES_CHANNEL FENGHUO_SECRET_GRAFANA FENGHUO_SECRET_PAGERDUTY FENGHUO_SECRET_SENTRY"
).split()


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def refused(env_file: Path) -> str:
    """The line with which the start ends."""
    with pytest.raises(SettingsError) as caught:
        load_settings(env_file)
    assert "\n" not in caught.value.line
    return caught.value.line


def test_the_names_are_those_of_the_contract() -> None:
    assert list(setting_names()) == CONTRACT


def test_nothing_set_gives_the_defaults_of_the_contract(env_file: Path) -> None:
    settings = load_settings(env_file)
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url == "sqlite:///fenghuo.db"
    assert settings.listen == Listen("127.0.0.1", 8080)
    assert (settings.language, settings.timezone) == (Language.ENGLISH, "UTC")
    assert (settings.command, settings.updates_channel) == ("/incident", "incidents")
    assert settings.policy is None
    assert settings.alert_token is None


def test_the_environment_wins_over_the_file(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env_file.write_text("FENGHUO_LANGUAGE=zh\nFENGHUO_TIMEZONE=Asia/Shanghai\n")
    monkeypatch.setenv("FENGHUO_LANGUAGE", "en")
    settings = load_settings(env_file)
    assert (settings.language, settings.timezone) == (Language.ENGLISH, "Asia/Shanghai")


def test_settings_made_directly_read_nothing_from_outside(
    tmp_path: Path, env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo must not come near a real Slack's token."""
    env_file.write_text("SLACK_APP_TOKEN=xapp-real")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-real")
    settings = Settings(database_url="sqlite:///other.db")
    assert (settings.slack_bot_token, settings.slack_app_token) == (None, None)


def test_an_empty_value_is_none(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a copy of .env.example, where it is filled in later."""
    env_file.write_text("SLACK_BOT_TOKEN=\n")
    monkeypatch.setenv("FENGHUO_LISTEN", "")
    settings = load_settings(env_file)
    assert settings.slack_bot_token is None
    assert settings.listen.port == 8080


# --------------------------------------------------------------------------------------- unknown names


def test_an_unknown_name_in_the_environment_is_named_with_the_nearest(
    env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FENGHUO_LISEN", "127.0.0.1:1")
    line = refused(env_file)
    assert "FENGHUO_LISEN (environment)" in line
    assert "FENGHUO_LISTEN?" in line


def test_an_unknown_name_that_is_like_no_other_comes_without_a_guess(
    env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FENGHUO_WIDGETS", "1")
    line = refused(env_file)
    assert "there is no such setting. .env.example" in line


def test_an_unknown_name_in_the_file_is_named_with_its_line(env_file: Path) -> None:
    env_file.write_text("# ours\nFENGHUO_LANGUAGE=zh\n\nFENGHUO_TIME_ZONE=UTC\n")
    line = refused(env_file)
    assert f"FENGHUO_TIME_ZONE（{env_file}:4）" in line
    assert "FENGHUO_TIMEZONE" in line
    assert "没有这个设置项" in line


def test_names_of_other_programs_are_left_alone(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env_file.write_text("COMPOSE_PROJECT_NAME=desk\n")
    monkeypatch.setenv("SLACK_TOKEN", "of something else")
    assert load_settings(env_file).command == "/incident"


# ------------------------------------------------------------------------------------------ bad values


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("FENGHUO_LISTEN", "8080", "127.0.0.1:8080"),
        ("FENGHUO_LISTEN", "127.0.0.1:70000", "65535"),
        ("FENGHUO_LISTEN", "[::zz]:80", "[::1]:8080"),
        ("FENGHUO_LISTEN", "::1:80", "[::1]:8080"),
        ("FENGHUO_LISTEN", "127.0.0.1:", "127.0.0.1:8080"),
        ("FENGHUO_LISTEN", "http://127.0.0.1:80", "127.0.0.1:8080"),
        ("SLACK_API_URL", "slack", "https://slack.com/api/"),
        ("SLACK_API_URL", "ftp://slack.com/api/", "https://slack.com/api/"),
        ("SLACK_API_URL", "http://127.0.0.1:port/api/", "https://slack.com/api/"),
        ("SLACK_API_URL", "https://slack.com/", "does not end in /api/"),
        ("SLACK_API_URL", "https://slack.com/api/auth.test", "does not end in /api/"),
        ("SLACK_API_URL", "https://slack.com/api/?x=1", "does not end in /api/"),
        ("FENGHUO_DATABASE_URL", "fenghuo.db", "sqlite:///fenghuo.db"),
        ("FENGHUO_DATABASE_URL", "mysql://host/db", "postgresql://"),
        ("FENGHUO_DATABASE_URL", "sqlite://fenghuo.db", "sqlite:///fenghuo.db"),
        ("FENGHUO_LANGUAGE", "fr", "en or zh"),
        ("FENGHUO_TIMEZONE", "Asia/Shangai", "Asia/Shanghai"),
        ("FENGHUO_TIMEZONE", "../etc/passwd", "no IANA time zone"),
        ("FENGHUO_COMMAND", "incident", "begin with “/”"),
        ("FENGHUO_COMMAND", "/Incident", "lower-case"),
        ("FENGHUO_COMMAND", "/in cident", "/incident"),
        ("FENGHUO_COMMAND", "/" + "x" * 32, "at most 32"),
        ("FENGHUO_UPDATES_CHANNEL", "C0123ABCD", "not the id"),
        ("FENGHUO_UPDATES_CHANNEL", "status updates", "no spaces"),
        ("SLACK_BOT_TOKEN", "xapp-1-A", "xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-1-A", "xapp-"),
        ("SLACK_SIGNING_SECRET", "xoxb-1-A", "another kind"),
        ("SLACK_BOT_TOKEN", "xoxb-1 xoxb-2", "no spaces"),
        ("FENGHUO_ALERT_TOKEN", "   ", "nothing but spaces"),
    ],
)
def test_a_bad_value_says_which_and_what_would_do(
    name: str, value: str, says: str, env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    line = refused(env_file)
    assert line.startswith(f"{name} (environment): ")
    assert says in line


def test_a_bad_value_in_the_file_is_named_with_its_line(env_file: Path) -> None:
    env_file.write_text("FENGHUO_LANGUAGE=en\nFENGHUO_LISTEN=here\n")
    assert refused(env_file).startswith(f"FENGHUO_LISTEN ({env_file}:2): “here”")


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"])
def test_a_refused_secret_is_not_shown(name: str, env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "xoxp-not-to-be-seen")
    assert "not-to-be-seen" not in refused(env_file)


def test_the_password_of_a_refused_database_is_not_shown(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENGHUO_DATABASE_URL", "postgres://me:hidden@host/db")
    assert "hidden" not in refused(env_file)
    assert without_password("postgresql://me:hidden@host/db") == "postgresql://me:…@host/db"
    assert without_password("postgresql://me:hid@den@host/db") == "postgresql://me:…@host/db"
    assert without_password("postgresql:///db?password=hidden&host=h") == "postgresql:///db?password=…&host=h"


# ----------------------------------------------------------------------------------- half-written file


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("FENGHUO_LANGUAGE=en\nFENGHUO_LISTEN\n", 2),
        ("\n\n# note\nSLACK_BOT_TOKEN='xoxb-keep7\n", 4),
        ('SLACK_BOT_TOKEN="xoxb-keep7\nSLACK_APP_TOKEN="xapp-1"\n', 1),
        ("FENGHUO_LANGUAGE=en\nsome words of explanation\n", 2),
        ("FENGHUO_LANGUAGE=en\nFENGHUO_COMMAND=/a\nFENGHUO_LANGUAGE=zh\n", 3),
        ("xoxb-alone-secret\n", 1),
    ],
)
def test_a_half_written_file_is_named_with_its_line(text: str, line: int, env_file: Path) -> None:
    env_file.write_text(text)
    said = refused(env_file)
    assert said.startswith(f"{env_file}:{line}:")
    assert "keep7" not in said
    assert "alone-secret" not in said


def test_a_file_that_is_not_utf8_is_refused(env_file: Path) -> None:
    env_file.write_bytes("FENGHUO_COMMAND=/事件\n".encode("gbk"))
    assert "UTF-8" in refused(env_file)


# ---------------------------------------------------------------------------------- what is made of it


def test_a_missing_slash_of_the_api_address_is_mended(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:8765/api")
    assert load_settings(env_file).slack_api_url == "http://127.0.0.1:8765/api/"


@pytest.mark.parametrize(
    ("value", "host", "port"), [("[::1]:9", "::1", 9), ("localhost:0", "localhost", 0), ("10.0.0.7:80", "10.0.0.7", 80)]
)
def test_an_address_to_listen_on(
    value: str, host: str, port: int, env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FENGHUO_LISTEN", value)
    listen = load_settings(env_file).listen
    assert (listen.host, listen.port) == (host, port)
    assert str(listen) == value


def test_a_command_and_a_channel_may_be_chinese(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENGHUO_COMMAND", "/事件")
    monkeypatch.setenv("FENGHUO_UPDATES_CHANNEL", "#危机通报")
    settings = load_settings(env_file)
    assert (settings.command, settings.updates_channel) == ("/事件", "危机通报")


def test_the_mode_follows_the_app_token() -> None:
    token, secret = SecretStr("xoxb-1"), SecretStr("s3cr3t")
    assert Settings(slack_bot_token=token, slack_app_token=SecretStr("xapp-1")).mode == "socket"
    assert Settings(slack_bot_token=token, slack_signing_secret=secret).mode == "http"


def test_running_needs_a_token_and_a_way_in() -> None:
    token = SecretStr("xoxb-1")
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN is missing"):
        Settings().require_slack()
    with pytest.raises(SettingsError, match="SLACK_APP_TOKEN and SLACK_SIGNING_SECRET"):
        Settings(slack_bot_token=token).require_slack()
    Settings(slack_bot_token=token, slack_signing_secret=SecretStr("s")).require_slack()
    Settings(slack_bot_token=token, slack_app_token=SecretStr("xapp-1")).require_slack()


def test_no_secret_is_in_the_settings_own_text() -> None:
    settings = Settings(
        slack_bot_token=SecretStr("xoxb-secret"),
        slack_app_token=SecretStr("xapp-secret"),
        slack_signing_secret=SecretStr("sign-secret"),
        alert_token=SecretStr("alert-secret"),
        database_url="postgresql://me:db-secret@host,other/name?sslpassword=key-secret",
    )
    assert "secret" not in repr(settings).replace("signing_secret", "")
    given = {"xoxb-secret", "xapp-secret", "sign-secret", "alert-secret", "db-secret", "key-secret"}
    assert set(settings.secret_texts) == given


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.8.9.1"])
def test_no_proxy_stands_between_us_and_a_local_workspace(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert Settings(slack_api_url=f"http://{host}:8765/api/").slack_proxy is None


def test_slack_is_reached_through_the_proxy_unless_no_proxy_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    assert Settings().slack_proxy == "http://proxy.example:3128"
    monkeypatch.setenv("NO_PROXY", "slack.com")
    assert Settings().slack_proxy is None


def test_secrets_of_sources_are_lists_by_commas_and_kept_out_of_logs(env_file: Path) -> None:
    env_file.write_text("FENGHUO_SECRET_SENTRY=new,,old\nFENGHUO_SECRET_GRAFANA=\n")
    settings = load_settings(env_file)
    assert settings.alert_secrets == {"sentry": ("new", "old")}
    assert {"new", "old"} <= set(settings.secret_texts)
    assert "old" not in repr(settings)
    env_file.write_text("FENGHUO_SECRET_SENTRY=new, old\n")
    assert "FENGHUO_SECRET_SENTRY" in refused(env_file)


# ---------------------------------------------------------------------------------------- .env.example


def documented() -> dict[str, tuple[str, list[str]]]:
    """Each name of .env.example with its value and the comment right above it."""
    found: dict[str, tuple[str, list[str]]] = {}
    comment: list[str] = []
    for line in (ROOT / ".env.example").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            comment.append(line.removeprefix("#").strip())
            continue
        if line:
            name, _, value = line.partition("=")
            found[name] = (value, comment)
        comment = []
    return found


def test_every_setting_is_in_the_example_with_a_comment_in_both_languages() -> None:
    found = documented()
    assert list(found) == CONTRACT
    for name, (_, comment) in found.items():
        said = " ".join(comment)
        assert re.search("[a-z]{3}", said), f"{name} has no English comment"
        assert re.search("[\u4e00-\u9fff]{2}", said), f"{name} has no Chinese comment"


def test_the_example_shows_the_defaults(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env_file.write_text((ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8")
    assert load_settings(env_file).model_dump() == Settings().model_dump()
    for value, _ in documented().values():
        assert not value.startswith("xox"), "a token in the example invites copying it"
