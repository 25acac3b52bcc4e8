"""Is what an answer says borne by what it rests on? By rule, without a judge; a part a file."""
