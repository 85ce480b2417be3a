"""Embargoes as measures: issuer and force by the document, target, and how they ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from editorial.choices import RowStatus
from entities.choices import EntityKind
from entities.models import Entity
from exports.choices import LegalForce, MeasureKind
from exports.models import Measure, MeasureTarget
from importers.countries import CountryNames
from importers.embargoes.parser import Embargo, embargoes
from importers.errors import BadInputError
from importers.pipeline.planning import PlannedRow, Reading
from importers.pipeline.questions import Certain, Decided, Thing
from importers.pipeline.registers import Progress
from importers.pipeline.writing import Writer
from importers.reading.sealing import Sealed
from importers.states import States

REGISTER = "embargoes"
UNNAMED = "Bodies that SIPRI's embargo archive does not name"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who imposed an embargo, and whether it binds, as told by its document."""

    name: str
    handle: str = ""
    country: str = ""
    force: str = LegalForce.UNCLEAR


@dataclass(slots=True)
class PlannedEmbargo:
    """An embargo with its row, its target (a country, or words), and the measure that it is, if it is here."""

    embargo: Embargo
    row: PlannedRow
    country: int | None
    measure: int | None = None


@dataclass(slots=True)
class Content:
    """What the writer needs of a reading."""

    embargoes: list[PlannedEmbargo] = field(default_factory=list)
    countries: CountryNames = field(default_factory=lambda: CountryNames("SIPRI"))


def lookups() -> dict[str, Any]:
    """The judgements beside this module."""
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "lookups.yaml").read_text(encoding="utf-8"))
    return found


def issuer_of(document: str, known: dict[str, Any]) -> Issuer:
    """Who imposed it; without a document that tells, a body that is not named."""
    for one in known["issuers"]:
        if re.fullmatch(one["pattern"], document):
            force = LegalForce.VOLUNTARY if document in known["calls"] else one["force"]
            return Issuer(one["name"], one["handle"], one["country"], force)
    return Issuer("")


def read(files: Sequence[Sealed], release: str) -> Reading:
    """Parse and plan; an embargo that is here already, by issuer, target and year, gets a citation."""
    (file,) = files
    known, content, planned = lookups(), Content(), []
    decided = Decided(REGISTER, Measure)
    latest = 0
    for row, embargo in embargoes(file):
        one = PlannedRow(
            0, row.line, RowStatus.NEW, key=f"{embargo.target} {embargo.began.year} {embargo.document}"[:120]
        )
        planned.append(one)
        latest = max(latest, embargo.began.year, *(day.year for day in (embargo.suspended, embargo.lifted) if day))
        code = known["targets"].get(embargo.target)
        country = content.countries.keys.get(code) if code else content.countries.find(embargo.target)
        if country is None and embargo.target not in known["groups"]:
            one.status, one.column = RowStatus.ERROR, "Target"
            one.reason = f"“{embargo.target}” is no country and no group that is known here."
            continue
        wanted = PlannedEmbargo(embargo, one, country)
        _match(wanted, issuer_of(embargo.document, known), decided)
        one.facts = {"_kind": "measure", "valid_from": embargo.began.isoformat(), "valid_until": _ended(embargo)}
        content.embargoes.append(wanted)
    if not planned:
        raise BadInputError("There is a header and not one row below it: the file was cut.", file=file.name)
    return Reading(files, ["archive"], release or f"entries up to {latest}", content, planned)


def _match(wanted: PlannedEmbargo, issuer: Issuer, decided: Decided) -> None:
    found: dict[str, int] = {}
    if wanted.country is not None and issuer.handle:
        measures = Measure.objects.filter(
            issuer__handle=issuer.handle,
            kind=MeasureKind.EMBARGO,
            targets__country=wanted.country,
            valid_from_earliest__year=wanted.embargo.began.year,
        )
        found = dict(measures.distinct().values_list("public_id", "pk"))
    certain = Certain(next(iter(found)), "The same issuer, target and year.") if len(found) == 1 else None
    why_asked = "Several measures have this issuer, target and year."
    judged = decided.judge(_thing(wanted, issuer), found, why_asked, certain)
    wanted.measure = judged.key
    judged.mark(wanted.row)


def _thing(wanted: PlannedEmbargo, issuer: Issuer) -> Thing:
    embargo = wanted.embargo
    facts = (
        ("target", embargo.target),
        ("issuer", issuer.name),
        ("document", embargo.document),
        ("force", issuer.force),
        ("in force from", embargo.began.isoformat()),
        ("until", _ended(embargo)),
    )
    return Thing((wanted.row.key,), f"{embargo.target}, {embargo.began.year}, {embargo.document}", facts)


def write(reading: Reading, writer: Writer, progress: Progress) -> None:
    """Make or cite every embargo."""
    content: Content = reading.content
    known, states = lookups(), States(writer)
    issuers: dict[str, int] = {}
    for count, wanted in enumerate(content.embargoes):
        progress("Making measures", count, len(content.embargoes))
        if not wanted.row.makes_something:
            continue
        if wanted.measure is not None:
            _cite(wanted, writer)
            continue
        issuer = issuer_of(wanted.embargo.document, known)
        if issuer.name not in issuers:
            issuers[issuer.name] = _issuer(issuer, wanted.row, content, writer, states)
        _make(wanted, issuer, issuers[issuer.name], known, writer)


def _cite(wanted: PlannedEmbargo, writer: Writer) -> None:
    if wanted.measure is None:
        return
    writer.cite(Measure, wanted.measure, wanted.row, says=_says(wanted.embargo))
    days = {"valid_from": wanted.embargo.began, "valid_until": wanted.embargo.lifted}
    for name, day in days.items():
        if day is not None:
            writer.cite(
                Measure, wanted.measure, wanted.row, field=name, printed=f"{day:%d-%b-%y}", read=day.isoformat()
            )


def _make(wanted: PlannedEmbargo, issuer: Issuer, issuer_key: int, known: dict[str, Any], writer: Writer) -> None:
    embargo = wanted.embargo
    fault = known["faults"].get(f"{embargo.target} {embargo.began.year} {embargo.document}", "")
    measure = writer.record(
        Measure,
        wanted.row,
        says=_says(embargo),
        title=f"Arms embargo on {embargo.target}, {issuer.name or 'issuer not named'}, {embargo.began.year}",
        kind=MeasureKind.EMBARGO,
        issuer_id=issuer_key,
        instrument="" if embargo.document == "-" else embargo.document,
        legal_force=issuer.force,
        valid_from=embargo.began.isoformat(),
        valid_until=_ended(embargo) or None,
        end_note=_end(embargo),
        note=fault,
    )
    if wanted.country is None:
        writer.part(MeasureTarget, measure_id=measure, territory=embargo.target)
    else:
        writer.part(MeasureTarget, measure_id=measure, country_id=wanted.country)


def _issuer(issuer: Issuer, row: PlannedRow, content: Content, writer: Writer, states: States) -> int:
    if not issuer.name:
        return states.unnamed(UNNAMED, None, row, "ECOWAS and others; the archive prints a dash.")
    same = Entity.objects.filter(handle=issuer.handle) if issuer.handle else Entity.objects.none()
    known = same.first() or Entity.objects.filter(name=issuer.name, kind=EntityKind.ORGANISATION).first()
    return (
        known.pk
        if known
        else writer.record(
            Entity,
            row,
            says="Told by the document that established the embargo.",
            name=issuer.name,
            kind=EntityKind.ORGANISATION,
            country_id=content.countries.keys.get(issuer.country),
        )
    )


def _ended(embargo: Embargo) -> str:
    ended = embargo.lifted or embargo.suspended
    return ended.isoformat() if ended else ""


def _end(embargo: Embargo) -> str:
    if embargo.suspended and embargo.lifted:
        return f"suspended on {embargo.suspended}, lifted on {embargo.lifted}"
    return "suspended" if embargo.suspended else "lifted" if embargo.lifted else ""


def _says(embargo: Embargo) -> str:
    ends = f"; {_end(embargo)}" if _end(embargo) else "; no end printed"
    return f"{embargo.target}: in force from {embargo.began}{ends}. Document: {embargo.document}."
