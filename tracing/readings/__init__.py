"""Competing readings of one chain: what else the same records may mean, and which evidence fits which reading.

Analysis of competing hypotheses (R. J. Heuer, *Psychology of Intelligence Analysis*, ch. 8) over recorded evidence:
`hands` says through whose hands and under which permission a chain goes, `fold` groups chains into readings, `combine`
adds those that a rule derives, `pieces` and `marks` make the matrix, `comparison` orders it. All of these are pure;
`beside` reads what they need beyond the dossier. Reasons: docs/decisions/0014-competing-readings.md.
"""
