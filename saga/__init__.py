"""The saga engine: plans of steps, a journal, a pure decision and the thin runner that obeys it.

It does no I/O of its own: what it needs is handed to it. A fault point may kill or stop its own process, for tests.
"""
