"""The domain: what a student asks for, what speaks against it, who gets a seat. No I/O."""
