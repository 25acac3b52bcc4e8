"""What a model wrote is told beside the set's own figures."""

from evals.bench.written import written
from evals.exchange import Claim
from tests.evals.bench.rows import ABSTAINED, answered, asked


def claim(support: str) -> Claim:
    return Claim(text="Moon spoke.", citations=(1,), support=support)


def test_each_sentence_counts_and_questions_that_failed_do_not() -> None:
    three = tuple(map(claim, ("supported", "unsupported", "verbatim")))
    replies = [answered("Moon spoke.").model_copy(update={"claims": three}), ABSTAINED, None]
    told = {
        figure.name: (figure.value, figure.count) for figure in written(list(map(asked, replies)))
    }
    assert told == {
        "answered": (0.5, 2),
        "sentences shown, supported in the gate's eyes": (2 / 3, 3),
    }


def test_without_any_answer_nothing_bears_on_its_sentences() -> None:
    _, sentences = written([asked(ABSTAINED)])
    assert (sentences.value, sentences.count, sentences.interval) == (None, 0, None)
