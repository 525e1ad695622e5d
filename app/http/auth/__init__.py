"""Who calls: tokens, their keys, and the caller they stand for."""
