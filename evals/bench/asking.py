"""A set's questions put to the service, over an index of the set's corpus that is kept."""

import asyncio
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from evals.bench.sets import BenchQuestion, file_of
from evals.client import TIMEOUT_S, Client
from evals.errors import EvalError
from evals.exchange import Reply, read_reply, require_no_fallback
from evals.opening import WRITING, open_in_process, said_of, settings_of
from evals.writing import Writing
from indexing.article import Rejection
from service.answer import Answerer

AT_ONCE = 4
WRITTEN_S = 900.0  # a model on a slow machine, asked four questions at once
NO_DOCUMENT = "no document at all"
"""The id of nothing: a list without ids would be no filter."""

Tell = Callable[[int, int], None]
"""Told how many are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its reply; without one, `failure` says why. `passages` are the best found,
    `response` the whole of what came."""

    question: BenchQuestion
    reply: Reply | None
    failure: str | None = None
    passages: tuple[str, ...] = ()
    response: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """What was asked: the chat model that answers, if one does, who made its vectors, a fingerprint
    of what it holds, and the articles of the corpus that it does not, with why."""

    chat_model: str | None
    embedder: str | None
    fingerprint: str
    rejected: tuple[str, ...] = ()

    @classmethod
    async def of(cls, client: Client, rejected: Iterable[Rejection]) -> Self:
        holdings = await client.holdings()
        return cls(
            holdings.chat_model,
            holdings.embedder,
            holdings.fingerprint,
            tuple(map(said_of, rejected)),
        )


async def ask_all(
    questions: Sequence[BenchQuestion],
    *,
    folder: Path,
    tell: Tell,
    passages: int = 0,
    answerer: Answerer = "extractive",
    writing: Writing = WRITING,
) -> tuple[tuple[Asked, ...], Archive]:
    """As many rows as questions, in their order, each with so many passages; and what was asked.

    What is the same to the service is asked once: some questions differ in their choices alone.
    """
    corpus = file_of(folder, "corpus.jsonl")
    places, done = asyncio.Semaphore(AT_ONCE), 0
    rejected: list[Rejection] = []
    opening = open_in_process(
        corpus,
        data=index_folder(folder.name, corpus),
        answerer=answerer,
        left_out=rejected.append,
        writing=writing,
        timeout_s=TIMEOUT_S if answerer == "extractive" else WRITTEN_S,
    )
    async with opening as client:
        asking: dict[str, asyncio.Task[Asked]] = {}

        async def ask(question: BenchQuestion) -> Asked:
            async with places:
                return await _ask(client, question, answerer=answerer, passages=passages)

        async def one(question: BenchQuestion) -> Asked:
            nonlocal done
            sent = json.dumps(body_of(question))
            if sent not in asking:
                asking[sent] = asyncio.create_task(ask(question))
            asked = await asking[sent]
            done += 1
            tell(done, len(questions))
            return replace(asked, question=question)

        rows = tuple(await asyncio.gather(*map(one, questions)))
        return rows, await Archive.of(client, rejected)


async def _ask(
    client: Client, question: BenchQuestion, *, answerer: Answerer, passages: int
) -> Asked:
    response: Mapping[str, Any] | None = None
    try:
        response = await client.chat({**body_of(question), "answerer": answerer})
        reply = read_reply(response)
        require_no_fallback(reply)
        found = await _search(client, question, limit=passages) if passages else ()
    except EvalError as error:
        return Asked(question, None, str(error), response=response)
    return Asked(question, reply, None, found, response)


async def _search(client: Client, question: BenchQuestion, *, limit: int) -> tuple[str, ...]:
    wanted = {name: body_of(question)[name] for name in ("question", "as_of", "filters")}
    evidence = (await client.search({**wanted, "limit": limit})).get("evidence", [])
    return tuple(str(each.get("quote")) for each in evidence)


def body_of(question: BenchQuestion) -> dict[str, Any]:
    """What is sent to `POST /chat`."""
    turns = [{"role": turn.role, "content": turn.text} for turn in question.turns]
    scope = None if question.scope is None else list(question.scope) or [NO_DOCUMENT]
    filters = {"article_ids": scope} if scope else {}
    return {
        "question": question.question,
        "history": turns or None,
        "as_of": question.as_of,
        "filters": filters,
        "answerer": "extractive",
    }


def index_folder(name: str, corpus: Path) -> Path:
    """Where the index of a corpus is kept between runs: another corpus, and one embedded otherwise
    than by the bundled embedder, has another folder."""
    with corpus.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "onrecord" / "bench"
    kept = cache / f"{name}-{content}"
    embedder = settings_of(kept).embedder
    return kept if embedder == "bundled" else cache / f"{kept.name}-{quote(embedder, safe='')}"
