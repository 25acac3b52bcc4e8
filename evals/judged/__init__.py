"""Metrics that a model judges; a judgment that fails is counted as failed, never as a zero."""
