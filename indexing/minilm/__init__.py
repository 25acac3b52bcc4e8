"""all-MiniLM-L6-v2, bundled: the weights, how they were made, and how they are run."""
