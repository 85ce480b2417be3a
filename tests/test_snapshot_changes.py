"""What has changed since a chain was frozen: one line a change, in plain words, and the old hash still holds."""

from __future__ import annotations

import copy
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from entities.models import Entity
from evidence.models import Citation, Source
from exports.models import Delivery, Incorporation, Licence, LicenceParty, Measure, Shipment
from tests.cited_records import cite, source
from tests.frozen_chains import TB2, content, frozen, uncommitted_is_public
from tests.pages_support import words
from tracing.models import Snapshot
from tracing.rules import RULES
from tracing.snapshots.changes import changes
from tracing.snapshots.content import evidence_form
from tracing.snapshots.today import today_of

pytestmark = pytest.mark.django_db
NOTHING = "Nothing that it rests on has changed."


@pytest.fixture
def snapshot(db: None) -> Snapshot:
    """The chain from WESCAM to the war, frozen before the test changes something."""
    return frozen()


def shipment_of(snapshot: Snapshot) -> Shipment:
    """The delivery of the aircraft, which one source carries."""
    ident = next(record["id"] for record in content(snapshot)["records"] if record["title"] == TB2)
    found: Shipment = Shipment.objects.get(public_id=ident)
    return found


def lines(snapshot: Snapshot) -> list[str]:
    return [str(change) for change in today_of(content(snapshot)).changes]


def panel(client: Client, snapshot: Snapshot) -> tuple[str, int]:
    """The words of the page's panel, and how many changes it lists."""
    with uncommitted_is_public():
        page = client.get(snapshot.get_absolute_url()).content.decode()
    part = page[page.index('id="since"') :]
    part = part[: part.index("</section>")]
    return part, part.count("<li>")


def command(snapshot: Snapshot) -> str:
    out = StringIO()
    with uncommitted_is_public():
        call_command("snapshot", snapshot.sha256, stdout=out)
    return out.getvalue()


def test_nothing_has_changed_at_first(client: Client, snapshot: Snapshot) -> None:
    assert lines(snapshot) == []
    assert NOTHING in panel(client, snapshot)[0]
    assert NOTHING in command(snapshot)


def test_a_changed_date_is_one_change_and_the_old_hash_holds(
    client: Client, snapshot: Snapshot, tmp_path: Path
) -> None:
    record = shipment_of(snapshot)
    before = str(record.delivered)
    record.delivered = "2020-06"
    record.save()
    assert lines(snapshot) == [f"{TB2}: Delivered: was {before}, now 2020-06."]

    part, number = panel(client, snapshot)
    assert number == 1
    assert f"Delivered: was {before}, now 2020-06." in part
    printed = command(snapshot)
    assert printed.count("\n- ") == 1
    assert f"Delivered: was {before}, now 2020-06." in printed

    with uncommitted_is_public():
        body = client.get(f"{snapshot.get_absolute_url()}snapshot.json").content
    assert sha256(body).hexdigest() == snapshot.sha256
    file = tmp_path / "chain.json"
    file.write_bytes(body)
    script = str(Path(settings.BASE_DIR) / "docs" / "verify_snapshot.py")
    assert subprocess.run([sys.executable, "-I", script, str(file), snapshot.sha256], check=False).returncode == 0
    assert frozen().sha256 != snapshot.sha256


def test_the_page_still_shows_what_was_frozen(client: Client, snapshot: Snapshot) -> None:
    before = shipment_of(snapshot).recipient
    Entity.objects.filter(pk=before.pk).update(name="Another army")
    with uncommitted_is_public():
        text = words(client, snapshot.get_absolute_url())
    with uncommitted_is_public():
        picture = client.get(f"{snapshot.get_absolute_url()}picture.svg").content.decode()
    assert text.count("Another army") == 1
    assert "Another army" not in picture
    assert lines(snapshot) == ["Azerbaijani Armed Forces: Name: was Azerbaijani Armed Forces, now Another army."]


def change_quantity(record: Shipment) -> None:
    record.quantity_low = record.quantity_high = 6
    record.save()


def empty_date(record: Shipment) -> None:
    record.delivered = None
    record.save()


def change_party(record: Shipment) -> None:
    record.licence = Licence.objects.order_by("pk").first()
    record.save()


def add_citation(record: Shipment) -> None:
    cite(record, source("A"), "1")


def dispute(record: Shipment) -> None:
    cite(record, source("B"), "2", stance="disputes")


def change_citation(record: Shipment) -> None:
    Citation.objects.filter(pk=record.citations.order_by("pk")[0].pk).update(says="Something else.", locator="p. 9")


def remove_citation(record: Shipment) -> None:
    cite(record, source("A"), "1")  # a record needs one, and this adds a line of its own
    record.citations.order_by("pk")[0].delete()


def regrade_source(record: Shipment) -> None:
    Source.objects.filter(pk=record.citations.order_by("pk")[0].source_id).update(reliability="E")


def add_delivery(record: Shipment) -> None:
    Delivery.objects.create(shipment=record, period="2020-06")


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (change_quantity, ["At least: was ", "At most: was "]),
        (empty_date, ["Delivered: was 2020~, now not recorded."]),
        (change_party, ["Licence: was not recorded, now "]),
        (add_citation, ["a citation of A source was added: it supports this."]),
        (dispute, ["a citation of A source was added: it disputes this."]),
        (change_citation, ["changed: place in the source was “”, now “p. 9”; what it says was “"]),
        (remove_citation, ["was removed.", "a citation of A source was added"]),
        (regrade_source, ["Reliability: was "]),
        (add_delivery, ["Delivery added: "]),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_each_change_is_one_line_in_plain_words(
    act: Callable[[Shipment], None], said: list[str], snapshot: Snapshot
) -> None:
    act(shipment_of(snapshot))
    found = lines(snapshot)
    assert len(found) == len(said), found
    for words_ in said:
        assert any(words_ in line for line in found), (words_, found)


def test_an_edit_that_changes_nothing_shown_is_no_change(snapshot: Snapshot) -> None:
    record = shipment_of(snapshot)
    before = record.version
    record.save()
    record.refresh_from_db()
    assert record.version > before
    assert lines(snapshot) == []


def test_a_withdrawn_record_is_one_change_and_the_question_finds_it_no_more(snapshot: Snapshot) -> None:
    record = next(one for one in content(snapshot)["records"] if one["kind"] == "incorporation")
    Incorporation.objects.filter(public_id=record["id"]).delete()
    today = today_of(content(snapshot))
    assert [str(change) for change in today.changes] == [f"{record['title']}: withdrawn; it is not here any more."]
    assert today.number is None
    assert "does not find this chain any more" in today.sentence


def test_a_withdrawn_start_says_that_the_question_cannot_be_asked(snapshot: Snapshot) -> None:
    asked = content(snapshot)
    asked["question"]["from"]["id"] = "it-00000000000"
    assert "cannot be asked any more" in today_of(asked).sentence


def test_a_record_that_now_carries_a_link_as_well_is_one_change(snapshot: Snapshot) -> None:
    like = shipment_of(snapshot)
    new = Shipment.objects.create(
        exporter=like.exporter,
        recipient=like.recipient,
        item=like.item,
        delivered="2020-07",
        statement="Seen arriving.",
    )
    cite(new)
    assert lines(snapshot) == ["Seen arriving.: recorded since; it carries link 3 as well."]


def test_a_measure_recorded_since_is_one_change(snapshot: Snapshot) -> None:
    like = Measure.objects.get(handle="mea-ca-2020-notice992")
    new = Measure.objects.create(
        title="A measure found later", kind=like.kind, issuer=like.issuer, legal_force=like.legal_force,
        valid_from="2019", valid_until="2022",
    )  # fmt: skip
    for target in like.targets.all():
        new.targets.create(country=target.country, entity=target.entity, territory=target.territory)
    cite(new)
    found = lines(snapshot)
    assert len(found) == 1, found
    assert found[0].startswith("A measure found later: recorded since. ")


def test_a_changed_part_of_a_permit_is_one_change() -> None:
    permit = Licence.objects.get(handle="mea-ca-2020-05-permit-7-mx15d")
    number, held = next(
        (number, held)
        for number in range(1, 12)
        for held in [content(frozen(number=number))]
        if permit.public_id in {record["id"] for record in held["records"] if record["role"] == "carries"}
    )
    party = LicenceParty.objects.filter(licence=permit).order_by("pk")[0]
    party.entity = Entity.objects.exclude(licence_roles__licence=permit).order_by("pk")[0]
    party.save()
    told = [str(change) for change in changes(held, evidence_form(_roles(held)))]
    assert len(told) == 1, (number, told)
    assert told[0].startswith(f"{permit.title}: Party ")
    assert f", now {party.entity}." in told[0]


def _roles(held: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {(record["kind"], record["id"]): record["role"] for record in held["records"]}


def test_a_new_version_of_a_rule_is_one_change(snapshot: Snapshot) -> None:
    older = content(snapshot)
    first = RULES[0].id
    for finding in older["findings"]:
        if finding["rule"] == first:
            finding["version"] -= 1
    told = [str(change) for change in today_of(older).changes]
    now = RULES[0].version
    assert [line.rpartition(": ")[2] for line in told] == [f"the rule was version {now - 1}, now {now}."]


def test_a_rule_that_is_gone_is_one_change(snapshot: Snapshot) -> None:
    older = content(snapshot)
    older["findings"].append(older["findings"][0] | {"rule": "of-old", "question": "Was it so?"})
    assert [str(change) for change in today_of(older).changes] == ["Was it so?: this rule is not asked any more."]


def test_comparing_is_blind_to_order(snapshot: Snapshot) -> None:
    held = content(snapshot)
    turned = copy.deepcopy(held)
    for name in ("records", "citations", "sources"):
        turned[name].reverse()
    assert changes(held, turned) == []


def test_many_changes_are_all_listed(client: Client, snapshot: Snapshot) -> None:
    record = shipment_of(snapshot)
    empty_date(record)
    add_delivery(record)
    regrade_source(record)
    assert len(lines(snapshot)) == 3
    assert panel(client, snapshot)[1] == 3
