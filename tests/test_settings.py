"""Settings: what is wrong is said at once, what is secret is never said."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Role, Settings, load_settings

BOT_TOKEN = "xoxb-1-hush"
APP_TOKEN = "xapp-1-hush"


def load(tmp_path: Path, env: str = "", **environ: str) -> Settings:
    file = tmp_path / ".env"
    file.write_text(env, encoding="utf-8")
    return load_settings(env_file=file, environ=environ)


def complaint(tmp_path: Path, env: str = "", **environ: str) -> str:
    with pytest.raises(SettingsError) as error:
        load(tmp_path, env, **environ)
    return str(error.value)


def test_an_empty_environment_is_enough_to_start_on_a_laptop(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.database_url == "sqlite:///doorknock.db"
    assert settings.rules_dir == Path("routing_rules")
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.roles == tuple(Role)
    assert (settings.web_host, settings.web_port) == ("127.0.0.1", 3000)


def test_the_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    settings = load(tmp_path, "WEB_PORT=4000\nLOG_LEVEL=debug\nENCODER_BACKEND=INT8\n", WEB_PORT="5000")
    assert settings.web_port == 5000
    assert (settings.log_level, settings.encoder_backend) == ("DEBUG", "int8")


def test_the_command_line_wins_over_both(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("ROLES=web\n", encoding="utf-8")
    assert load_settings(env_file=file, environ={}, roles="tick, deliver", web_port=None).roles == (
        Role.DELIVER,
        Role.TICK,
    )


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_variable_is_one_left_out(tmp_path: Path, blank: str) -> None:
    assert load(tmp_path, "WEB_PORT=4000\n", WEB_PORT=blank).web_port == 4000
    assert load(tmp_path, f"SLACK_BOT_TOKEN={blank}\n").slack_bot_token is None


def test_every_problem_is_named_at_once(tmp_path: Path) -> None:
    text = complaint(tmp_path, WEB_PORT="http", LOG_LEVEL="loud", DATABASE_URL="mysql://h/x", SLACK_APP_TOKEN="hi")
    assert "4 settings need a look" in text
    for variable in ("WEB_PORT", "LOG_LEVEL", "DATABASE_URL", "SLACK_APP_TOKEN"):
        assert f"- {variable} " in text


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("SLACK_BOT_TOKEN", APP_TOKEN, "SLACK_BOT_TOKEN starts with xapp-: that is the app-level token. The bot token"),
        ("SLACK_BOT_TOKEN", "xoxp-1", "that is a person's token"),
        ("SLACK_BOT_TOKEN", "hello", "does not start with xoxb-"),
        ("SLACK_APP_TOKEN", BOT_TOKEN, "SLACK_APP_TOKEN starts with xoxb-: that is the bot token. The app-level token"),
        ("SLACK_SIGNING_SECRET", BOT_TOKEN, "The signing secret is at api.slack.com/apps"),
        ("SLACK_API_URL", "slack.com/api", "is no http(s) address"),
        ("SLACK_API_URL", "http://slack.com/api/", "make it https"),
        ("SLACK_API_URL", "http://127.0.0.1.example/api/", "make it https"),
        ("DATABASE_URL", "doorknock.db", "is neither SQLite nor PostgreSQL"),
        ("WEB_PORT", "70000", "up to 65535"),
        ("TORCH_THREADS", "-1", "Write a whole number"),
        ("ENCODER_DEVICE", "gpu", "Write auto, cpu or cuda"),
        ("ROLES", "web,tock", "no role that exists: tock. Choose among web, ingest, triage, deliver, tick"),
        ("ROLES", ",", "names no role"),
        ("LOG_FORMAT", "xml", "Write console or json."),
    ],
)
def test_a_wrong_setting_is_named_with_its_remedy(tmp_path: Path, variable: str, value: str, said: str) -> None:
    text = complaint(tmp_path, **{variable: value})
    assert f"- {variable} " in text
    assert said in text


def test_a_slip_in_a_name_is_noticed_and_other_programs_variables_are_not(tmp_path: Path) -> None:
    text = complaint(tmp_path, "SLACK_BOT_TOKN=xoxb-1\nCOMPOSE_PROJECT_NAME=x\n")
    assert "SLACK_BOT_TOKN in" in text
    assert "Did you mean SLACK_BOT_TOKEN?" in text
    assert "COMPOSE" not in text


def test_a_broken_line_is_named_by_its_number(tmp_path: Path) -> None:
    assert ".env:2 is not understood" in complaint(tmp_path, "WEB_PORT=1\n= what\nWEB_HOST=::1\n")


def test_a_file_that_is_named_must_exist_and_the_usual_one_need_not(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="does not exist"):
        load_settings(environ={"ENV_FILE": str(tmp_path / "none")})
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(env_file=tmp_path, environ={})


def test_a_byte_order_mark_does_not_hide_the_first_variable(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("WEB_PORT=4000\n", encoding="utf-8-sig")
    assert load_settings(env_file=file, environ={}).web_port == 4000


def test_running_with_slack_names_everything_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        load(tmp_path).require_slack()
    assert "SLACK_BOT_TOKEN is missing" in str(error.value)
    assert "SLACK_APP_TOKEN is missing (or SLACK_SIGNING_SECRET" in str(error.value)


@pytest.mark.parametrize(
    ("way_in", "transport"), [({"SLACK_APP_TOKEN": APP_TOKEN}, "socket"), ({"SLACK_SIGNING_SECRET": "5ec"}, "http")]
)
def test_one_way_in_is_enough_for_slack(tmp_path: Path, way_in: dict[str, str], transport: str) -> None:
    settings = load(tmp_path, SLACK_BOT_TOKEN=BOT_TOKEN, **way_in)
    settings.require_slack()
    assert settings.slack_transport == transport


def test_a_local_workspace_may_speak_plain_http(tmp_path: Path) -> None:
    assert load(tmp_path, SLACK_API_URL="http://127.0.0.1:8700/api").slack_api_url == "http://127.0.0.1:8700/api/"


def test_hosted_postgresql_urls_are_understood(tmp_path: Path) -> None:
    settings = load(tmp_path, DATABASE_URL="postgres://ann:hush@db.example:5432/doorknock?sslmode=require")
    assert settings.database_url == "postgresql+psycopg://ann:hush@db.example:5432/doorknock?sslmode=require"
    assert settings.database_label == "postgresql://db.example:5432/doorknock"


def test_a_webhook_keeps_its_old_secret_while_a_new_one_takes_over(tmp_path: Path) -> None:
    settings = load(tmp_path, "ZAP_SECRET=new\nZAP_OLD_SECRET=old\n")
    assert settings.webhook_secrets("ZAP_SECRET ZAP_OLD_SECRET") == ("new", "old")
    assert settings.webhook_secrets("ZAP_SECRET ZAP_OLDER_SECRET") == ("new",)


def test_a_webhook_without_a_secret_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ZAP_SECRET is missing"):
        load(tmp_path).webhook_secrets("ZAP_SECRET")


@pytest.mark.parametrize("variable", ["SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN", "HOME"])
def test_rules_cannot_make_anything_else_a_webhooks_secret(tmp_path: Path, variable: str) -> None:
    settings = load(tmp_path, SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_SIGNING_SECRET="5ec", HOME="/root")
    with pytest.raises(SettingsError, match=f"{variable} cannot hold a source's secret"):
        settings.webhook_secrets(variable)


def test_nothing_secret_shows_in_a_repr_or_a_complaint(tmp_path: Path) -> None:
    secrets = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": "hush",
        "ZAP_SECRET": "hush",
        "DATABASE_URL": "postgresql://ann:hush@localhost/x",
    }
    settings = load(tmp_path, **secrets)
    assert "hush" not in f"{settings!r} {settings} {settings.database_label}"
    swapped = {"SLACK_BOT_TOKEN": APP_TOKEN, "SLACK_APP_TOKEN": BOT_TOKEN, "DATABASE_URL": "mysql://ann:hush@x/y"}
    assert "hush" not in complaint(tmp_path, **swapped)


def test_settings_never_change(tmp_path: Path) -> None:
    settings = load(tmp_path)
    with pytest.raises(ValueError, match="frozen"):
        settings.web_port = 1  # type: ignore[misc]


def test_the_example_file_explains_every_variable(tmp_path: Path) -> None:
    example = Path(".env.example").read_text(encoding="utf-8")
    load(tmp_path, example)
    for name in Settings.model_fields:
        variable = "_SECRET=" if name == "secrets" else name.upper() + "="
        assert variable in example, f".env.example does not explain {variable}"
