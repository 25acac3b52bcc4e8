"""Everything that goes wrong on purpose, by whose fault it is.

OnRecordError
├── SettingsInvalid       the operator's fault: a setting that is unknown or makes no sense
├── SourceUnreadable      the operator's fault: the path given to `index` cannot be read at all
├── ArchiveUnusable       ours, before serving
│   ├── ArchiveMissing        nothing was indexed yet
│   ├── ArchiveMismatch       made by another embedder or another schema
│   └── ArchiveLocked         another process owns the data folder
├── EmbedderUnusable      ours, before serving: the bundled weights are missing or damaged
├── EmbedderUnavailable   the embedding model's host: unreachable or refusing, try again
├── ParserDied            ours: a parsing process ended, most likely for want of memory
├── ArchiveBusy           ours: a look at the rows took too long, try again
├── StorageFailed         the disk's or the database's: full, read-only, gone
├── ArticleNotFound       the caller's fault
└── CursorInvalid         the caller's fault: not a cursor that a list gave
"""


class OnRecordError(Exception):
    """The root; `code` is what the HTTP surface and `--json` print."""

    code = "internal"


class SettingsInvalid(OnRecordError):
    code = "settings_invalid"


class SourceUnreadable(OnRecordError):
    code = "source_unreadable"


class ArchiveUnusable(OnRecordError):
    code = "archive_unusable"


class ArchiveMissing(ArchiveUnusable):
    code = "archive_missing"


class ArchiveMismatch(ArchiveUnusable):
    code = "archive_mismatch"


class ArchiveLocked(ArchiveUnusable):
    code = "archive_locked"


class EmbedderUnusable(OnRecordError):
    code = "embedder_unusable"


class EmbedderUnavailable(OnRecordError):
    code = "embedder_unavailable"


class ParserDied(OnRecordError):
    code = "parser_died"


class ArchiveBusy(OnRecordError):
    code = "archive_busy"


class StorageFailed(OnRecordError):
    code = "storage_failed"


class ArticleNotFound(OnRecordError):
    code = "article_not_found"


class CursorInvalid(OnRecordError):
    code = "cursor_invalid"
