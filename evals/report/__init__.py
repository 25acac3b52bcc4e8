"""A run for people and for other programs: terminal, HTML, Markdown, JUnit XML."""

from evals.report.gold_table import as_json, show

__all__ = ["as_json", "show"]
