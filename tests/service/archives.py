"""Where the seed articles are."""

from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"
