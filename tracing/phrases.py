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
    LinkKind.NO_RECORD: "next held by {end}, with no record here of how it got there",
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


def _clauses(chain: Chain) -> list[str]:
    """Phrases grouped by what they speak of: the platform takes over once something is built in."""
    groups: list[list[str]] = [[]]
    for link in chain.links:
        groups[-1].append(link_phrase(link))
        if link.kind == LinkKind.BUILT_IN:
            groups.append([])
    return [_joined(group) for group in groups if group]


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
    start = chain.start
    opening = f"{start.item.label}, in the hands of {start.holder.label}, is recorded as "
    return " ".join([opening + "; that is recorded as ".join(_clauses(chain)) + ".", *_caveats(chain)])
