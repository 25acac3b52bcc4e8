"""Everything that goes wrong on purpose above the archive, by whose fault it is.

OnRecordError (indexing/errors.py)
├── ConversationNotFound   the caller's fault
├── MessageNotFound        the caller's fault
├── Unauthorized           the caller's fault: a key is missing or wrong
├── Forbidden              the operator has not allowed it
├── GenerativeUnavailable  the operator's: no chat model is configured
├── QuestionTimedOut       ours: it took too long
├── NotReady               ours: the server is still starting
├── ServerFailed           a running server could not be reached, or it refused
└── CannotServe            the operator's: the port is taken, or the address is not safe
"""

from indexing.errors import OnRecordError


class ConversationNotFound(OnRecordError):
    code = "conversation_not_found"


class MessageNotFound(OnRecordError):
    code = "message_not_found"


class Unauthorized(OnRecordError):
    code = "unauthorized"


class Forbidden(OnRecordError):
    code = "forbidden"


class GenerativeUnavailable(OnRecordError):
    code = "generative_unavailable"


class QuestionTimedOut(OnRecordError):
    code = "question_timed_out"


class NotReady(OnRecordError):
    code = "not_ready"


class ServerFailed(OnRecordError):
    code = "server_failed"

    def __init__(self, message: str, *, code: str = "server_failed") -> None:
        super().__init__(message)
        self.code = code


class CannotServe(OnRecordError):
    code = "cannot_serve"
