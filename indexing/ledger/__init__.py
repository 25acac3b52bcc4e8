"""Who says what in one article: from sentences to statements with their speakers."""
