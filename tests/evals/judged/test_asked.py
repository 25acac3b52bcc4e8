from evals.exchange import Exchange, read_reply
from evals.judged.asked import BEFORE, answer, evidence, question
from tests.evals.exchanges import KANG, MOON, a_case, a_response, an_exchange, cited


def test_an_answer_is_shown_without_its_markers() -> None:
    assert answer(an_exchange(a_case(), answer="Moon sang [1].")) == "Moon sang."


def test_only_answers_are_judged() -> None:
    assert answer(an_exchange(a_case(), answer="Nobody sang.", outcome="clarify")) is None
    assert answer(an_exchange(a_case(), answer=" ")) is None


def test_a_follow_up_is_shown_after_what_was_said_before() -> None:
    turn = {"role": "user", "content": "What did Moon say?"}
    follow_up = a_case(question="And Kang?", history=(turn,))
    assert question(follow_up) == "user: What did Moon say?\nuser: And Kang?"
    assert question(a_case(question="Who sang?")) == "Who sang?"


def test_cited_words_are_shown_with_what_stands_before_them() -> None:
    exchange = an_exchange(a_case(), cited(KANG), cited(MOON))
    assert evidence(exchange) == [f"{MOON} {KANG}", MOON]


def test_what_stands_before_begins_with_a_whole_word() -> None:
    text = f"{'longest ' * 100}{MOON}"
    start = text.index(MOON)
    citation = cited(MOON, start=start, end=len(text))
    shown = evidence(Exchange(a_case(), read_reply(a_response(citation)), {"a1": text}))[0]
    assert set(shown.removesuffix(MOON).split()) == {"longest"}
    assert BEFORE - 10 < len(shown) - len(MOON) <= BEFORE


def test_one_endless_word_before_is_left_out() -> None:
    text = f"{'x' * 1000}{MOON}"
    citation = cited(MOON, start=1000, end=len(text))
    exchange = Exchange(a_case(), read_reply(a_response(citation)), {"a1": text})
    assert evidence(exchange) == [MOON]
