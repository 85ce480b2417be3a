"""A newer release of a register shows what it changes, and the claims of both releases stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from editorial.choices import RowStatus
from editorial.models import Import, ImportRow
from evidence.models import Source
from exports.models import Shipment
from importers.pipeline.applying import Outcome, run
from importers.pipeline.withdrawing import withdraw
from importers.registry import REGISTERS
from tests.register_files import DEALS_AND_TIVS, TRADE_REGISTER

pytestmark = pytest.mark.django_db

SIPRI = REGISTERS["sipri"]
COBRA = b"Azerbaijan,Turkiye,2010,,35,,Cobra,APV,35,?,2010; 2011,"
CHANGED = b"Azerbaijan,Turkiye,2010,,35,,Cobra,APV,34,,2010; 2011,"
ADDED = b"Armenia,France,2023,?,24,?,Bastion,APC,24,?,2023,New,,0.3,7.2,7.2\n"


def newer(tmp_path: Path) -> Path:
    """The excerpt as of March 2025: one number corrected, one deal added, words of another vocabulary, one gone."""
    text = TRADE_REGISTER.read_bytes()
    assert COBRA in text
    text = text.replace(b"Data generated: 18 Mar 2024", b"Data generated: 20 Mar 2025").replace(COBRA, CHANGED)
    text = text.replace(b",APC,", b",armoured personnel carrier,").replace(b",UAE,", b",United Arab Emirates,")
    head, _, rest = text.partition(b"Azerbaijan,Turkiye,2017,?,10,?,SOM")
    path = tmp_path / "newer.csv"
    path.write_bytes(head + rest.partition(b"\n")[2] + ADDED)
    return path


def both(tmp_path: Path) -> Outcome:
    run(SIPRI, [TRADE_REGISTER, DEALS_AND_TIVS])
    return run(SIPRI, [newer(tmp_path)])


def cobra() -> Shipment:
    found: Shipment = Shipment.objects.filter(item__designation="Cobra", recipient__name="Azerbaijan").distinct().get()
    return found


def test_a_newer_release_shows_what_changed_and_what_is_new(tmp_path: Path) -> None:
    reading = both(tmp_path).reading
    assert reading.release == "March 2025"
    assert reading.counts[RowStatus.CHANGED] == 1
    assert reading.counts[RowStatus.NEW] == 1
    assert reading.counts[RowStatus.MATCHED] == 158
    assert reading.gone == 1
    (changed,) = (row for row in reading.rows if row.status == RowStatus.CHANGED)
    assert (changed.column, changed.reason) == ("quantity_low", "quantity_low: 35 → 34")


def test_it_makes_no_second_record_of_what_is_here(tmp_path: Path) -> None:
    run(SIPRI, [TRADE_REGISTER, DEALS_AND_TIVS])
    before = Shipment.objects.count()
    run(SIPRI, [newer(tmp_path)])
    assert Shipment.objects.count() == before + 1


def test_the_claims_of_both_releases_stay(tmp_path: Path) -> None:
    both(tmp_path)
    claims = cobra().citations.filter(field="quantity_low").order_by("source__published_earliest")
    assert [(claim.source.handle, claim.value_read) for claim in claims] == [
        ("reg-sipri-march-2024", "35"), ("reg-sipri-march-2025", "34"),
    ]  # fmt: skip
    assert cobra().quantity_low == 35  # which reading is accepted is for an editor to say
    assert cobra().is_disputed


def test_two_releases_are_one_origin(tmp_path: Path) -> None:
    both(tmp_path)
    newer_source = Source.objects.get(handle="reg-sipri-march-2025")
    assert [link.origin.handle for link in newer_source.lineage.all()] == ["reg-sipri"]
    assert cobra().strength == "credible"  # one believable origin, however many releases


def test_withdrawing_the_newer_release_leaves_the_older_one(tmp_path: Path) -> None:
    run(SIPRI, [TRADE_REGISTER, DEALS_AND_TIVS])
    before = (Shipment.objects.count(), cobra().citations.count())
    job = run(SIPRI, [newer(tmp_path)]).job
    assert job is not None
    withdraw(job, "A test")
    assert (Shipment.objects.count(), cobra().citations.count()) == before
    assert not cobra().is_disputed


def test_withdrawing_the_older_release_leaves_what_the_newer_one_states(tmp_path: Path) -> None:
    both(tmp_path)
    older = Import.objects.get(release="March 2024")
    withdraw(older, "A test")
    assert cobra().citations.filter(source__handle="reg-sipri-march-2025", field="").count() == 1
    assert not cobra().citations.filter(source__handle="reg-sipri-march-2024", field="").exists()


def test_the_same_release_in_its_other_layout_states_the_same_deals(tmp_path: Path) -> None:
    run(SIPRI, [TRADE_REGISTER, DEALS_AND_TIVS])
    before = Shipment.objects.count()
    path = tmp_path / "deals-again.csv"
    path.write_bytes(DEALS_AND_TIVS.read_bytes().replace(b"13 Apr 2024", b"14 Apr 2024"))
    outcome = run(SIPRI, [path])
    assert Shipment.objects.count() == before
    assert RowStatus.NEW not in {row.status for row in outcome.reading.rows if row.facts}
    assert ImportRow.objects.filter(status=RowStatus.CHANGED).count() == 0
