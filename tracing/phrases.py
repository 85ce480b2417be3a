"""Careful words for links and chains: one phrase a link, one sentence a chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracing.choices import LinkKind

if TYPE_CHECKING:
    from tracing.model import Chain, Link

_PHRASES = {
    LinkKind.AUTHORISED: gettext_lazy("permitted to %(end)s"),
    LinkKind.SHIPPED: gettext_lazy("%(act)s to %(end)s"),
    LinkKind.BUILT_IN: gettext_lazy("built into %(end)s"),
    LinkKind.PRODUCED_UNDER_LICENCE: gettext_lazy("produced under licence by %(end)s"),
    LinkKind.SEEN: gettext_lazy("%(act)s in %(end)s"),
    LinkKind.RECORDED_AS: gettext_lazy("recorded under the name of %(end)s"),
    LinkKind.SAME_TYPE: gettext_lazy("counted among %(end)s"),
    LinkKind.NO_RECORD: gettext_lazy("passed to %(end)s without a record here"),
}

_TO_END = ("sold", "shipped", "given", "lent", "re-exported", "donated", "returned", "exported")


def link_phrase(link: Link) -> str:
    """What a link says, ready to follow "is recorded as"."""
    words = {"act": link.verb, "end": link.end.label}
    phrase = str(_PHRASES[link.kind]) % words
    if link.kind == LinkKind.SHIPPED and link.act and link.act not in _TO_END:
        phrase = _("passed to %(end)s (%(act)s)") % words
    when = link.when_words
    return f"{phrase} ({when})" if when else phrase


def _joined(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


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
    subject = _("it") if before is not None and before.source.item == first.source.item else name
    if first.is_gap:
        parties = {"item": subject, "one": first.source.holder.label, "other": first.end.label}
        return _("there is no record here of how %(item)s passed from %(one)s to %(other)s") % parties
    words = {"item": subject, "holder": chain.start.holder.label, "what": _joined([link_phrase(link) for link in run])}
    if before is None:
        return _("%(item)s, first held by %(holder)s, is recorded as %(what)s") % words
    return _("%(item)s is recorded as %(what)s") % words


def _caveats(chain: Chain) -> list[str]:
    caveats = []
    if chain.weakest is not None:
        words = {"verb": chain.weakest.verb, "strength": chain.weakest.strength}
        caveats.append(_("The weakest recorded link (%(verb)s) is %(strength)s.") % words)
    disputed = [link.verb for link in chain.links if link.is_disputed]
    if disputed:
        caveats.append(_("Sources disagree about: %(verbs)s.") % {"verbs": ", ".join(dict.fromkeys(disputed))})
    return caveats


def chain_sentence(chain: Chain) -> str:
    """Use it as the lead of a chain page; it says what is recorded and how weakly, no more."""
    clauses, before = [], None
    for run in _runs(chain):
        clauses.append(_clause(run, chain, before))
        before = run[-1]
    text = "; ".join(clauses)
    return " ".join([f"{text[0].upper()}{text[1:]}.", *_caveats(chain)])
