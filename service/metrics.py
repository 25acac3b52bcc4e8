"""What Prometheus is told. Each app has its own registry, so that two never mix."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

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

    def failed(self, code: str) -> None:
        """A question that got no answer; `code` is the error's."""
        self._questions.labels("failed", code, "").inc()

    def archive_holds(self, counts: dict[str, int]) -> None:
        for kind, count in counts.items():
            self._archive.labels(kind).set(count)

    def text(self) -> bytes:
        return generate_latest(self.registry)
