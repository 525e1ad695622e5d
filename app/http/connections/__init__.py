"""Connections: how long a client may take, how many there may be, and how many one caller may hold."""
