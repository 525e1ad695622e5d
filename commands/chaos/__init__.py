"""`registro chaos`: runs an installation under load, injects faults, and checks what must always hold."""
