"""Careful words for links and chains: one phrase a link, one sentence a chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracing.choices import LinkKind

if TYPE_CHECKING:
    from tracing.model import Chain, Link

_PHRASES = {
    LinkKind.AUTHORISED: "permitted to {end}",
    LinkKind.SHIPPED: "{act} to {end}",
    LinkKind.BUILT_IN: "built into {end}",
    LinkKind.PRODUCED_UNDER_LICENCE: "produced under licence by {end}",
    LinkKind.SEEN: "{act} in {end}",
    LinkKind.RECORDED_AS: "recorded under the name of {end}",
    LinkKind.SAME_TYPE: "counted among {end}",
    LinkKind.NO_RECORD: "passed to {end} without a record here",
}

_TO_END = ("sold", "shipped", "given", "lent", "re-exported", "donated", "returned", "exported")


def link_phrase(link: Link) -> str:
    """What a link says, ready to follow "is recorded as"."""
    phrase = _PHRASES[link.kind].format(act=link.verb, end=link.end.label)
    if link.kind == LinkKind.SHIPPED and link.act and link.act not in _TO_END:
        phrase = f"passed to {link.end.label} ({link.act})"
    when = link.when_words
    return f"{phrase} ({when})" if when else phrase


def _joined(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _runs(chain: Chain) -> list[list[Link]]:
    """Links that one clause can tell: a gap stands alone, and a new item starts a new clause."""
    runs: list[list[Link]] = []
    for link in chain.links:
        before = runs[-1][-1] if runs else None
        if before is None or before.is_gap or link.is_gap or before.kind == LinkKind.BUILT_IN:
            runs.append([])
        runs[-1].append(link)
    return runs


def _clause(run: list[Link], chain: Chain, before: Link | None) -> str:
    first = run[0]
    name = first.source.item.label
    subject = "it" if before is not None and before.source.item == first.source.item else name
    if first.is_gap:
        return f"there is no record here of how {subject} passed from {first.source.holder.label} to {first.end.label}"
    holder = f", first held by {chain.start.holder.label}," if before is None else ""
    return f"{subject}{holder} is recorded as {_joined([link_phrase(link) for link in run])}"


def _caveats(chain: Chain) -> list[str]:
    caveats = []
    if chain.weakest is not None:
        caveats.append(f"The weakest recorded link ({chain.weakest.verb}) is {chain.weakest.strength}.")
    disputed = [link.verb for link in chain.links if link.is_disputed]
    if disputed:
        caveats.append(f"Sources disagree about: {', '.join(dict.fromkeys(disputed))}.")
    return caveats


def chain_sentence(chain: Chain) -> str:
    """Use it as the lead of a chain page; it says what is recorded and how weakly, no more."""
    clauses, before = [], None
    for run in _runs(chain):
        clauses.append(_clause(run, chain, before))
        before = run[-1]
    text = "; ".join(clauses)
    return " ".join([f"{text[0].upper()}{text[1:]}.", *_caveats(chain)])
