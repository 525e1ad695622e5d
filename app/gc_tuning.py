"""How often Python looks for garbage."""

import gc


def collect_less_often() -> None:
    """For a process that has loaded what it needs and now serves.

    What is loaded lives as long as the process, so it is looked at no more; and requests leave behind few cycles, so
    10,000 new objects are let come (Python's default is 700) before the next look. Of an enrollment's CPU time in the
    API that was a fifth. With thousands of sockets a full look stops everything for up to a second.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
