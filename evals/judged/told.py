"""What the judge is told: the prompts of `prompts/`, in the places where ragas has its own."""

from collections.abc import Mapping

from pydantic import BaseModel

from evals.judged.judge import Judgment
from prompts.fence import fence
from prompts.prompt import load

PLACES: Mapping[Judgment, Mapping[str, str]] = {
    "AnswerRelevancy": {"prompt": "judge_question"},
    "ContextPrecision": {"prompt": "judge_usefulness"},
    "ContextRecall": {"prompt": "judge_recall"},
    "FactualCorrectness": {"prompt": "judge_claims", "nli_prompt": "judge_verdicts"},
    "Faithfulness": {
        "statement_generator_prompt": "judge_statements",
        "nli_statement_prompt": "judge_verdicts",
    },
}
"""The attributes of ragas' metrics that hold a prompt, and the prompt that is put there."""


class Told:
    """One prompt, in the form in which ragas' metrics ask for theirs."""

    def __init__(self, name: str) -> None:
        self._prompt = load(name)

    def to_string(self, data: BaseModel) -> str:
        """Slots are named as ragas names its fields; fields without a slot are ragas' own knobs.

        Raises PromptSlots.
        """
        given = {
            name: fence(_told(value), name) for name, value in data if name in self._prompt.slots
        }
        return "\n\n".join(words for _, words in self._prompt.messages(**given))


def _told(value: str | list[str]) -> str:
    if isinstance(value, str):
        return value
    return "\n".join(f"{number}. {each}" for number, each in enumerate(value, start=1))
