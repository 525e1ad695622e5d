"""`registro rehearse`: a whole term through real workers, in a world of its own, with its outcome counted."""
