"""What a trace lacks, who is likely to hold it, and what would refute a chain.

`find.leads_of` and `refute.refutations` are pure over chains, dossier and what `load.beside_of` read in a constant
number of queries; `board` does the same for all items and keeps the result for the list at /leads/.
"""
