"""`registro rehearse`: submits all baskets of a term in a temporary installation and reports the outcome."""
