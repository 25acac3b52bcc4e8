import pytest

from evals.errors import EvalError
from evals.judged.judge import API_KEY, BASE_URL, MODEL, endpoint_of, open_judge

URL = "http://127.0.0.1:8081/v1"


@pytest.mark.parametrize("environ", [{}, {MODEL: "", BASE_URL: " "}, {"OPENAI_API_KEY": "sk"}])
async def test_without_a_judge_model_there_is_no_judge(environ: dict[str, str]) -> None:
    async with open_judge(environ) as judge:
        assert judge is None


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({BASE_URL: URL}, BASE_URL),
        ({API_KEY: "sk-secret"}, API_KEY),
        ({MODEL: "gpt"}, API_KEY),
        ({MODEL: "gpt", BASE_URL: "127.0.0.1:8081"}, BASE_URL),
        ({MODEL: "gpt", BASE_URL: "http://"}, BASE_URL),
        ({MODEL: "gpt", BASE_URL: "http://here:port/v1"}, BASE_URL),
    ],
)
async def test_half_of_a_judge_is_refused_by_name(environ: dict[str, str], named: str) -> None:
    with pytest.raises(EvalError, match=f"^{named} .*|^{MODEL} is set and {named} ") as caught:
        async with open_judge(environ):
            pass
    assert "sk-secret" not in str(caught.value)


def test_a_name_that_no_judge_has_is_refused() -> None:
    with pytest.raises(EvalError, match=f"ONRECORD_JUDGE_URL is not a setting.*{BASE_URL}"):
        endpoint_of({MODEL: "small", API_KEY: "sk", "ONRECORD_JUDGE_URL": URL})


def test_a_server_may_want_no_key_and_openai_needs_no_address() -> None:
    local = endpoint_of({MODEL: "small", BASE_URL: URL})
    hosted = endpoint_of({MODEL: "gpt", API_KEY: "sk-secret"})
    assert local
    assert hosted
    assert (local.base_url, hosted.base_url) == (URL, "https://api.openai.com/v1")
    assert "sk-secret" not in repr(hosted)


def test_a_password_in_the_address_is_not_shown() -> None:
    endpoint = endpoint_of({MODEL: "small", BASE_URL: "https://me:hidden@judge.test/v1"})
    assert "hidden" not in repr(endpoint)
