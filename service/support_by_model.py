"""A second opinion on sentences that passed the gate: a chat model may stop one, and lets none in.

What rules cannot read, swapped roles or a "not" far from its verb, a model may see.
"""

from typing import Protocol

from prompts.fence import fence
from prompts.prompt import load
from service.account import Account
from service.answer import Claim
from service.chat_model import ChatModel, Message, Schema
from service.errors import ModelFailed
from service.numbered import numbered

TOKENS_MOST = 120

_SCHEMA = Schema(
    "support",
    {
        "type": "object",
        # The reason first: a model that has written it down judges better.
        "properties": {"reason": {"type": "string"}, "supported": {"type": "boolean"}},
        "required": ["reason", "supported"],
        "additionalProperties": False,
    },
)


class Doubting(Protocol):
    """Who may doubt a sentence that the gate lets through."""

    async def doubts(self, claim: Claim, *, account: Account) -> bool: ...


class SecondReader:
    """Asks `model` whether the evidence bears a claim."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self._prompt = load("support")

    async def doubts(self, claim: Claim, *, account: Account) -> bool:
        """False also where the model gives no opinion: then the gate's stands, and the account
        tells why."""
        if account.failure:
            account.took("support", account.failure, prompt=None)
            return False
        messages = self._prompt.messages(
            claim=fence(claim.text, "claim"), evidence=numbered(claim.evidence)
        )
        try:
            reply = await self._model.complete(
                [Message(*each) for each in messages],
                schema=_SCHEMA,
                max_tokens=TOKENS_MOST,
                meter=account.meter,
            )
        except ModelFailed as failed:
            account.took("support", failed.code, prompt=self._prompt.fingerprint)
            return False
        if account.steps.get("support", "model") == "model":  # else one before had no opinion
            account.took("support", "model", prompt=self._prompt.fingerprint)
        return reply["supported"] is False
