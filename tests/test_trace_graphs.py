"""A trace as a graph file is the trace: every link of every chain, and nothing that XML cannot hold."""

from __future__ import annotations

import io
from dataclasses import replace

import networkx as nx
import pytest

from tracing.graph_files import GraphFormat, write_graph
from tracing.model import Chain
from tracing.query import TraceQuestion
from tracing.service import trace

pytestmark = pytest.mark.django_db


def chains() -> tuple[Chain, ...]:
    return trace(TraceQuestion("item-mx-15d", end="conf-nk-2020")).chains


def read(form: GraphFormat, shown: tuple[Chain, ...]) -> nx.MultiDiGraph[str]:
    written = io.BytesIO(write_graph(shown, form, {"credit": "Armstrace"}))
    graph = nx.read_gexf(written) if form == "gexf" else nx.read_graphml(written, force_multigraph=True)
    return nx.MultiDiGraph(graph)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_chain_is_a_path_through_the_graph(form: GraphFormat) -> None:
    shown = chains()
    graph = read(form, shown)
    edges = list(graph.edges(data=True))
    for number, chain in enumerate(shown, start=1):
        on_it = [(start, end, data) for start, end, data in edges if str(number) in str(data["chains"]).split(";")]
        assert len(on_it) == len(chain.links)
        path: nx.DiGraph[str] = nx.DiGraph([(start, end) for start, end, _ in on_it])
        assert nx.is_simple_path(path, list(nx.topological_sort(path)))
        recorded = {record.public_id for link in chain.links for record in link.records}
        assert {one for *_, data in on_it for one in str(data["records"] or "").split(";") if one} == recorded


def test_a_link_that_chains_share_stands_once() -> None:
    shown = chains()
    links = [link for chain in shown for link in chain.links]
    assert 0 < read("graphml", shown).number_of_edges() < len(links)


def test_what_xml_cannot_hold_is_left_out() -> None:
    chain = chains()[0]
    link = chain.links[0]
    odd = replace(link, source=replace(link.source, holder=replace(link.source.holder, label="A\x00B\x1b<&>\ufffe")))
    graph = read("graphml", (replace(chain, links=(odd, *chain.links[1:])),))
    assert any(data.get("holder") == "AB<&>" for _, data in graph.nodes(data=True))
