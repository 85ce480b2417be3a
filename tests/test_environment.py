"""Settings from the environment: sense is read, nonsense is refused with a sentence that says what to write."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


@pytest.mark.parametrize(("text", "value"), [("1", True), ("true", True), ("YES", True), ("0", False), ("", False)])
def test_a_flag_is_read(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("SOME_FLAG", text)
    assert environment.flag("SOME_FLAG") is value


def test_a_flag_that_is_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_FLAG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match=r"SOME_FLAG is 'perhaps'\. Write 1 or 0\."):
        environment.flag("SOME_FLAG")


def test_words_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_WORDS", "one, two,,")
    assert environment.words("SOME_WORDS") == ["one", "two"]


def test_a_licence_is_a_name_and_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOME_LICENCE", raising=False)
    usual = "CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/"
    assert environment.licence("SOME_LICENCE", default=usual)["name"] == "CC-BY-4.0"
    monkeypatch.setenv("SOME_LICENCE", "Open Database License https://opendatacommons.org/licenses/odbl/1-0/")
    assert environment.licence("SOME_LICENCE", default=usual) == {
        "name": "Open Database License",
        "url": "https://opendatacommons.org/licenses/odbl/1-0/",
    }


@pytest.mark.parametrize("text", ["CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"])
def test_a_licence_without_one_of_them_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SOME_LICENCE", text)
    with pytest.raises(ImproperlyConfigured, match=r"SOME_LICENCE is .* Write its name and the address of its text"):
        environment.licence("SOME_LICENCE", default="CC0-1.0 https://creativecommons.org/publicdomain/zero/1.0/")


def test_what_production_needs_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOME_SECRET", raising=False)
    with pytest.raises(ImproperlyConfigured, match=r"SOME_SECRET is not set\. Because\."):
        environment.required("SOME_SECRET", why="Because.")


def test_a_secret_is_made_once_and_kept_from_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(environment, "LOCAL", tmp_path / ".local")
    first = environment.kept_secret("SOME_KEY")
    assert environment.kept_secret("SOME_KEY") == first
    assert (tmp_path / ".local" / "some-key").stat().st_mode & 0o077 == 0


def test_a_database_address_is_taken_apart() -> None:
    setting = environment.database(
        "DATABASE_URL", "postgresql://me%40here:p%2Fw@db.example:6432/arms?sslmode=verify-full"
    )
    assert setting["USER"] == "me@here"
    assert setting["PASSWORD"] == "p/w"
    assert (setting["HOST"], setting["PORT"], setting["NAME"]) == ("db.example", "6432", "arms")
    assert setting["OPTIONS"] == {"sslmode": "verify-full"}


def test_a_socket_folder_is_a_host() -> None:
    setting = environment.database("DATABASE_URL", "postgresql://me@/arms?host=/run/postgresql")
    assert setting["HOST"] == "/run/postgresql"


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("sqlite:///file.db", r"DATABASE_URL begins with 'sqlite'\. Armstrace runs on PostgreSQL 15 or newer only"),
        ("arms", r"DATABASE_URL begins with 'arms'"),
        ("postgresql://me@db.example", r"DATABASE_URL names no database"),
    ],
)
def test_another_kind_of_database_is_refused(address: str, complaint: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=complaint):
        environment.database("DATABASE_URL", address)
