"""Reads a term from CSV files of any common encoding and separator, and saves it."""
