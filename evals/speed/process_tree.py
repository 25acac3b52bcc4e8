"""How much memory a process and its children hold, watched while they work."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

_KIB_PER_PAGE = 4


class Peak:
    """The largest sum of resident memory seen so far; pages shared by two count twice."""

    mib: float = 0.0


@contextmanager
def peak_memory(pid: int, *, every_s: float = 0.25) -> Iterator[Peak]:
    """Linux only: it reads /proc."""
    peak, is_over = Peak(), Event()

    def watch() -> None:
        while not is_over.wait(every_s):
            peak.mib = max(peak.mib, sum(map(_resident_mib, _tree(pid))))

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        is_over.set()
        thread.join()


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(task).split():
            yield from _tree(int(child))


def _resident_mib(pid: int) -> float:
    pages = _read(Path(f"/proc/{pid}/statm")).split()[1:2]
    return int(pages[0]) * _KIB_PER_PAGE / 1024 if pages else 0.0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has ended meanwhile
        return ""
