"""Everything that goes wrong on purpose above the archive, by whose fault it is.

OnRecordError (indexing/errors.py)
├── ConversationNotFound   the caller's fault
├── MessageNotFound        the caller's fault
├── ModelNotFound          the caller's fault: it asks for a model that is not here
├── ArgumentsInvalid       the caller's fault: what an assistant gave to a tool
├── Unauthorized           the caller's fault: a key is missing or wrong
├── Forbidden              the operator has not allowed it
│   ├── ForeignHost            called by a name that is not this machine's
│   └── ForeignPage            a web page of somebody else asks from a reader's browser
├── TooManyRequests        the caller's: more than the operator allows; try again later
├── GenerativeUnavailable  the operator's: no chat model is configured
├── ModelFailed            the chat model gave no reply that could be used
│   ├── ModelUnavailable       its host's: unreachable, slow or broken; try again
│   ├── ModelOverLimit         its host's: too many requests or tokens; try again later
│   ├── ModelRefused           the operator's: a wrong key, an unknown model, a request too long
│   └── MalformedCompletion    the model's: it answered, but not in the agreed form
├── QuestionTimedOut       ours: it took too long
├── NotReady               ours: the server is still starting
├── SlackFailed            Slack's: it refused what was sent, or could not be reached
├── SlackNotSetUp          the operator's: the keys are missing that Slack's events need
├── ServerFailed           a running server could not be reached, or it refused
└── CannotServe            the operator's: the port is taken, or the address is not safe
"""

from indexing.errors import OnRecordError


class ConversationNotFound(OnRecordError):
    code = "conversation_not_found"


class MessageNotFound(OnRecordError):
    code = "message_not_found"


class ModelNotFound(OnRecordError):
    code = "model_not_found"


class ArgumentsInvalid(OnRecordError):
    code = "invalid_arguments"


class Unauthorized(OnRecordError):
    code = "unauthorized"


class Forbidden(OnRecordError):
    code = "forbidden"


class ForeignHost(Forbidden):
    code = "foreign_host"


class ForeignPage(Forbidden):
    code = "foreign_page"


class TooManyRequests(OnRecordError):
    code = "too_many_requests"

    def __init__(self, message: str, *, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class GenerativeUnavailable(OnRecordError):
    code = "generative_unavailable"


class ModelFailed(OnRecordError):
    code = "model_failed"


class ModelUnavailable(ModelFailed):
    code = "model_unavailable"


class ModelOverLimit(ModelFailed):
    code = "model_over_limit"


class ModelRefused(ModelFailed):
    code = "model_refused"


class MalformedCompletion(ModelFailed):
    code = "malformed_completion"


class QuestionTimedOut(OnRecordError):
    code = "question_timed_out"


class NotReady(OnRecordError):
    code = "not_ready"


class SlackFailed(OnRecordError):
    """`reason` is Slack's own word for it, where it gave one."""

    code = "slack_failed"

    def __init__(self, message: str, *, reason: str | None = None) -> None:
        super().__init__(message)
        self.reason = reason


class SlackNotSetUp(OnRecordError):
    code = "slack_not_set_up"


class ServerFailed(OnRecordError):
    code = "server_failed"

    def __init__(self, message: str, *, code: str = "server_failed") -> None:
        super().__init__(message)
        self.code = code


class CannotServe(OnRecordError):
    code = "cannot_serve"
