"""`registro import`: a term from CSV files, as registrars have them."""
