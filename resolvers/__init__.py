"""How each root field is answered: functions from a context and an input to domain values."""
