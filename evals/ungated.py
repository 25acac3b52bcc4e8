"""What a chat model writes, shown as it is: only to measure what the gate keeps from readers."""

from dataclasses import replace

from service.account import Account
from service.answer import Claim
from service.mend import Asked, Gating, Mended


class Ungated:
    """In the place of a Mender. Each sentence says what the gate thinks of it, and passes."""

    def __init__(self, gate: Gating) -> None:
        self._gate = gate

    async def mended(self, draft: Claim, asked: Asked, *, account: Account) -> Mended:
        verdict = await self._gate.judge(draft, interpretation=asked.interpretation)
        if verdict.fault:
            account.faults[verdict.fault] += 1
        return Mended(replace(draft, support=verdict.support), "kept")
