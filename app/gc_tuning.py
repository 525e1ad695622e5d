"""How often Python's garbage collector runs."""

import gc


def collect_less_often() -> None:
    """Called once a process has loaded its code and begins to serve.

    Loaded code lives as long as the process, so the collector need not examine it again. Requests leave few cycles
    behind, so a collection every 10,000 new objects is enough (Python's default is 700): with the default it took a
    fifth of an enrollment's CPU time in the API. With thousands of sockets a full collection takes up to a second, in
    which nothing else runs.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
