"""A question made to stand alone and read: by rules, or with a chat model where these are unsure.

Who took a step, and what failed, is written to the account that comes with the model.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from service.account import Account
from service.answer import SPEECH, Interpretation, Part, Question
from service.chat_model import ChatModel
from service.condense import condense
from service.condense_by_model import condense_by_model
from service.interpret import interpret
from service.interpret_by_model import interpret_by_model
from service.premise import supposed
from service.speakers import Speakers

Helped = tuple[ChatModel, Account] | None
"""The model that helps, and the account of what it does; None where rules alone read."""


async def condensed(question: Question, *, speakers: Speakers, helped: Helped) -> str:
    """The query: the question as it stands alone."""
    if question.stands_alone:
        return question.text
    if helped is None:
        return condense(question.text, question.history, speakers=speakers)
    model, account = helped
    made = await condense_by_model(
        question.text, question.history, speakers=speakers, model=model, meter=account.meter
    )
    account.took("condense", made.failure or made.by, prompt=made.prompt)
    return made.query


async def interpreted(
    query: str,
    question: Question,
    *,
    speakers: Speakers,
    publishers: Sequence[str],
    helped: Helped = None,
) -> Interpretation:
    """What the query asks, counting "last week" from the day the archive is asked about.

    Without the parts that the reader does not mean.
    """
    read = await _read(query, question, speakers=speakers, publishers=publishers, helped=helped)
    return ignoring(replace(read, premise=supposed(read, speakers)), question.ignored)


def ignoring(read: Interpretation, ignored: Sequence[Part]) -> Interpretation:
    """As if the question had not been bound to these: what anybody said, at any time, anywhere."""
    read = replace(read, ignored=tuple(dict.fromkeys(ignored)))
    if "speaker" in ignored:
        form = "what_said" if read.form in SPEECH and read.speaker else read.form
        read = replace(read, form=form, speaker=None, people=(), premise=None)
    if "dates" in ignored:
        read = replace(read, since=None, until=None)
    if "publishers" in ignored:
        read = replace(read, publishers=())
    if "headline" in ignored:
        read = replace(read, headline=None)
    return read


async def _read(
    query: str,
    question: Question,
    *,
    speakers: Speakers,
    publishers: Sequence[str],
    helped: Helped,
) -> Interpretation:
    today = question.filters.as_of or datetime.now(UTC).date()
    if helped is None or helped[1].failure:
        return interpret(query, speakers=speakers, publishers=publishers, today=today)
    model, account = helped
    understood = await interpret_by_model(
        query,
        speakers=speakers,
        publishers=publishers,
        today=today,
        model=model,
        meter=account.meter,
    )
    account.took("interpret", understood.failure or understood.by, prompt=understood.prompt)
    return understood.interpretation
