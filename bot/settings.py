"""The environment and `.env`, read once into a frozen `Settings`.

Guarantees: every wrong setting is named in one `SettingsError`, with what is wrong and where to get the right one;
nothing secret appears in a repr, in an error or in a log. `.env` never overrides the real environment.
"""

import os
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails

from bot.env_file import read_env_file
from bot.errors import SettingsError


class Role(StrEnum):
    """What one process does; any number of processes may share a role."""

    WEB = "web"
    INGEST = "ingest"
    TRIAGE = "triage"
    DELIVER = "deliver"
    TICK = "tick"


class Settings(BaseModel):
    """Everything that differs from one installation to the next. `load_settings` makes it; it never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, str_strip_whitespace=True)

    # A description says where to get the right value; it ends each complaint about the field.
    # A URL may carry a password, so it is kept out of the repr; `database_label` is the one to show.
    database_url: str = Field(
        default="sqlite:///doorknock.db",
        repr=False,
        description="Write sqlite:///doorknock.db, or postgresql://user:password@host/name.",
    )
    slack_bot_token: SecretStr | None = Field(
        default=None,
        description="The bot token (xoxb-…) is at api.slack.com/apps → your app → OAuth & Permissions, "
        "once the app is installed.",
    )
    slack_app_token: SecretStr | None = Field(
        default=None,
        description="The app-level token (xapp-…) is at api.slack.com/apps → your app → Basic Information → "
        "App-Level Tokens; give it connections:write.",
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None,
        description="The signing secret is at api.slack.com/apps → your app → Basic Information → App Credentials.",
    )
    slack_config_token: SecretStr | None = Field(
        default=None,
        description="An app configuration token (xoxe.xoxp-…) is at api.slack.com/apps → Your App Configuration "
        "Tokens; it lives twelve hours, and only `doorknock doctor` uses it.",
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/", description="Leave it out to use Slack itself, https://slack.com/api/."
    )
    rules_dir: Path = Path("routing_rules")

    encoder: str = ""
    """A Hugging Face model id or a folder; empty means the one that is packaged."""
    encoder_backend: Literal["auto", "fp32", "bf16", "int8"] = Field(
        default="auto", description="Write auto, fp32, bf16 or int8; leave it out for auto."
    )
    encoder_device: Literal["auto", "cpu", "cuda"] = Field(
        default="auto", description="Write auto, cpu or cuda; leave it out for a GPU where there is one."
    )
    torch_threads: int = Field(
        default=0, ge=0, le=1024, description="Write a whole number; 0 or leaving it out is one thread a core."
    )

    web_host: str = "127.0.0.1"
    web_port: int = Field(
        default=3000, ge=0, le=65535, description="Write a whole number up to 65535 (0: any free one), such as 3000."
    )
    roles: tuple[Role, ...] = Field(
        default=tuple(Role),
        description=f"Choose among {', '.join(Role)}, with commas between; leave it out for all of them.",
    )

    deadman_url: SecretStr | None = Field(
        default=None,
        description="The address that a monitor such as healthchecks.io or Uptime Kuma gives you to be pinged: "
        "https://…; leave it out for none.",
    )

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Write DEBUG, INFO, WARNING or ERROR."
    )
    log_format: Literal["console", "json"] = Field(default="console", description="Write console or json.")

    secrets: Mapping[str, SecretStr] = Field(default_factory=dict, repr=False)
    """Every other variable with SECRET in its name, which sources may refer to."""

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        scheme, separator, rest = url.partition("://")
        if scheme in {"postgres", "postgresql", "postgresql+psycopg"} and separator:
            return f"postgresql+psycopg://{rest}"
        if scheme == "sqlite" and separator:
            return url
        raise ValueError("is neither SQLite nor PostgreSQL")

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, token: SecretStr | None) -> SecretStr | None:
        return _slack_token(token, prefix="xoxb-")

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, token: SecretStr | None) -> SecretStr | None:
        return _slack_token(token, prefix="xapp-")

    @field_validator("slack_signing_secret")
    @classmethod
    def _signing_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and (found := _token_kind(secret)):
            raise ValueError(f"starts with {found[0]}: that is {found[1]}")
        return secret

    @field_validator("slack_api_url")
    @classmethod
    def _safe_api_url(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("is no http(s) address")
        if parts.scheme == "http" and not _is_this_machine(parts.hostname):
            raise ValueError("is plain http to another machine, and tokens would travel readable: make it https")
        return url.rstrip("/") + "/"

    @field_validator("deadman_url")
    @classmethod
    def _web_address(cls, url: SecretStr | None) -> SecretStr | None:
        parts = urlsplit(url.get_secret_value()) if url else None
        if parts and (parts.scheme not in {"http", "https"} or not parts.hostname):
            raise ValueError("is no http(s) address")
        return url

    @field_validator("rules_dir")
    @classmethod
    def _named_rules_dir(cls, path: Path) -> Path:
        return path.expanduser()

    @field_validator("roles", mode="before")
    @classmethod
    def _split_roles(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return _known_roles(re.split(r"[\s,]+", value.strip().lower()))

    @field_validator("encoder_backend", "encoder_device", "log_level", mode="before")
    @classmethod
    def _in_its_case(cls, value: object, field: ValidationInfo) -> object:
        if not isinstance(value, str):
            return value
        return value.upper() if field.field_name == "log_level" else value.lower()

    @property
    def database_label(self) -> str:
        """The database's URL as it may be shown: as it was written, without user and password."""
        return re.sub(r"//[^/]*@", "//", self.database_url.replace("+psycopg", "", 1)).partition("?")[0]

    @property
    def slack_transport(self) -> Literal["socket", "http"]:
        """How Slack reaches the bot: by Socket Mode where there is an app-level token, else by signed HTTP."""
        return "socket" if self.slack_app_token else "http"

    def require_slack(self) -> None:
        """Raise `SettingsError` naming everything that is missing to talk to Slack."""
        problems = []
        if self.slack_bot_token is None:
            problems.append(_problem("SLACK_BOT_TOKEN", "is missing"))
        if self.slack_app_token is None and self.slack_signing_secret is None:
            problems.append(_problem("SLACK_APP_TOKEN", "is missing (or SLACK_SIGNING_SECRET, for HTTP)"))
        _raise_all(problems)

    def webhook_secrets(self, variables: str) -> tuple[str, ...]:
        """The secrets in the variables that a source's `secret_env` names: one, or several apart while they rotate.

        Raises `SettingsError` where none of them is set, or one is not a variable that may hold a source's secret.
        """
        names = variables.split()
        _raise_all([_problem(name, "cannot hold a source's secret") for name in names if not _is_secret_name(name)])
        found = tuple(self.secrets[name].get_secret_value() for name in names if name in self.secrets)
        if not found:
            _raise_all([_problem(name, "is missing") for name in names])
        return found


def load_settings(
    *, env_file: Path | None = None, environ: Mapping[str, str] | None = None, **overrides: object
) -> Settings:
    """Read the settings, or raise one `SettingsError` that lists every problem.

    Args:
        env_file: The file to read besides the environment. By default the one that ENV_FILE names, else `.env`; it may
            be absent.
        environ: The environment, `os.environ` by default. It wins over the file.
        overrides: Fields by name, as a command line gives them; None means not given. They win over both.
    """
    environ = os.environ if environ is None else environ
    named = env_file or (Path(environ["ENV_FILE"]) if environ.get("ENV_FILE") else None)
    file = read_env_file(named or Path(".env"), must_exist=named is not None)
    problems = [*file.problems, *file.slips(name.upper() for name in _fields())]
    variables = _given(file.variables) | _given(environ)
    fields: dict[str, Any] = {name: variables[name.upper()] for name in _fields() if name.upper() in variables}
    fields["secrets"] = {name: SecretStr(value) for name, value in variables.items() if _is_secret_name(name)}
    fields |= {name: value for name, value in overrides.items() if value is not None}
    try:
        settings = Settings(**fields)
    except ValidationError as error:
        problems += [_explain(detail) for detail in error.errors(include_url=False)]
    # Raised out here: pydantic's error may quote what was typed, and what was typed may be a secret.
    _raise_all(problems)
    return settings


_TOKEN_KINDS = MappingProxyType(
    {
        "xoxb-": "the bot token",
        "xapp-": "the app-level token",
        "xoxp-": "a person's token",
        "xoxe": "a token that configures apps or expires",
        "xoxc-": "a browser's session",
        "xoxd-": "a browser's session",
    }
)


def _slack_token(token: SecretStr | None, *, prefix: str) -> SecretStr | None:
    if token is None or token.get_secret_value().startswith(prefix):
        return token
    if found := _token_kind(token):
        raise ValueError(f"starts with {found[0]}: that is {found[1]}")
    raise ValueError(f"does not start with {prefix}")


def _token_kind(token: SecretStr) -> tuple[str, str] | None:
    """The prefix and the name of a token put into the wrong place, None where it is none that Slack gives out."""
    text = token.get_secret_value()
    return next((kind for kind in _TOKEN_KINDS.items() if text.startswith(kind[0])), None)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _known_roles(names: Iterable[str]) -> tuple[Role, ...]:
    wanted = [name for name in names if name]
    unknown = sorted(set(wanted) - set(Role))
    if unknown or not wanted:
        raise ValueError(f"names no role that exists: {', '.join(unknown)}" if unknown else "names no role")
    return tuple(role for role in Role if role in wanted)


def _fields() -> list[str]:
    return [name for name in Settings.model_fields if name != "secrets"]


def _given(variables: Mapping[str, str]) -> dict[str, str]:
    """Without the blank ones: `PORT=` is how people, and Compose files, leave a variable out."""
    return {name: value.strip() for name, value in variables.items() if value.strip()}


def _is_secret_name(variable: str) -> bool:
    """Whether rules may refer to a variable as a source's secret: not to ours, and not to any odd one like HOME."""
    return "SECRET" in variable and variable.lower() not in Settings.model_fields


def _explain(detail: ErrorDetails) -> str:
    field = str(detail["loc"][0])
    if detail["type"] == "value_error":
        return _problem(field.upper(), str(detail["ctx"]["error"]))
    return _problem(field.upper(), "is not one of the values it may have")


def _problem(variable: str, what: str) -> str:
    if field := Settings.model_fields.get(variable.lower()):
        return f"{variable} {what}. {field.description or ''}".rstrip()
    return f"{variable} {what}. Name it with SECRET in it, and give it what the sender shows or what you agreed."


def _raise_all(problems: list[str]) -> None:
    if not problems:
        return
    head = "One setting needs a look" if len(problems) == 1 else f"{len(problems)} settings need a look"
    lines = "\n".join(f"  - {problem}" for problem in problems)
    raise SettingsError(f"{head} (set them in the environment or in .env; .env.example explains each):\n{lines}")
