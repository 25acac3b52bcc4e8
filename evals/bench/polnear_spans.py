"""PolNeAR's spans: the exact source, cue and content of each attribution, sentence by sentence.

Precision, recall and F1 over the sentences of the test part; a gold span is found where a span of
ours has the same first and last token. Nothing was trained on this corpus. Its guidelines count
quotation marks and the "that" before a clause to the content, which ours leave out: they are put
back before comparing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from evals.bench.resampling import interval_of
from evals.bench.sets import file_of, rows_of
from evals.bench.verdicts import Figure, Result, Verdict
from indexing.article import Span, Statement
from indexing.settings import load_settings
from indexing.statements import StatementExtractor

PUBLISHED = {
    "rules": {"source": 0.107, "cue": 0.228, "content": 0.056},
    "Stanford CoreNLP": {"source": 0.139, "content": 0.175},
    "BERT + CRF, trained here": {"source": 0.822, "cue": 0.749, "content": 0.710},
    "BERT + Cofe, trained here": {"source": 0.832, "cue": 0.753, "content": 0.729},
}
ROLES = ("source", "cue", "content")
Tokens = tuple[int, int]
"""The first token of a span and the one behind its last."""

_OPENING = frozenset({"“", '"', "``", "‘", "'"})
_CLOSING = frozenset({"”", '"', "''", "’", "'"})
_JOINED_BEFORE = frozenset(", . ; : ? ! ) % ” '' 's ’s n't n’t".split())
_JOINED_AFTER = frozenset({"“", "``", "(", "$"})


async def run(folder: Path, *, split: str, limit: int | None) -> Result:
    """The set has no questions: the ledger reads its sentences."""
    rows = [
        row for row in rows_of(file_of(folder, f"spans.{split}.jsonl")) if row["part"] == "test"
    ]
    rows = rows[:limit]
    texts = [_text(row["tokens"]) for row in rows]
    extractor = StatementExtractor(load_settings({}).spacy_model)
    told = extractor.extract_many((str(at), text) for at, (text, _) in enumerate(texts))
    verdicts = [
        _judge(f"{row['article']}#{at}", row, text, _spans(statements, row["tokens"], places))
        for at, (row, (text, places), statements) in enumerate(zip(rows, texts, told, strict=True))
    ]
    flat = [verdict for of_row in verdicts for verdict in of_row]
    return Result("polnear_spans", tuple(_figures(flat)), tuple(flat))


def _text(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """The sentence as it was printed, as near as its tokens tell, and each token's place."""
    text, places, before = "", [], ""
    for token in tokens:
        if text and token not in _JOINED_BEFORE and before not in _JOINED_AFTER:
            text += " "
        places.append(Span(len(text), len(text) + len(token)))
        text, before = text + token, token
    return text, places


def _spans(
    statements: Iterable[Statement], tokens: Sequence[str], places: Sequence[Span]
) -> dict[str, set[Tokens]]:
    found: dict[str, set[Tokens]] = {role: set() for role in ROLES}
    for statement in statements:
        for role, span in (("source", statement.speaker_mention), ("cue", statement.cue)):
            if span is not None:
                found[role].add(_tokens(span, places))
        for span in statement.content:
            found["content"].add(_with_marks(_tokens(span, places), tokens))
    return found


def _tokens(span: Span, places: Sequence[Span]) -> Tokens:
    inside = [at for at, p in enumerate(places) if p.start < span.end and span.start < p.end]
    return inside[0], inside[-1] + 1


def _with_marks(span: Tokens, tokens: Sequence[str]) -> Tokens:
    """With the quotation marks around the words, the comma before a closing one, and "that"."""
    first, last = span
    if first and tokens[first - 1] in _OPENING:
        first -= 1
        last += _counts(tokens, last, {","}) and _counts(tokens, last + 1, _CLOSING)
        last += _counts(tokens, last, _CLOSING)
    if first and tokens[first - 1].lower() == "that":
        first -= 1
    return first, last


def _counts(tokens: Sequence[str], at: int, wanted: Iterable[str]) -> int:
    return int(at < len(tokens) and tokens[at] in set(wanted))


def _judge(
    name: str, row: dict[str, Any], text: str, ours: dict[str, set[Tokens]]
) -> list[Verdict]:
    """A verdict for each span of ours and each gold one: right, missed or too much."""
    verdicts = []
    for role in ROLES:
        gold = {(first, last) for first, last in row[role]}
        for span in sorted(gold | ours[role]):
            verdict = (
                "right" if span in gold & ours[role] else "missed" if span in gold else "extra"
            )
            words = " ".join(row["tokens"][slice(*span)])
            near = [o for o in (ours[role] if verdict == "missed" else gold) if _overlap(o, span)]
            beside = " | ".join(" ".join(row["tokens"][slice(*o)]) for o in sorted(near))
            told = (beside, words) if verdict == "extra" else (words, beside)
            score = float(verdict == "right")
            verdicts.append(Verdict(name, role, verdict, "", *told, text, score))
    return verdicts


def _overlap(one: Tokens, other: Tokens) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _figures(verdicts: Sequence[Verdict]) -> Iterable[Figure]:
    for role in ROLES:
        own = [verdict for verdict in verdicts if verdict.type == role]
        published = tuple(
            (who, values[role]) for who, values in PUBLISHED.items() if role in values
        )
        shares = (
            ("exact F1", _f1, ("missed",), published),
            ("precision", _precision, ("extra",), ()),
            ("recall", _recall, ("missed",), ()),
        )
        for name, share, others, known in shares:
            count = sum(verdict.verdict in ("right", *others) for verdict in own)
            sure = interval_of(own, share, group=lambda verdict: verdict.id)
            yield Figure(f"{role} {name}", share(own), count, known, sure)


def _f1(verdicts: Sequence[Verdict]) -> float | None:
    counts = Counter(verdict.verdict for verdict in verdicts)
    either = 2 * counts["right"] + counts["extra"] + counts["missed"]
    return 2 * counts["right"] / either if either else None


def _precision(verdicts: Sequence[Verdict]) -> float | None:
    counts = Counter(verdict.verdict for verdict in verdicts)
    found = counts["right"] + counts["extra"]
    return counts["right"] / found if found else None


def _recall(verdicts: Sequence[Verdict]) -> float | None:
    counts = Counter(verdict.verdict for verdict in verdicts)
    wanted = counts["right"] + counts["missed"]
    return counts["right"] / wanted if wanted else None
