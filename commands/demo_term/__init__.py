"""The demonstration: a made-up term, its students, and a billing system."""
