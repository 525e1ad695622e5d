"""Trusted documents: reading their files, checking and registering them."""
