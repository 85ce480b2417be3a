"""Read the settings that differ between machines; nonsense is refused with a sentence instead of being guessed at."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOCAL = Path(__file__).resolve().parent.parent / ".local"
FLAGS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}
POSTGRES_SCHEMES = ("postgres", "postgresql")


def flag(name: str, *, default: bool = False) -> bool:
    """Read a yes or no."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() not in FLAGS:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write 1 or 0.")
    return FLAGS[value.lower()]


def words(name: str, *, default: str = "") -> list[str]:
    """Read a list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def required(name: str, *, why: str) -> str:
    """Read text that production cannot do without."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {why}")
    return value


def licence(name: str, *, default: str) -> dict[str, str]:
    """Read a licence: what it is called, and the address of its text."""
    value = os.environ.get(name) or default
    called, _, address = value.rpartition(" ")
    if not called.strip() or not address.startswith(("https://", "http://")):
        raise ImproperlyConfigured(f"{name} is {value!r}. Write its name and the address of its text: {default}.")
    return {"name": called.strip(), "url": address}


def kept_secret(name: str, *, length: int = 50) -> str:
    """Read a secret; without one, make it once and keep it in `.local`, readable by this account only."""
    if value := os.environ.get(name):
        return value
    LOCAL.mkdir(exist_ok=True)
    file = LOCAL / name.lower().replace("_", "-")
    try:
        # O_EXCL decides which of two processes that start together makes the secret.
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as stream:
        value = secrets.token_urlsafe(length)
        stream.write(value)
    return value


def database(name: str, url: str) -> dict[str, Any]:
    """Read `postgresql://login:password@host:port/database?sslmode=require` as Django's setting."""
    parts = urlsplit(url)
    if parts.scheme not in POSTGRES_SCHEMES:
        raise ImproperlyConfigured(
            f"{name} begins with {(parts.scheme or url)!r}. Armstrace runs on PostgreSQL 15 or newer only: "
            "write postgresql://login:password@host:port/database."
        )
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} names no database. Write postgresql://login:password@host:port/database.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
    }
