import os
import subprocess
import sys
from pathlib import Path

import pytest

from evals.errors import MetricFailed
from evals.metrics.from_ragas import number

TELLING = {
    "RAGAS_DO_NOT_TRACK": "false",
    "LANGSMITH_TRACING": "true",
    "LANGCHAIN_TRACING_V2": "true",
    "LANGSMITH_API_KEY": "key",
}
SCRIPT = """
import asyncio, socket, sys

reached = []
def refuse(*arguments, **options):
    reached.append(arguments)
    raise OSError("refused")
socket.socket.connect = socket.getaddrinfo = refuse

from evals.metrics import from_ragas

async def main():
    ids = await from_ragas.id_recall(retrieved=["a"], reference=["a", "b"])
    texts = await from_ragas.text_precision(retrieved=["a"], reference=["a"], threshold=0.5)
    spans = await from_ragas.quoted_spans_alignment("“a”", ["a"], min_words=1)
    assert (ids, texts, spans) == (0.5, 1, 1)

asyncio.run(main())
from ragas import _analytics
from langchain_core.tracers.langchain import wait_for_all_tracers
_analytics._analytics_batcher.flush()
wait_for_all_tracers()
sys.exit(f"reached {reached}" if reached else 0)
"""


def test_ragas_tells_nobody_and_writes_nothing_into_the_home(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, **TELLING, **home},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.rglob("uuid.json")) == []


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None, "so"])
def test_what_is_no_number_is_a_failed_metric(value: object) -> None:
    with pytest.raises(MetricFailed, match="ragas gave"):
        number(value)


def test_a_whole_is_a_whole() -> None:
    assert number(0.99999999995) == 1
