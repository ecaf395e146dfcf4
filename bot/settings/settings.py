"""The settings: from the environment and ``.env``, checked before anything starts.

Answers for: exactly the names of the contract (docs and ``.env.example`` list them); whatever is wrong is one line that
says which setting, why, and what would do. May not: read the policy, open anything, or let a secret be shown.
"""

import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit
from urllib.request import getproxies_environment, proxy_bypass
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.settings import texts as t
from bot.settings.env_file import HalfWritten, lines_of_names
from bot.settings.spoken import ENV_FILE, spoken_language
from crisis.language import Language, Text

OURS = "FENGHUO_"
POSTGRESQL = "postgresql://"
COMMAND_LIMIT = 32  # Slack's, the slash included
CHANNEL_LIMIT = 80  # Slack's


class SettingsError(Exception):
    """The start ends here. ``line``: which setting, why, and what would do; no secret is in it."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


class WrongValue(ValueError):
    """A value that cannot be used; said in the reader's language by whoever reports it."""

    def __init__(self, text: Text, **values: object) -> None:
        super().__init__(text.say(Language.ENGLISH, **values))
        self.text = text
        self.values = values


@dataclass(frozen=True, slots=True)
class Listen:
    """Where the bot's own HTTP server listens. Port 0: any free one."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def _secret(*wrong: str, wanted: str = "") -> Callable[[SecretStr], SecretStr]:
    def check(secret: SecretStr) -> SecretStr:
        value = secret.get_secret_value().strip()
        if not value:
            raise WrongValue(t.IS_EMPTY)
        if len(value.split()) > 1:
            raise WrongValue(t.HAS_SPACES)
        for prefix in wrong:
            if value.startswith(prefix):
                raise WrongValue(t.OTHER_TOKEN, found=prefix, wanted=wanted)
        return SecretStr(value)

    return check


def _api_url(value: str) -> str:
    try:
        parts = urlsplit(value.strip())
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a broken IPv6 address
        raise WrongValue(t.NO_URL, value=value) from None
    if not usable or re.search(r"\s", value.strip()):
        raise WrongValue(t.NO_URL, value=value)
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    if not path.endswith("/api/") or parts.query or parts.fragment:
        raise WrongValue(t.NO_API_PATH, value=value)
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def checked_database_url(value: str) -> str:
    """The address of a database, without space around it. Raises WrongValue."""
    url = value.strip()
    rest = url.removeprefix(POSTGRESQL)
    if not (url.startswith("sqlite:///") or (rest != url and rest)):
        raise WrongValue(t.NO_DATABASE, value=without_password(url))
    if rest != url and _is_half_quoted(rest):
        raise WrongValue(t.HALF_QUOTED)  # without its value: nobody knows where the password in it ends
    return url


def _is_half_quoted(rest: str) -> bool:
    """Whether user or password hold signs that libpq would take for something else."""
    place = rest.partition("?")[0]
    try:
        unquote(place, errors="strict")
    except UnicodeDecodeError:
        return True
    return place.count("@") > 1 or "@" in place.partition("/")[2] or bool(re.search("%(?![0-9A-Fa-f]{2})", place))


def _listen(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    host, mark, port = value.strip().rpartition(":")
    if not mark or not re.fullmatch(r"[0-9]{1,5}", port) or int(port) > 65_535:
        raise WrongValue(t.NO_LISTEN, value=value)
    if host.startswith("[") and host.endswith("]"):
        return Listen(_ipv6(host[1:-1], value), int(port))
    if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.\-]*[A-Za-z0-9])?", host):
        raise WrongValue(t.NO_LISTEN, value=value)
    return Listen(host, int(port))


def _ipv6(host: str, value: str) -> str:
    try:
        return str(ipaddress.IPv6Address(host))
    except ValueError:
        raise WrongValue(t.NO_LISTEN, value=value) from None


def _language(value: Any) -> Any:
    try:
        return Language(value)
    except ValueError:
        raise WrongValue(t.NO_LANGUAGE, value=value) from None


@cache
def _timezones() -> frozenset[str]:
    return frozenset(available_timezones())  # asks the file system for each


def timezone_name(value: str) -> str:
    known = _timezones()
    if value in known:
        return value
    nearest = get_close_matches(value, sorted(known), n=3, cutoff=0.5) or ["UTC", "Asia/Shanghai", "Europe/Berlin"]
    raise WrongValue(t.NO_TIMEZONE, value=value, nearest=", ".join(nearest))


def _folder(value: Path) -> Path:
    if not value.is_dir():
        raise WrongValue(t.NO_FOLDER, value=value)
    return value


def _command(value: str) -> str:
    fits = re.fullmatch(r"/[\w-]+", value) and value == value.lower() and len(value) <= COMMAND_LIMIT
    if not fits:
        raise WrongValue(t.NO_COMMAND, value=value)
    return value


def _channel(value: str) -> str:
    name = value.strip().removeprefix("#")
    if not re.fullmatch(r"[\w-]+", name) or name != name.lower() or len(name) > CHANNEL_LIMIT:
        raise WrongValue(t.NO_CHANNEL, value=value)
    return name


class Settings(BaseSettings):
    """All settings, checked and frozen. Made directly it reads nothing from outside; ``load_settings`` does."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, validate_default=False
    )

    slack_bot_token: Annotated[SecretStr, AfterValidator(_secret("xapp-", "xoxp-", wanted="xoxb-"))] | None = Field(
        None, alias="SLACK_BOT_TOKEN"
    )
    slack_app_token: Annotated[SecretStr, AfterValidator(_secret("xoxb-", "xoxp-", wanted="xapp-"))] | None = Field(
        None, alias="SLACK_APP_TOKEN"
    )
    slack_signing_secret: (
        Annotated[SecretStr, AfterValidator(_secret("xoxb-", "xoxp-", "xapp-", wanted="0123abcd"))] | None
    ) = Field(None, alias="SLACK_SIGNING_SECRET")
    slack_api_url: Annotated[str, AfterValidator(_api_url)] = Field("https://slack.com/api/", alias="SLACK_API_URL")
    database_url: Annotated[str, AfterValidator(checked_database_url)] = Field(
        "sqlite:///fenghuo.db", alias="FENGHUO_DATABASE_URL", repr=False
    )
    listen: Annotated[Listen, NoDecode, BeforeValidator(_listen)] = Field(
        Listen("127.0.0.1", 8080), alias="FENGHUO_LISTEN"
    )
    alert_token: Annotated[SecretStr, AfterValidator(_secret())] | None = Field(None, alias="FENGHUO_ALERT_TOKEN")
    policy: Path | None = Field(None, alias="FENGHUO_POLICY")
    drills: Annotated[Path, AfterValidator(_folder)] | None = Field(None, alias="FENGHUO_DRILLS")
    language: Annotated[Language, BeforeValidator(_language)] = Field(Language.ENGLISH, alias="FENGHUO_LANGUAGE")
    timezone: Annotated[str, AfterValidator(timezone_name)] = Field("UTC", alias="FENGHUO_TIMEZONE")
    command: Annotated[str, AfterValidator(_command)] = Field("/incident", alias="FENGHUO_COMMAND")
    updates_channel: Annotated[str, AfterValidator(_channel)] = Field("incidents", alias="FENGHUO_UPDATES_CHANNEL")

    secret_grafana: Annotated[SecretStr, AfterValidator(_secret())] | None = Field(
        None, alias="FENGHUO_SECRET_GRAFANA", repr=False
    )
    secret_pagerduty: Annotated[SecretStr, AfterValidator(_secret())] | None = Field(
        None, alias="FENGHUO_SECRET_PAGERDUTY", repr=False
    )
    secret_sentry: Annotated[SecretStr, AfterValidator(_secret())] | None = Field(
        None, alias="FENGHUO_SECRET_SENTRY", repr=False
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)

    @property
    def mode(self) -> Literal["socket", "http"]:
        """How Slack reaches us: over Socket Mode when there is an app token, else over HTTP."""
        return "socket" if self.slack_app_token else "http"

    @property
    def bot_token(self) -> str:
        """The bot token itself. Raises SettingsError when there is none."""
        return self._token().get_secret_value()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def slack_is_local(self) -> bool:
        """Whether ``SLACK_API_URL`` names this machine: the local workspace."""
        return is_loopback(urlsplit(self.slack_api_url).hostname or "")

    @property
    def slack_proxy(self) -> str | None:
        """The proxy that calls of Slack go through, or None: for a loopback address, and for what NO_PROXY names.

        slack_sdk takes a proxy from the environment and ignores NO_PROXY, also when it is
        made with ``proxy=None``: assign this to ``client.proxy`` after the client (web and Socket Mode) was made.
        """
        parts = urlsplit(self.slack_api_url)
        if self.slack_is_local or proxy_bypass(parts.hostname or ""):
            return None
        proxies = getproxies_environment()
        return proxies.get(parts.scheme) or proxies.get("all") or None

    @property
    def alert_secrets(self) -> dict[str, tuple[str, ...]]:
        """By the name of the source, what its webhooks may be signed with; sources without a secret are not in it."""
        given = {"grafana": self.secret_grafana, "pagerduty": self.secret_pagerduty, "sentry": self.secret_sentry}
        return {name: tuple(filter(None, (plain(secret) or "").split(","))) for name, secret in given.items() if secret}

    @property
    def secret_texts(self) -> tuple[str, ...]:
        """Every secret's own text, so that logging can keep it out."""
        given = (self.slack_bot_token, self.slack_app_token, self.slack_signing_secret, self.alert_token)
        address = urlsplit(self.database_url)
        asked = parse_qs(address.query)
        passwords = (address.password, *asked.get("password", ()), *asked.get("sslpassword", ()))
        signing = (each for secrets in self.alert_secrets.values() for each in secrets)
        tokens = (secret.get_secret_value() for secret in given if secret)
        return (*tokens, *signing, *(each for each in passwords if each))

    def require_slack(self) -> None:
        """Raises SettingsError unless all is there that a connection to Slack needs."""
        self._token()
        if self.mode == "http" and self.slack_signing_secret is None:
            raise SettingsError(t.NO_WAY_IN.say(self.language))

    def _token(self) -> SecretStr:
        if self.slack_bot_token is None:
            raise SettingsError(t.NO_BOT_TOKEN.say(self.language))
        return self.slack_bot_token


class _FromOutside(Settings):
    """The same, read from the environment and, where that says nothing, from the ``.env`` file."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True, case_sensitive=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (env_settings, dotenv_settings)


def setting_names() -> tuple[str, ...]:
    """Every name that may be set, in the order of the contract."""
    return tuple(str(field.alias) for field in Settings.model_fields.values())


def load_settings(env_file: Path = ENV_FILE) -> Settings:
    """The settings of this process: the environment's, then the file's, then the defaults. Raises SettingsError."""
    language = spoken_language(env_file)
    try:
        lines = lines_of_names(env_file)
    except HalfWritten as half:
        raise SettingsError(half.text.say(language, **half.values)) from None
    places = _Places(env_file, lines, language)
    _refuse_unknown(places)
    try:
        return _FromOutside(_env_file=env_file)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = str(first["loc"][0])
        cause = first.get("ctx", {}).get("error")
        why = cause.text.say(language, **cause.values) if isinstance(cause, WrongValue) else t.WRONG_VALUE.say(language)
        raise SettingsError(t.FRAME.say(language, name=name, where=places.of(name), why=why)) from None


def without_password(url: str) -> str:
    """A database's address as it may be shown."""
    # Up to the last @: one in the password may stand there as it is.
    hidden = re.sub(r"(://[^:@/\s]*):\S*@", r"\1:…@", url)
    return re.sub(r"([?&](?:ssl)?password=)[^&\s]*", r"\1…", hidden)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where each name was set, so that a person finds it."""

    file: Path
    lines: Mapping[str, int]
    language: Language

    def of(self, name: str) -> str:
        if os.environ.get(name):
            return t.IN_ENVIRONMENT.say(self.language)
        return t.IN_FILE.say(self.language, file=self.file, line=self.lines.get(name, 0))


def _refuse_unknown(places: _Places) -> None:
    known = setting_names()
    for name in [*places.lines, *os.environ]:
        if name.startswith(OURS) and name not in known:
            # Without what all of them begin with, which would make any two alike.
            endings = [each.removeprefix(OURS) for each in known if each.startswith(OURS)]
            nearest = get_close_matches(name.removeprefix(OURS), endings, n=1)
            in_file = t.IN_FILE.say(places.language, file=places.file, line=places.lines.get(name, 0))
            where = in_file if name in places.lines else t.IN_ENVIRONMENT.say(places.language)
            text = t.UNKNOWN_LIKE if nearest else t.UNKNOWN
            near = "".join(OURS + ending for ending in nearest)
            raise SettingsError(text.say(places.language, name=name, where=where, nearest=near))


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def plain(secret: SecretStr | None) -> str | None:
    """What a secret says; None when it is not set."""
    return secret.get_secret_value() if secret else None
