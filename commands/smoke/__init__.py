"""`registro smoke`: tries a running server out, says what works, and takes back what it made."""
