"""Public ids: minted by the database, checked everywhere, the same on every machine where a handle gives them."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from core.ids import ALPHABET, is_valid_public_id, public_id_for

PREFIXES = st.sampled_from(["sh", "it", "org", "zz"])
IDS = st.builds(public_id_for, PREFIXES, st.text(max_size=20))
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def test_a_handle_gives_the_same_public_id_on_every_machine() -> None:
    assert public_id_for("it", "item-mx-15d") == "it-k7p6x2dp95v"
    assert public_id_for("it", "item-mx-15d") != public_id_for("sh", "item-mx-15d")


def test_no_two_symbols_look_alike() -> None:
    assert not set("1ilou") & set(ALPHABET)
    assert len(set(ALPHABET)) == 31


@given(IDS)
def test_every_public_id_is_valid(public_id: str) -> None:
    assert is_valid_public_id(public_id)


@given(IDS, st.data())
def test_every_single_wrong_character_is_caught(public_id: str, data: st.DataObject) -> None:
    prefix = public_id.index("-")
    place = data.draw(st.integers(0, len(public_id) - 1).filter(lambda at: at != prefix))
    wrong = data.draw(st.sampled_from(LETTERS if place < prefix else ALPHABET + "1ilou-/"))
    mistyped = public_id[:place] + wrong + public_id[place + 1 :]
    assert is_valid_public_id(mistyped) == (mistyped == public_id)


@given(IDS, st.data())
def test_every_swap_of_two_characters_is_caught(public_id: str, data: st.DataObject) -> None:
    first, second = sorted(data.draw(st.lists(st.integers(0, len(public_id) - 1), min_size=2, max_size=2, unique=True)))
    swapped = list(public_id)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    across = first < public_id.index("-") <= second
    if not across:
        assert is_valid_public_id("".join(swapped)) == ("".join(swapped) == public_id)


@pytest.mark.parametrize(
    "text", ["", "sh-", "sh", "SH-7k3mq9xv4ap", "s-7k3mq9xv4ap", "sh_7k3mq9xv4ap", "sh-7k3mq9xv4ap\n"]
)
def test_other_texts_are_no_public_ids(text: str) -> None:
    assert not is_valid_public_id(text)


@pytest.mark.django_db
def test_the_database_mints_ids_that_are_valid_and_different() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT mint_public_id('sh') FROM generate_series(1, 5000)")
        minted = [row[0] for row in cursor.fetchall()]
    assert all(is_valid_public_id(public_id) for public_id in minted)
    assert len(set(minted)) == len(minted)
    assert set("".join(public_id[3:] for public_id in minted)) == set(ALPHABET)


@pytest.mark.django_db
def test_database_and_python_agree_on_what_is_valid() -> None:
    examples = [public_id_for(prefix, str(number)) for prefix in ("sh", "org") for number in range(300)]
    examples += [text[:-1] + symbol for text in examples[::20] for symbol in ALPHABET + "1O "]
    examples += ["", "sh-", "x-y", "sh-7k3mq9xv4ap\n", examples[0].upper()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, public_id_is_valid(text) FROM unnest(%s) AS text", [examples])
        answers = dict(cursor.fetchall())
    assert answers == {text: is_valid_public_id(text) for text in examples}
