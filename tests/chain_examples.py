"""Chains built by hand from value objects, for tests of words and pictures."""

from __future__ import annotations

from core.dates import PartialDate
from tracing.choices import Ending, LinkKind, NodeKind, TimeVerdict
from tracing.model import Chain, Link, Node, RecordRef, State

MX15D = Node(NodeKind.COMPONENT, 1, "it-mx15d", "WESCAM MX-15D", "electro-optical turret", "CA", "/components/mx15d")
TB2 = Node(NodeKind.PLATFORM, 2, "it-tb2", "Bayraktar TB2", "armed drone", "TR", "/platforms/tb2")
WESCAM = Node(NodeKind.COMPANY, 1, "en-wescam", "L3Harris WESCAM", "Burlington, Ontario", "CA", "/entities/wescam")
BAYKAR = Node(NodeKind.COMPANY, 2, "en-baykar", "Baykar", "Istanbul", "TR", "/entities/baykar")
AZERBAIJAN = Node(NodeKind.STATE, 3, "en-az", "Azerbaijan", "", "AZ", "/entities/az")
FORCES = Node(NodeKind.ARMED_FORCE, 4, "en-azf", "Azerbaijani armed forces", "observed user", "AZ", "/entities/azf")
DOWNED = Node(NodeKind.INCIDENT, 1, "in-tb2", "TB2 brought down, October 2020", "", "AZ", "/incidents/tb2")
KARABAKH = Node(NodeKind.CONFLICT, 1, "co-nk", "Nagorno-Karabakh 2020", "27 Sep to 10 Nov", "AZ·AM", "/conflicts/nk")


def record(kind: str, pk: int, title: str, when: str | None = None, **details: object) -> RecordRef:
    """A record with the details a test needs."""
    date = PartialDate.parse(when) if when else None
    return RecordRef(kind, pk, f"{kind}-{pk}", title, f"/{kind}/{pk}", date, **details)  # type: ignore[arg-type]  # details are named by the tests


CLAIMED = {"strength": "claimed", "rung": "type", "sources": 1, "origins": 1}

PERMIT = record(
    "licence",
    1,
    "Permit of May 2020",
    "2020-05",
    quantity="7 units",
    strength="corroborated",
    rung="deal",
    sources=5,
    origins=2,
    disagreements=("which permit covered the unit", "who was the end user"),
)
FITTED = record(
    "incorporation",
    1,
    "Camera fitted to a TB2",
    "2020-09",
    quantity="1 per aircraft",
    strength="credible",
    rung="unit",
    sources=4,
    origins=1,
)
DELIVERED = record(
    "shipment",
    1,
    "TB2 to Azerbaijan",
    "2020",
    quantity="5 to 12 aircraft",
    strength="corroborated",
    rung="deal",
    sources=3,
    origins=2,
    disagreements=("how many",),
)
BROUGHT_DOWN = record(
    "incident",
    1,
    "TB2 brought down",
    "2020-10-19/2020-10-22",
    quantity="camera recovered",
    strength="established",
    rung="unit",
    sources=9,
    origins=5,
    disagreements=("19 Oct", "20 Oct", "21 Oct", "22 Oct"),
)
MADE = record("item", 1, "MX-15D, maker", None, strength="established", rung="type", sources=6, origins=4)

AT_WESCAM, AT_BAYKAR = State(MX15D, WESCAM), State(MX15D, BAYKAR)
BUILT, IN_AZERBAIJAN, IN_SERVICE = State(TB2, BAYKAR), State(TB2, AZERBAIJAN), State(TB2, FORCES)

PERMITTED = Link(LinkKind.AUTHORISED, AT_WESCAM, AT_BAYKAR, records=(PERMIT,))
BUILT_IN = Link(LinkKind.BUILT_IN, AT_BAYKAR, BUILT, records=(FITTED,))
SHIPPED = Link(LinkKind.SHIPPED, BUILT, IN_SERVICE, records=(DELIVERED,))
USED = Link(LinkKind.SEEN, IN_SERVICE, None, DOWNED, KARABAKH, records=(BROUGHT_DOWN,), act="used")
NOT_RECORDED = Link(LinkKind.NO_RECORD, AT_WESCAM, AT_BAYKAR, flags=("no transfer recorded",))


def chain(*links: Link, ending: Ending = Ending.COMPLETE, made: bool = True) -> Chain:
    """A chain of these links that holds for all readings."""
    maker = (MADE,) if made else ()
    return Chain(links, ending, TimeVerdict.HOLDS_FOR_ALL_READINGS, maker_records=maker)


def wescam_chain() -> Chain:
    """MX-15D to Baykar, into a TB2, to Azerbaijan, to Nagorno-Karabakh."""
    return chain(PERMITTED, BUILT_IN, SHIPPED, USED)


def country_chain() -> Chain:
    """The same, where the delivery names only the country."""
    delivered = Link(LinkKind.SHIPPED, BUILT, IN_AZERBAIJAN, records=(DELIVERED,))
    taken_as = Link(LinkKind.RECORDED_AS, IN_AZERBAIJAN, IN_SERVICE, records=(DELIVERED,))
    return chain(PERMITTED, BUILT_IN, delivered, taken_as, USED)


def rival_chains() -> list[Chain]:
    """Two readings of the permit, a gap instead of it, and a second use: all share their other cards."""
    other = record(
        "licence",
        2,
        "Approval for the navy",
        "2019",
        quantity="serial number matches",
        strength="credible",
        rung="unit",
        sources=2,
        origins=1,
    )
    navy = Link(LinkKind.AUTHORISED, AT_WESCAM, AT_BAYKAR, records=(other,))
    lost = record("incident", 2, "TB2 lost", "2020-11", **CLAIMED)
    again = Link(LinkKind.SEEN, IN_SERVICE, None, DOWNED, KARABAKH, records=(lost,), act="lost")
    return [
        wescam_chain(),
        chain(navy, BUILT_IN, SHIPPED, USED),
        chain(NOT_RECORDED, BUILT_IN, SHIPPED, USED),
        chain(PERMITTED, BUILT_IN, SHIPPED, again),
    ]


def long_chain(links: int = 12) -> Chain:
    """One thing handed on again and again, as captured weapons are."""
    holders = [
        Node(NodeKind.ARMED_GROUP, 100 + n, f"en-{n}", f"Brigade no. {n} of the northern front", "", "XX")
        for n in range(links)
    ]
    handed = []
    for n in range(links - 1):
        by = record("shipment", 100 + n, f"Handed on {n}", f"20{10 + n}", **CLAIMED)
        handed.append(
            Link(LinkKind.SHIPPED, State(TB2, holders[n]), State(TB2, holders[n + 1]), records=(by,), act="captured")
        )
    used = Link(LinkKind.SEEN, State(TB2, holders[-1]), None, DOWNED, KARABAKH, records=(BROUGHT_DOWN,), act="used")
    return chain(*handed, used, made=False)


def fan(count: int) -> list[Chain]:
    """As many chains, each over another middleman."""
    chains = []
    for n in range(count):
        broker = Node(NodeKind.COMPANY, 500 + n, f"en-b{n}", f"Trading house {n}", "", "HK")
        sale = record("shipment", 500 + n, f"Sale {n}", "2019", **CLAIMED)
        resale = record("shipment", 900 + n, f"Resale {n}", "2020", **CLAIMED)
        first = Link(LinkKind.SHIPPED, AT_WESCAM, State(MX15D, broker), records=(sale,), act="sold")
        second = Link(LinkKind.SHIPPED, State(MX15D, broker), AT_BAYKAR, records=(resale,), act="re-exported")
        chains.append(chain(first, second, BUILT_IN, SHIPPED, USED))
    return chains
