"""What an export writes, an import reads: into the same database nothing new, into an empty one all of it.

Public ids are minted anew in the empty database. The two exports are compared as bytes all the same: records are named
by handle (or by the id that they had where they came from, which an import keeps as their handle).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from conflicts.models import Incident
from editorial.choices import RowStatus
from editorial.models import Import
from entities.models import Entity
from evidence.models import Citation, Source
from exports.models import Incorporation, Item, ItemUnit, Licence, LicenceEvent, Shipment, ShipmentParty, Valuation
from importers.pipeline.withdrawing import withdraw
from importers.registry import run_import

pytestmark = pytest.mark.django_db
APPS = ("entities", "exports", "conflicts", "evidence")
KINDS = (Entity, Item, ItemUnit, Shipment, Licence, LicenceEvent, Incorporation, Incident, Source, Citation)


def exported(folder: Path) -> list[Path]:
    call_command("export_sheets", str(folder), verbosity=0)
    return sorted(folder.glob("*.csv"))


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in KINDS}


def empty_the_database() -> None:
    """All but reference data, places and conflicts, which sheets name and do not describe; these keep one source."""
    kept = {"country", "countryname", "code", "place", "conflict", "conflictname", "publisher", "citation", "source"}
    stand_in = Source.objects.create(title="What places and conflicts rest on here", kind="original")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_citation SET source_id = %s WHERE place_id IS NOT NULL OR conflict_id IS NOT NULL",
            [stand_in.pk],
        )
        cursor.execute("UPDATE evidence_publisher SET entity_id = NULL")
        cursor.execute("DELETE FROM tracing_reliance; DELETE FROM tracing_countedlead; DELETE FROM search_entry")
        # Records first: taking their citations or lineage would have each of them graded anew just before it goes.
        for model in sorted(apps.get_models(), key=lambda one: one._meta.app_label == "evidence"):
            is_history = hasattr(model, "pgh_tracked_model")
            is_ours = model._meta.app_label in APPS and not is_history and not model._meta.proxy
            if is_ours and model._meta.model_name not in kept:
                cursor.execute(f"DELETE FROM {model._meta.db_table}")
        cursor.execute("DELETE FROM evidence_citation WHERE place_id IS NULL AND conflict_id IS NULL")
        cursor.execute("DELETE FROM evidence_source WHERE id <> %s", [stand_in.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_into_the_same_database_every_row_is_matched_and_nothing_is_changed(tmp_path: Path) -> None:
    files = exported(tmp_path)
    before = counts()
    outcome = run_import("sheets", files)
    wrong = [(row.status, row.reason) for row in outcome.reading.rows if row.status is not RowStatus.MATCHED]
    assert not wrong
    assert counts() == before
    assert len(outcome.reading.rows) > 1000


def test_a_second_import_says_so_and_changes_nothing(tmp_path: Path) -> None:
    files = exported(tmp_path)
    call_command("import", "sheets", *map(str, files), verbosity=0)
    before = counts(), Import.objects.count()
    call_command("import", "sheets", *map(str, files), verbosity=0)
    assert (counts(), Import.objects.count()) == before


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_into_an_empty_database_and_out_again_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    if form == "xlsx":
        first, second = first.with_suffix(".xlsx"), second.with_suffix(".xlsx")
    call_command("export_sheets", str(first), verbosity=0)
    files = sorted(first.glob("*.csv")) if first.is_dir() else [first]
    old = dict(Shipment.objects.values_list("handle", "public_id"))
    before = {model.__name__: model._default_manager.count() for model in (Shipment, Item, Valuation, ShipmentParty)}
    empty_the_database()
    outcome = run_import("sheets", files)
    wrong = [(row.status, row.key, row.reason) for row in outcome.reading.rows if row.status not in MADE]
    assert not wrong
    assert {
        model.__name__: model._default_manager.count() for model in (Shipment, Item, Valuation, ShipmentParty)
    } == before
    call_command("export_sheets", str(second), verbosity=0)
    for one in files:
        again = second / one.name if second.is_dir() else second
        assert again.read_bytes() == one.read_bytes()
    new = dict(Shipment.objects.values_list("handle", "public_id"))
    assert new.keys() == old.keys()
    assert not set(new.values()) & set(old.values())


MADE = (RowStatus.NEW, RowStatus.MATCHED)


def test_what_came_in_goes_away_as_a_whole(tmp_path: Path) -> None:
    files = exported(tmp_path)
    empty_the_database()
    before = counts()
    outcome = run_import("sheets", files)
    assert outcome.job is not None
    withdraw(outcome.job, "for a test")
    assert counts() == before
