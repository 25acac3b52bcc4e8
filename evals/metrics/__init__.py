"""A metric a file, one call each; None where it does not apply."""
