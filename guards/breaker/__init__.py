"""Circuit breakers: the policy, the circuit, the state that processes share, and the registry of all breakers."""
