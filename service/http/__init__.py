"""The HTTP contract: routes, bodies, errors, limits and logs."""
