"""What a chat model writes, shown as it is."""

from evals.ungated import Ungated
from service.account import Account
from service.answer import Claim, Interpretation
from service.mend import Asked
from tests.service.test_generative import EVIDENCE, WordGate


async def test_a_sentence_that_fails_is_shown_and_says_so() -> None:
    account = Account("small")
    asked = Asked(Interpretation("what", "dam"), EVIDENCE)
    mended = await Ungated(WordGate()).mended(
        Claim("The dam leaks.", EVIDENCE[:1]), asked, account=account
    )
    assert mended.claim is not None
    assert (mended.claim.text, mended.claim.support) == ("The dam leaks.", "unsupported")
    assert account.faults == {"meaning": 1}
