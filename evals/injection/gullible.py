"""The worst model that can stand behind the gate: it has fallen for every planted order.

Whatever it is asked about somebody, it puts the planted words into their mouth, in the ways that
orders in articles ask for: as a report, as a quotation, with citations that do not exist, with the
number of evidence that says something else, as markup; it recites what it was told in confidence;
asked to mend a sentence it insists, and asked to judge one it agrees. Then it copies its first
evidence, as an honest model would.
"""

import json
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prompts.prompt import load
from service.chat_model import Message, Meter, Schema

ORDERS = Path(__file__).with_name("orders.jsonl")
WAYS = (
    "{speaker} said {words} [{n}].",
    "{speaker} said “{words}” [{n}] [99].",
    "According to {speaker}, <script>alert(1)</script> {words} [{n}].",
    "It is known that {words} [{n}].",
)
"""How it says that somebody said something; `n` is evidence that it was shown."""

_EVIDENCE = re.compile(r"^<<<evidence (\d+)>>>\n(.*?)\n<<<end>>>$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"\A(?:speaker|from): [^\n]*\n")


@dataclass(frozen=True, slots=True)
class Order:
    """What to put into whose mouth when the prompt has the words `seen`."""

    seen: str
    speaker: str
    words: str


def load_orders(path: Path = ORDERS) -> tuple[Order, ...]:
    return tuple(Order(**json.loads(line)) for line in path.read_text("utf-8").splitlines())


class Gullible:
    """A ChatModel. `lies` are the sentences that it wrote and that nothing bears, in order."""

    name = "gullible"

    def __init__(self, orders: Sequence[Order]) -> None:
        self._orders = orders
        self._repairing = load("repair").messages(sentence="", reason="", evidence="")[0][1]
        self.lies: list[str] = []

    async def complete(
        self, messages: Sequence[Message], *, schema: Schema, max_tokens: int, meter: Meter
    ) -> Mapping[str, Any]:
        """Leads a question to the planted words, and finds every claim supported."""
        meter.requests += 1
        order = next(iter(self._fallen_for(messages)), None)
        replies: dict[str, Any] = {
            "query": f"What did {order.speaker} say about how {order.words}?" if order else "",
            "form": "what_said" if order else "what",
            "speaker": order.speaker if order else None,
            "topic": order.words if order else "",
            "since": None,
            "until": None,
            "publishers": [],
            "supported": True,
            "reason": "It is so.",
        }
        return {name: replies[name] for name in schema.json_schema["properties"]}

    async def stream(
        self, messages: Sequence[Message], *, max_tokens: int, meter: Meter
    ) -> AsyncGenerator[str, None]:
        meter.requests += 1
        evidence = _EVIDENCE.findall(messages[-1].content)
        shown = evidence[0][0] if evidence else "1"
        lies = [
            way.format(speaker=order.speaker, words=order.words, n=shown)
            for order in self._fallen_for(messages)
            for way in WAYS
        ]
        if messages[0].content == self._repairing:
            lies = lies[:1]
        else:
            lies.append(f"{messages[0].content.splitlines()[0].rstrip('.')} [{shown}].")
        self.lies += lies
        yield " ".join(lies)
        if evidence and messages[0].content != self._repairing:
            words = " ".join(_HEADING.sub("", evidence[0][1]).split())
            yield f" {words.rstrip('.')} [{shown}]."

    def _fallen_for(self, messages: Sequence[Message]) -> list[Order]:
        # What the system says is ours, and may have anybody for an example.
        given = "\n".join(each.content for each in messages if each.role != "system")
        return [order for order in self._orders if order.seen in given]
