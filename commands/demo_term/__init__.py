"""The demo: its term, its students, and a billing system."""
