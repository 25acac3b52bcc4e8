"""Whom a reader means by a name, a part of one, or a description."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.archive import SpeakerCount
from indexing.ledger.people import person_key
from service.speakers import SpeakerBook, Speakers, is_prominent
from tests.service.newsroom import Remark, a_person, a_report, archived

OKAFOR = "Ada Okafor"
CHO = "Cho Min Seo"
SOURCE = "A source with knowledge of the talks between Kenya and South Sudan"


def speakers(*names: str, **mentions: str) -> Speakers:
    """Each name quoted once more than the one after it; `mentions` are by surname."""
    counts = [
        SpeakerCount(person_key(name) or name, name, len(names) - rank, 1)
        for rank, name in enumerate(names)
    ]
    keys = {last: count.key for count in counts for last in count.key.split()[-1:]}
    return Speakers(counts, [(keys[last], words) for last, words in mentions.items()])


def names(known: Speakers, asked: str) -> list[str]:
    return [person.name for person in known.named(asked)]


@pytest.mark.parametrize(
    "asked",
    [
        "Ada Okafor",
        "ada okafor",
        "Okafor",
        "Ada",
        "Minister Okafor",
        "Mrs. Okafor",
        "Okafor’s",
        "Adá Okafor",
    ],
)
def test_a_person_is_found_by_any_part_of_the_name(asked: str) -> None:
    assert names(speakers(OKAFOR, "Bo Lindqvist"), asked) == [OKAFOR]


@pytest.mark.parametrize("asked", ["Cho", "Cho Min-seo", "Cho Min Seo"])
def test_a_family_name_may_come_first(asked: str) -> None:
    assert names(speakers(CHO, OKAFOR), asked) == [CHO]


@pytest.mark.parametrize("asked", ["Min", "Oka", "Brandt", "Ada Brandt", "", "?!", "the"])
def test_other_words_name_nobody(asked: str) -> None:
    assert names(speakers(CHO, OKAFOR), asked) == []


def test_namesakes_are_all_found_most_quoted_first() -> None:
    known = speakers("Ada Brandt", "Otto Brandt", OKAFOR)
    assert names(known, "Brandt") == ["Ada Brandt", "Otto Brandt"]


def test_a_full_name_means_nobody_else() -> None:
    known = speakers("Otto Brandt", "Otto Emil Brandt")
    assert names(known, "Otto Brandt") == ["Otto Brandt"]


def test_words_under_the_surname_alone_are_the_only_bearers() -> None:
    [person] = speakers(OKAFOR, "Okafor").named("Okafor")
    assert (person.name, person.keys, person.statements) == (OKAFOR, ("ada okafor", "okafor"), 3)


def test_words_under_a_surname_that_two_bear_are_neither_s() -> None:
    known = speakers("Ada Brandt", "Otto Brandt", "Brandt")
    assert {person.keys for person in known.named("Brandt")} == {("ada brandt",), ("otto brandt",)}


def test_words_of_a_house_are_not_those_of_the_white_house() -> None:
    [person] = speakers("White House", "House", "White").named("White House")
    assert person.keys == ("white house",)


def test_words_of_some_officials_are_not_those_of_all() -> None:
    [person] = speakers("health officials", "officials").named("health officials")
    assert person.keys == ("health officials",)


def test_a_description_does_not_stand_for_what_it_mentions() -> None:
    known = speakers(SOURCE)
    assert names(known, "South Sudan") == names(known, "Kenya") == []


def test_a_description_is_found_by_its_noun() -> None:
    assert names(speakers(SOURCE, OKAFOR), "the source") == [SOURCE]


def test_those_who_are_called_so_go_before_those_who_are_more() -> None:
    assert names(speakers("health experts", "experts"), "experts") == ["experts"]


def test_a_bank_is_not_the_country_it_is_of() -> None:
    known = speakers("Bank of Kenya")
    assert (names(known, "Kenya"), names(known, "the Bank")) == ([], ["Bank of Kenya"])


def test_a_person_is_found_by_the_titles_that_articles_give() -> None:
    known = speakers(
        OKAFOR,
        "Bo Lindqvist",
        okafor="Kenyan Water Minister Ada Okafor",
        lindqvist="the mayor of Malmö, Bo Lindqvist",
    )
    assert names(known, "the Kenyan water minister") == [OKAFOR]
    assert names(known, "Kenya's minister of water") == [OKAFOR]
    assert names(known, "the mayor") == ["Bo Lindqvist"]


def test_a_title_of_another_country_is_nobody_s() -> None:
    known = speakers(OKAFOR, okafor="Kenyan Water Minister Ada Okafor")
    assert names(known, "the Ugandan water minister") == []


@pytest.mark.parametrize("asked", ["the mayor of Aby", "Mayor of Aby", "the mayor of aby"])
def test_who_has_an_office_somewhere_is_nobody_of_that_name(asked: str) -> None:
    quoted = speakers("Chris Aby", OKAFOR, aby="the writer Chris Aby", okafor="Mayor Okafor of Aby")
    assert names(quoted, asked) == [OKAFOR]
    assert names(speakers("Chris Aby"), asked) == []
    assert names(quoted, "Mayor Aby") == ["Chris Aby"]


def test_a_title_of_another_rank_is_another_title() -> None:
    known = speakers(OKAFOR, "Office", okafor="Deputy Mayor Okafor", office="the Mayor's Office")
    assert names(known, "the mayor") == []
    assert names(known, "the deputy mayor") == [OKAFOR]


def test_what_is_of_a_place_is_not_the_place() -> None:
    known = speakers("Kenya Airways", "Jim Jordan", "Jordan Times", "Radio Free Sudan")
    assert (names(known, "Kenya"), names(known, "South Sudan")) == ([], [])
    assert names(known, "Jordan") == ["Jim Jordan"]


def test_a_title_that_several_hold_means_all_of_them() -> None:
    known = speakers(OKAFOR, CHO, okafor="Minister Ada Okafor", seo="the finance minister, Cho")
    assert names(known, "the minister") == [OKAFOR, CHO]


def test_a_country_is_not_whoever_speaks_for_it() -> None:
    known = speakers(OKAFOR, okafor="South Sudan's minister Ada Okafor")
    assert names(known, "South Sudan") == []


def test_an_office_is_told_by_a_country_that_articles_leave_out() -> None:
    [office] = speakers("Water Ministry").named("Kenya's Water Ministry")
    assert (office.name, office.country) == ("Water Ministry", "kenya")


def test_an_office_named_with_its_country_is_that_office() -> None:
    [office] = speakers("Kenyan Water Ministry").named("the Kenyan Water Ministry")
    assert (office.name, office.country) == ("Kenyan Water Ministry", "")


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("Korean Central News Agency", "KCNA"),
        ("KCNA", "the Korean Central News Agency"),
        ("Federal Bureau of Investigation", "FBI"),
    ],
)
def test_initials_are_the_name(printed: str, asked: str) -> None:
    speakers = Speakers([SpeakerCount(person_key(printed), printed, 3, 2)])
    assert [person.name for person in speakers.named(asked)] == [printed]


def test_initials_of_people_are_no_name() -> None:
    speakers = Speakers(
        [
            SpeakerCount("bbc", "BBC", 3, 2),
            SpeakerCount("carlos ivan alvarez", "Carlos Ivan Alvarez", 3, 2),
        ]
    )
    assert speakers.named("Barbara Bonnie Carter") == ()
    assert speakers.named("CIA") == ()


@pytest.mark.parametrize("asked", ["WHO", "UN", "Kca", "KIM"])
def test_other_letters_are_nobody_s(asked: str) -> None:
    agency = "Korean Central Agency"
    assert Speakers([SpeakerCount(person_key(agency), agency, 3, 2)]).named(asked) == ()


@pytest.mark.parametrize(
    ("often", "seldom", "decides"), [(50, 2, True), (9, 2, False), (1, 0, False)]
)
def test_only_a_far_more_quoted_namesake_is_meant(often: int, seldom: int, decides: bool) -> None:
    person = a_person("Ada Brandt", statements=often)
    other = a_person("Otto Brandt", statements=seldom)
    assert is_prominent(person, over=other) is decides


@pytest.mark.parametrize(
    ("start", "listed"),
    [
        ("", [CHO, OKAFOR, "the Foreign Office"]),
        ("ok", [OKAFOR]),
        ("Ada O", [OKAFOR]),
        ("Okáfor", [OKAFOR]),
        ("min-s", [CHO]),
        ("the f", ["the Foreign Office"]),
        ("kafor", []),
        ("?", []),
    ],
)
def test_people_are_listed_by_how_a_word_of_their_name_begins(
    start: str, listed: list[str]
) -> None:
    known = speakers(CHO, OKAFOR, "the Foreign Office")
    assert [person.name for person in known.listed(start, limit=9)] == listed


def test_a_surname_is_not_listed_beside_the_one_who_bears_it() -> None:
    known = speakers(CHO, "Okafor", OKAFOR)
    [person] = known.listed("oka", limit=9)
    assert (person.name, person.statements) == (OKAFOR, 3)
    assert [each.name for each in known.listed("", limit=9)] == [OKAFOR, CHO]


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=30), max_size=6, unique=True))
def test_any_name_can_be_asked_of_any_speakers(asked: str, known: list[str]) -> None:
    found = speakers(*{person_key(name) or name: name for name in known}.values()).named(asked)
    assert len({person.keys for person in found}) == len(found)


async def test_the_book_is_read_again_when_the_archive_has_changed(tmp_path: Path) -> None:
    dam = a_report("dam", Remark("Okafor said it holds.", OKAFOR, "Okafor"), publisher="Standard")
    toll = a_report("toll", Remark("Cho said it is fair.", CHO, "Cho"), publisher="Sun")
    async with archived(tmp_path, dam) as store:
        book = SpeakerBook(store.archive)
        before, _ = await book.open()
        again, _ = await book.open()
        assert again is before
        await store.archive.replace([toll])
        after, publishers = await book.open()
    assert names(after, "Cho") == [CHO]
    assert publishers == ("Standard", "Sun")


async def test_the_book_is_read_once_for_questions_at_one_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_on = []

    class Watched(Speakers):
        def __init__(self, *known: Any) -> None:
            made_on.append(threading.current_thread())
            super().__init__(*known)

    dam = a_report("dam", Remark("Okafor said it holds.", OKAFOR, "Okafor"), publisher="Standard")
    async with archived(tmp_path, dam) as store:
        book = SpeakerBook(store.archive)
        monkeypatch.setattr("service.speakers.Speakers", Watched)
        opened = await asyncio.gather(*(book.open() for _ in range(5)))
    assert len(set(map(id, opened))) == len(made_on) == 1
    assert made_on != [threading.main_thread()]
