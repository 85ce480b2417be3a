"""What surrounds chains: everything that rules, pictures and snapshots know beside the links, as plain values.

`facts` has the value objects, `load` reads them for any number of chains in a constant number of queries.
"""
