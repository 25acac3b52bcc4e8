"""What the database says of its failures, and what to do about them, in our words."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from indexing.errors import ArchiveBusy, ArchiveUnusable, OnRecordError, StorageFailed

_BUSY = "the archive is too busy: ask again, or ask something narrower"
_STORAGE = {
    "FULL": "the disk is full ({place}): free some space and run it again",
    "IOERR": "the disk failed under {place} ({error}): check it, run it again",
    **dict.fromkeys(
        ("READONLY", "CANTOPEN", "PERM"),
        "{place} cannot be written: make it writable, or choose another ONRECORD_DATA_DIR",
    ),
    **dict.fromkeys(
        ("BUSY", "LOCKED"), "{place} is held by another program: close it and run it again"
    ),
}
_DAMAGED = (
    "{place} is damaged ({error}): put back a copy, or delete the data folder and run: "
    "onrecord index FOLDER"
)


@contextmanager
def in_our_words(place: str) -> Iterator[None]:
    """Raises ArchiveBusy, StorageFailed or ArchiveUnusable; a fault of ours shows as it is."""
    try:
        yield
    except sa.exc.TimeoutError as error:  # no connection came free
        raise ArchiveBusy(_BUSY) from error
    except sa.exc.DatabaseError as error:
        told = _told(error.orig, place)
        if told is None:
            raise
        raise told from error


def _told(error: BaseException | None, place: str) -> OnRecordError | None:
    name = getattr(error, "sqlite_errorname", "")
    kind = name.removeprefix("SQLITE_").split("_")[0]  # "SQLITE_IOERR_FSYNC"
    if kind == "INTERRUPT":
        return ArchiveBusy(_BUSY)
    if kind in ("CORRUPT", "NOTADB"):
        return ArchiveUnusable(_DAMAGED.format(place=place, error=error))
    if kind in _STORAGE:
        return StorageFailed(_STORAGE[kind].format(place=place, error=error))
    return None
