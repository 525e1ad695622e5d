"""The saga engine: plans of steps, a journal, a pure decision and the thin runner that obeys it.

It knows no enrollment and no I/O. What a step's effect means is the domain's business; where records are
kept is the store's.
"""
