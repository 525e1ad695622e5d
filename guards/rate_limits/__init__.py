"""How often a caller may ask: token buckets in each process, which settle with Redis what was drawn from them."""
