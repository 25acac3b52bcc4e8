"""A run for people and for other programs: terminal, HTML, Markdown, JUnit XML."""
