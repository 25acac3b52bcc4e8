"""Is a sentence borne by the words it cites? By rule, a check a file; the gate asks them all."""
