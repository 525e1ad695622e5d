"""Small helpers that know nothing of Registro: batches, background loops, clocks, cached readings, ids, errors."""
