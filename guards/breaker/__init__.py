"""Circuit breakers: a circuit for each process, the state that follows from what all report, and the registry."""
