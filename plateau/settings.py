"""Settings, read once from the environment; a bad value gives one clear line that names the variable."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

MINIMUM_SECRET_LENGTH = 32
DIALECTS = ("sqlite", "postgresql")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class Mode(StrEnum):
    """What the server is for; production demands a secret, HTTPS cookies and HSTS."""

    DEMO = "demo"
    PRODUCTION = "production"
    TEST = "test"


class MailSecurity(StrEnum):
    """How the connection to the mail server is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


USUAL_PORTS = {MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465, MailSecurity.NONE: 25}


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The mail server; `sender` is what the From line says. Without `user` it asks no password."""

    host: str
    port: int
    security: MailSecurity
    user: str
    password: str
    sender: str


class SettingsError(ValueError):
    """A setting that can't be used; its text is one sentence for the person who starts the server."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between one installation and another.

    `session_hours` is the length of a log-in; `proxies` the number of trusted reverse proxies in front;
    `threads` how many requests one process works on at a time; `address` what links in mail begin with,
    without a slash at the end (empty: what the request says); `evidence_mb` the largest file that may be
    added to an answer.
    """

    mode: Mode
    database_url: str
    secret_key: str
    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 8000
    log_level: str = "INFO"
    session_hours: int = 12
    proxies: int = 0
    threads: int = 4  # Python runs one at a time: with more they get in each other's way (docs/benchmarks.md)
    mail: MailSettings | None = None
    address: str = ""
    evidence_mb: int = 10

    @property
    def secure(self) -> bool:
        """Whether people reach the server over HTTPS only."""
        return self.mode is Mode.PRODUCTION

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the `PLATEAU_*` variables.

        Raises:
            SettingsError: a value is missing or can't be used; the text names the variable.
        """
        env = os.environ if environment is None else environment
        mode = _mode(env)
        data_dir = _data_dir(env)
        mail = _mail(env)
        return cls(
            mode=mode,
            database_url=_database_url(env, data_dir),
            secret_key=_secret_key(env, mode, data_dir),
            data_dir=data_dir,
            host=env.get("PLATEAU_HOST", "127.0.0.1"),
            port=_whole_number(env, "PLATEAU_PORT", default=8000, low=1, high=65535),
            log_level=_one_of(env, "PLATEAU_LOG_LEVEL", default="INFO", allowed=LOG_LEVELS),
            session_hours=_whole_number(env, "PLATEAU_SESSION_HOURS", default=12, low=1, high=24 * 30),
            proxies=_whole_number(env, "PLATEAU_PROXIES", default=0, low=0, high=5),
            threads=_whole_number(env, "PLATEAU_THREADS", default=4, low=2, high=64),
            mail=mail,
            address=_address(env, required=mode is Mode.PRODUCTION and mail is not None),
            evidence_mb=_whole_number(env, "PLATEAU_EVIDENCE_MB", default=10, low=1, high=100),
        )


def database_url(environment: Mapping[str, str] | None = None) -> str:
    """Where the database is, for a command that needs nothing else.

    Raises:
        SettingsError: the variable can't be used.
    """
    env = os.environ if environment is None else environment
    return _database_url(env, _data_dir(env))


def _mode(env: Mapping[str, str]) -> Mode:
    modes = tuple(mode.value for mode in Mode)
    return Mode(_one_of(env, "PLATEAU_MODE", default=Mode.PRODUCTION.value, allowed=modes))


def _one_of(env: Mapping[str, str], name: str, *, default: str, allowed: tuple[str, ...]) -> str:
    value = env.get(name, default)
    if value not in allowed:
        raise SettingsError(f"{name} is {value!r}; choose one of: {', '.join(allowed)}.")
    return value


def _whole_number(env: Mapping[str, str], name: str, *, default: int, low: int, high: int) -> int:
    text = env.get(name, str(default))
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise SettingsError(f"{name} is {text!r}; give a whole number from {low} to {high}.")
    return int(text)


def _data_dir(env: Mapping[str, str]) -> Path:
    path = Path(env.get("PLATEAU_DATA_DIR", "data")).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise SettingsError(
            f"PLATEAU_DATA_DIR is {str(path)!r}; nothing can be written there ({error.strerror})."
        ) from error
    return path


def _database_url(env: Mapping[str, str], data_dir: Path) -> str:
    text = env.get("PLATEAU_DATABASE_URL") or f"sqlite:///{data_dir / 'plateau.sqlite'}"
    try:
        url: URL = make_url(text)
    except ArgumentError as error:
        raise SettingsError(
            "PLATEAU_DATABASE_URL can't be read; write sqlite:///path or postgresql://user:password@host/name."
        ) from error
    if url.get_backend_name() not in DIALECTS:
        raise SettingsError(
            f"PLATEAU_DATABASE_URL names {url.get_backend_name()!r}; plateau runs on: {', '.join(DIALECTS)}."
        )
    if url.get_backend_name() == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


def _mail(env: Mapping[str, str]) -> MailSettings | None:
    host = env.get("PLATEAU_SMTP_HOST", "")
    if not host:
        for name in ("PLATEAU_SMTP_USER", "PLATEAU_SMTP_PASSWORD", "PLATEAU_MAIL_FROM"):
            if env.get(name):
                raise SettingsError(f"{name} is set, but PLATEAU_SMTP_HOST is not; give the mail server too.")
        return None
    sender = env.get("PLATEAU_MAIL_FROM", "")
    if "@" not in parseaddr(sender)[1] or not sender.isprintable():
        raise SettingsError(
            f"PLATEAU_MAIL_FROM is {sender!r}; give the address that mail comes from, "
            "like: Gemeente Voorbeeld <plateau@voorbeeld.nl>."
        )
    user, password = env.get("PLATEAU_SMTP_USER", ""), env.get("PLATEAU_SMTP_PASSWORD", "")
    if bool(user) != bool(password):
        raise SettingsError("Give PLATEAU_SMTP_USER and PLATEAU_SMTP_PASSWORD together, or neither.")
    security = MailSecurity(
        _one_of(
            env,
            "PLATEAU_SMTP_SECURITY",
            default=MailSecurity.STARTTLS.value,
            allowed=tuple(item.value for item in MailSecurity),
        )
    )
    return MailSettings(
        host=host,
        port=_whole_number(env, "PLATEAU_SMTP_PORT", default=USUAL_PORTS[security], low=1, high=65535),
        security=security,
        user=user,
        password=password,
        sender=sender,
    )


def _address(env: Mapping[str, str], *, required: bool) -> str:
    text = env.get("PLATEAU_ADDRESS", "")
    if not text:
        if required:
            # Without it a link would go to whatever host a request names: a stranger chooses that.
            raise SettingsError(
                "PLATEAU_ADDRESS is missing; links in mail need the address that people use, "
                "like: https://plateau.voorbeeld.nl."
            )
        return ""
    try:
        parts = urlsplit(text)
        whole = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or True)
    except ValueError:
        whole = False
    if not whole or parts.path not in {"", "/"} or parts.query or parts.fragment or "@" in parts.netloc:
        raise SettingsError(
            f"PLATEAU_ADDRESS is {text!r}; give the address that people use, without a path, "
            "like: https://plateau.voorbeeld.nl."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _secret_key(env: Mapping[str, str], mode: Mode, data_dir: Path) -> str:
    given = env.get("PLATEAU_SECRET_KEY", "")
    if given:
        if len(given) < MINIMUM_SECRET_LENGTH:
            raise SettingsError(
                f"PLATEAU_SECRET_KEY is too short; give at least {MINIMUM_SECRET_LENGTH} characters "
                "(for instance the output of: openssl rand -hex 32)."
            )
        return given
    if mode is Mode.PRODUCTION:
        raise SettingsError(
            "PLATEAU_SECRET_KEY is missing; production needs one "
            "(for instance the output of: openssl rand -hex 32)."
        )
    return _kept_secret(data_dir / "secret-key")


def _kept_secret(path: Path) -> str:
    """The demo's own secret, made once, so that a restart does not log everybody out."""
    if not path.exists():
        # Written whole before it gets its name: a crash halfway must not leave an empty secret.
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(os.urandom(32).hex())
        Path(name).replace(path)
    return path.read_text(encoding="ascii")
