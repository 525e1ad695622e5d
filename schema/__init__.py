"""What a client sees: Strawberry types, inputs, unions and the three roots, made of domain values."""
