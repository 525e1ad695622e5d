"""`registro import`: imports a term from CSV files of any common encoding and separator."""
