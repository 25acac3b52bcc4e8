"""What Prometheus is told. Each app has its own registry, so that two never mix."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from service.account import Generation
from service.answer import Answer

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "onrecord_requests",
            "HTTP requests answered",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self._request_seconds = Histogram(
            "onrecord_request_seconds",
            "Time until a response was complete",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._questions = Counter(
            "onrecord_questions",
            "Questions answered, or why not",
            ["outcome", "reason", "answerer"],
            registry=self.registry,
        )
        self._step_seconds = Histogram(
            "onrecord_step_seconds",
            "Time spent on a question, by step",
            ["step"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._citations = Counter(
            "onrecord_citations", "Citations shown to readers", registry=self.registry
        )
        self._model_requests = Counter(
            "onrecord_model_requests",
            "Requests to the chat model, repeated ones too",
            ["model"],
            registry=self.registry,
        )
        self._model_retries = Counter(
            "onrecord_model_retries",
            "Requests to the chat model that repeated one",
            ["model"],
            registry=self.registry,
        )
        self._model_tokens = Counter(
            "onrecord_model_tokens",
            "Tokens read and written by the chat model",
            ["model", "kind"],
            registry=self.registry,
        )
        self._model_steps = Counter(
            "onrecord_model_steps",
            "Who took a step: the model, the rules, or the rules after a failure (its code)",
            ["step", "by"],
            registry=self.registry,
        )
        self._model_sentences = Counter(
            "onrecord_model_sentences",
            "Sentences the chat model wrote, by what became of them",
            ["fate"],
            registry=self.registry,
        )
        self._model_faults = Counter(
            "onrecord_model_faults",
            "What the gate found wrong in sentences of the chat model",
            ["fault"],
            registry=self.registry,
        )
        self._markers_dropped = Counter(
            "onrecord_model_markers_dropped",
            "Citations of evidence that the chat model was not given, dropped",
            ["model"],
            registry=self.registry,
        )
        self._archive = Gauge(
            "onrecord_archive", "What the archive holds", ["kind"], registry=self.registry
        )

    def request(self, *, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def answered(self, answer: Answer) -> None:
        self._questions.labels(answer.outcome, answer.reason or "", answer.answerer).inc()
        self._citations.inc(len(answer.citations))
        for step, ms in answer.timings_ms.items():
            self._step_seconds.labels(step).observe(ms / 1000)

    def generated(self, generation: Generation) -> None:
        """What a chat model did for one question, answered or not."""
        model = generation.model
        self._model_requests.labels(model).inc(generation.requests)
        self._model_retries.labels(model).inc(generation.retries)
        self._model_tokens.labels(model, "prompt").inc(generation.prompt_tokens)
        self._model_tokens.labels(model, "completion").inc(generation.completion_tokens)
        for step, by in generation.steps.items():
            self._model_steps.labels(step, by).inc()
        for fate, count in generation.sentences.items():
            self._model_sentences.labels(fate).inc(count)
        for fault, count in generation.faults.items():
            self._model_faults.labels(fault).inc(count)
        self._markers_dropped.labels(model).inc(generation.markers_dropped)

    def failed(self, code: str) -> None:
        """A question that got no answer; `code` is the error's."""
        self._questions.labels("failed", code, "").inc()

    def archive_holds(self, counts: dict[str, int]) -> None:
        for kind, count in counts.items():
            self._archive.labels(kind).set(count)

    def text(self) -> bytes:
        return generate_latest(self.registry)
