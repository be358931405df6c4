import os
from pathlib import Path

import pytest

from plateau.settings import Mode, Settings, SettingsError

SECRET = "a" * 32


def settings(tmp_path: Path, **changes: str) -> Settings:
    base = {"PLATEAU_MODE": "production", "PLATEAU_SECRET_KEY": SECRET, "PLATEAU_DATA_DIR": str(tmp_path)}
    return Settings.from_environment(base | changes)


def test_defaults_are_production_on_the_embedded_database(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert found.mode is Mode.PRODUCTION
    assert found.secure
    assert found.database_url == f"sqlite:///{tmp_path}/plateau.sqlite"
    assert (found.host, found.port, found.proxies) == ("127.0.0.1", 8000, 0)


def test_postgresql_is_reached_through_psycopg_and_keeps_its_password(tmp_path: Path) -> None:
    found = settings(tmp_path, PLATEAU_DATABASE_URL="postgresql://me:p%40ss@db/plateau")
    assert found.database_url == "postgresql+psycopg://me:p%40ss@db/plateau"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PLATEAU_MODE", "prod", "demo, production, test"),
        ("PLATEAU_PORT", "http", "whole number from 1 to 65535"),
        ("PLATEAU_PORT", "70000", "whole number from 1 to 65535"),
        ("PLATEAU_PORT", "²", "whole number"),
        ("PLATEAU_SESSION_HOURS", "-1", "whole number from 1"),
        ("PLATEAU_PROXIES", "9", "whole number from 0 to 5"),
        ("PLATEAU_LOG_LEVEL", "loud", "DEBUG, INFO"),
        ("PLATEAU_SECRET_KEY", "short", "at least 32"),
        ("PLATEAU_SMTP_USER", "me", "PLATEAU_SMTP_HOST is not"),
        ("PLATEAU_DATABASE_URL", "mysql://x/y", "sqlite, postgresql"),
        ("PLATEAU_DATABASE_URL", "nonsense", "sqlite:///path"),
        ("PLATEAU_THREADS", "1", "whole number from 2 to 64"),
        ("PLATEAU_ADDRESS", "plateau.voorbeeld.nl", "without a path"),
        ("PLATEAU_ADDRESS", "https://plateau.voorbeeld.nl/app", "without a path"),
        ("PLATEAU_ADDRESS", "https://plateau.voorbeeld.nl:x", "without a path"),
        ("PLATEAU_ADDRESS", "https://me@plateau.voorbeeld.nl", "without a path"),
        ("PLATEAU_ADDRESS", "ftp://plateau.voorbeeld.nl", "like: https://"),
    ],
)
def test_a_bad_value_names_the_variable_and_what_was_expected(
    tmp_path: Path, name: str, value: str, expected: str
) -> None:
    with pytest.raises(SettingsError) as found:
        settings(tmp_path, **{name: value})
    assert name in str(found.value)
    assert expected in str(found.value)
    assert "\n" not in str(found.value)


def test_production_without_a_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="PLATEAU_SECRET_KEY is missing"):
        Settings.from_environment({"PLATEAU_DATA_DIR": str(tmp_path)})


def test_an_unusable_data_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(SettingsError, match="PLATEAU_DATA_DIR"):
        settings(tmp_path, PLATEAU_DATA_DIR=str(file / "below"))


def test_the_demo_makes_its_secret_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    environment = {"PLATEAU_MODE": "demo", "PLATEAU_DATA_DIR": str(tmp_path)}
    first = Settings.from_environment(environment).secret_key
    assert len(first) == 64
    assert Settings.from_environment(environment).secret_key == first
    assert os.stat(tmp_path / "secret-key").st_mode & 0o077 == 0


MAIL = {"PLATEAU_SMTP_HOST": "mail.example", "PLATEAU_MAIL_FROM": "Proef <p@proef.example>"}


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_a_mail_server_has_its_usual_port(tmp_path: Path, security: str, port: int) -> None:
    found = settings(tmp_path, **MAIL, PLATEAU_MODE="demo", PLATEAU_SMTP_SECURITY=security).mail
    assert found is not None
    assert (found.security.value, found.port, found.user) == (security, port, "")
    assert settings(tmp_path).mail is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"PLATEAU_MAIL_FROM": "nobody"}, "PLATEAU_MAIL_FROM is 'nobody'"),
        ({"PLATEAU_MAIL_FROM": "a@b.nl\nBcc: c@d.nl"}, "PLATEAU_MAIL_FROM"),
        ({"PLATEAU_SMTP_USER": "me"}, "together, or neither"),
        ({"PLATEAU_SMTP_SECURITY": "ssl"}, "starttls, tls, none"),
        ({"PLATEAU_SMTP_PORT": "0"}, "PLATEAU_SMTP_PORT"),
    ],
)
def test_a_mail_server_that_is_half_set_up_is_refused(
    tmp_path: Path, changes: dict[str, str], expected: str
) -> None:
    with pytest.raises(SettingsError, match=expected):
        settings(tmp_path, **{**MAIL, **changes})


def test_mail_in_production_needs_the_address_that_its_links_carry(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="PLATEAU_ADDRESS is missing"):
        settings(tmp_path, **MAIL)
    assert settings(tmp_path, PLATEAU_MODE="demo", **MAIL).address == ""
    found = settings(tmp_path, PLATEAU_ADDRESS="https://plateau.voorbeeld.nl/", **MAIL)
    assert found.address == "https://plateau.voorbeeld.nl"
