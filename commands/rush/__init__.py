"""`registro rush`: students enroll as on a registration day, and a report says how long it took and how fair it was."""
