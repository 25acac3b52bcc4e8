"""What somebody said, as plain words, and whether it is a question."""

import pytest

from service.slack.heard import heard, is_question, words
from service.slack.place import Place, Workspace

HERE = Workspace("E1", "T1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<@UBOT> who <@U7>?", "who @U7?"),
        ("<@UBOT|onrecord> who <@U7|ann>?", "who @ann?"),
        ("<!here> in <#C1|news> or <#C2>?", "in #news or #C2?"),
        ("<!subteam^S1|@desk> <!date^1^{date}|today>", "@desk today"),
        ("<https://a.example/b|a story> <https://a.example>", "a story https://a.example"),
        ("<mailto:ann@a.example|ann@a.example>", "ann@a.example"),
        ("a &lt;b&gt; &amp;amp; &copy;", "a <b> &amp; &copy;"),
        ("two\n lines\tand\x00more", "two lines and more"),
        ("half \ud83d pair", "half pair"),
        ("", ""),
    ],
)
def test_markup_becomes_words(text: str, expected: str) -> None:
    assert words(text, bot_user_id="UBOT") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Who said that?",
        "and Kang?",
        "what did Moon say",
        "And when was it",
        "ok, so why did he go",
        "did Kang speak there",
        "tell me about Hanoi",
        "“Really?”",
        "who said that",
        "what about talks",
        "which minister spoke of it",
        "how many people were there",
        "what else did she say",
        "Did the president speak",
        "was she in Hanoi",
        "has Kang answered",
        "tell us what Moon said",
        "list everything that he said",
        "How nice?",
        "真的吗？",
    ],
)
def test_questions(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks",
        "I see.",
        "What a day!",
        "Is fine",
        "ask Kang",
        "the answer was what I said",
        "",
        "How nice.",
        "How nice",
        "How nice it is",
        "Who cares.",
        "who cares",
        "What a day.",
        "what a day it was",
        "Had a good lunch today.",
        "had a good lunch today",
        "Has been a long day",
        "was great to see you",
        "When I get home I will check it.",
        "when I get home I will check it",
        "What I said is that he left",
        "which is nice, as he said",
        "List price went up again.",
        "list price went up again",
        "tell me about it",
        "give me a minute",
        "quote of the day",
        "Who said that.",
    ],
)
def test_no_questions(text: str) -> None:
    assert not is_question(text)


def test_an_owner_is_of_one_thread_in_one_channel_of_one_workspace() -> None:
    places = [
        Place(workspace, channel, ts)
        for workspace in (HERE, Workspace(None, "T1"), Workspace("E1", None))
        for channel in ("C1", "C2")
        for ts in ("1.1", "1.2")
    ]
    assert len({place.owner for place in places}) == len(places)


@pytest.mark.parametrize("workspace", [HERE, Workspace(None, "T1"), Workspace("E1", None)])
def test_a_workspace_is_found_again_by_its_key(workspace: Workspace) -> None:
    assert Workspace.of(workspace.key) == workspace


def test_a_message_begins_a_thread_or_is_in_one() -> None:
    event = {"type": "app_mention", "channel": "C1", "user": "U1", "text": "hi", "ts": "1.2"}
    for more, thread_ts in (({}, "1.2"), ({"thread_ts": "1.1"}, "1.1")):
        said = heard({**event, **more}, event_id="Ev1", workspace=HERE, bot_user_id="UBOT")
        assert said is not None
        assert said.place == Place(HERE, "C1", thread_ts)
        assert said.message == "C1:1.2"
