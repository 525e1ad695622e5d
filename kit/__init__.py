"""Small helpers that know nothing of Registro: batches, background loops, clocks, cached readings, ids, errors.

All code of ours imports this package, so this is where Python itself is mended.
"""

from kit.python_3_11 import mend_python

mend_python()
