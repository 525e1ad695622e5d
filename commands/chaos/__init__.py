"""`registro chaos`: a soak in which whatever can die does, and then a verdict."""
