"""Who is meant: states, parties that sources describe without a name, and parties named in free text only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from entities.choices import EntityKind
from entities.models import Entity
from importers.case.facts import Fact, lookup
from importers.case.frame import Book, CaseError, Cite, Draft, cites
from importers.reference.countries import country_names

THEME = "parties"


@dataclass
class Cast:
    """Use as `cast.party("Türkiye (state)", fact)` for any text that names a party; the fact's sources carry the party.

    lookups/parties.yaml and parties_b.yaml say who is meant: `texts` (text → handle), `named` and `unknown`
    (handle → name, kind, country, reason …). `state-XX` is the state XX itself.
    """

    book: Book
    _seen: dict[str, list[Cite]] = field(default_factory=dict)

    def party(self, text: str, fact: Fact) -> str:
        """The handle of the entity that the text means."""
        handle: str = lookup("parties").get("texts", {}).get(text, text)
        if self.book.has(handle) and handle not in self._seen:
            return handle
        if self._described(handle) is None:
            raise CaseError(f"{fact.id} names “{text}”: say in lookups/parties.yaml who that is.")
        known = {cite.source for cite in self._seen.setdefault(handle, [])}
        self._seen[handle].extend(cite for cite in cites(fact) if cite.source not in known)
        return handle

    def state(self, code: str, fact: Fact) -> str:
        """The state with this country code, as a party."""
        return self.party(f"state-{code}", fact)

    def name(self, handle: str) -> str:
        """What a party that `party` answered is called."""
        fields = self.book.draft(handle).fields if self.book.has(handle) else self._described(handle)
        return str((fields or {}).get("name", handle))

    def write(self) -> None:
        """Use last: put every party that was used into the book."""
        for handle, citations in self._seen.items():
            described = self._described(handle)
            if not citations or described is None:
                raise CaseError(f"No source carries {handle}.")
            self.book.add(THEME, Draft(Entity, handle, described, citations))

    def _described(self, handle: str) -> dict[str, Any] | None:
        if handle.startswith("state-"):
            code = handle.removeprefix("state-")
            return {"name": country_names()[code], "kind": EntityKind.STATE, "country": code}
        parties = lookup("parties")
        if handle in parties.get("unknown", {}):
            entry = dict(parties["unknown"][handle])
            return {"kind": EntityKind.UNKNOWN_PARTY, "unknown_reason": entry.pop("reason"), **entry}
        return dict(parties["named"][handle]) if handle in parties.get("named", {}) else None
