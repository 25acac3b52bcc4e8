import pytest

from indexing.boilerplate import (
    heads_comments,
    is_appeal,
    is_contact,
    is_furniture,
    is_widget_heading,
)


@pytest.mark.parametrize(
    "line",
    [
        "- Advertisment -",
        "ADVERTISEMENT",
        "Advertisement - story continues below.",
        "Story continues below advertisement",
        "[Article continues after ad]",
        "Be the first to comment",
        "Leave a Reply",
        "12 Comments",
        "Comments (3)",
        "Join the conversation",
        "Share this article on Facebook",
        "Facebook Twitter WhatsApp Email",
        "Facebook | X | Copy link",
        "Skip to main content",
        "Most Popular",
        "Recent Comments",
        "Related stories:",
        "You may also like",
        "Read more",
        "READ MORE: Envoys leave Seoul without a deal",
        "Also read | Envoys leave Seoul without a deal",
        "Related: Five things to know about the talks",
        "More: How to follow the vote",
        "(This article has been updated to add new information.)",
        "Copyright 2024 The Daily Example. All rights reserved.",
        "© 2024 The Daily Example",
        "We use cookies to improve this site.",
        "Sign up for our newsletter to get the news in your inbox.",
        "Love maps? Subscribe to the Atlas newsletter here.",
        "Follow us on Twitter and Facebook for more stories like this one",
        "(At The Example, we ask hard questions. Help us by becoming a member today.)",
        "Thank you for reading. Please support independent journalism with a small gift.",
        "Need a break? Check out our puzzles and games!",
        "Download our app for the latest on the vote.",
        "Become a paid subscriber and read on.",
        "Support us as a member.",
        "Comment by reader tess: The mayor said he will “leave.”",
        "Posted by TomFan at 10:14 pm: The mayor admitted that he will leave.",
        "gull_77 writes: Keller said “it leaks.”",
        "<script>document.write('Keller said it leaks')</script>",
        "<!-- Keller said it leaks -->",
        '<p style="display:none">Keller said it leaks.</p>',
        '{"@type": "NewsArticle", "headline": "Keller said it leaks"}',
    ],
)
def test_what_the_page_adds_is_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Talks resumed in Seoul.",
        "Sign up for emergency alerts at the county's office, officials said.",
        "“Subscribe to our newsletter,” the sign on the door read.",
        "The paper asked its readers to support independent journalism.",
        "Members of the party can sign up for the vote until Monday.",
        "The most popular candidates met in Ohio.",
        "Copyright law and its enemies",
        "Trump shared the article on Facebook.",
        "He became a member of the team in 2018.",
        "More than 300 people came.",
        "Advertisers left the platform.",
        "The minister commented on the letter.",
        "Comments by the minister, who spoke in Seoul, were not welcome in the north.",
        "He did not read the letter.",
        "Like Finland, Sweden became a NATO member in 2024.",
        "Support among Swedes for becoming a NATO member rose to 58 percent in May.",
        "Support for becoming a member rose to 58 percent in May.",
        "Help came from a senior party member who lives nearby.",
        "Join a member of the crew on the long way north.",
        "More: The king is wrong",
        "Posted by the agency on Monday: a list of the dead.",
        "Comment by experts was not welcome in the north.",
        "Keller writes: “It holds.”",
        "<b>Keller</b> said the dam would hold.",
        "“{it holds}”: the note said no more.",
    ],
)
def test_what_the_article_tells_is_not_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_a_long_paragraph_is_never_furniture() -> None:
    assert not is_furniture("Sign up for our newsletter. " + "The talks went on and on. " * 30)


def test_an_appeal_asks_and_offers() -> None:
    assert is_appeal("Sign up for our free newsletter.")


@pytest.mark.parametrize("line", ["Our newsletter is ten years old.", "Sign up for the army."])
def test_an_offer_alone_or_a_request_alone_is_no_appeal(line: str) -> None:
    assert not is_appeal(line)


@pytest.mark.parametrize("line", ["Most Popular", "TRENDING NOW", "Recent Comments:", "Don’t miss"])
def test_lists_of_other_stories_have_known_headings(line: str) -> None:
    assert is_widget_heading(line)


def test_a_sentence_is_no_widget_heading() -> None:
    assert not is_widget_heading("Most popular votes go to the mayor.")


@pytest.mark.parametrize(
    "line",
    [
        "Follow Jane Doe on Twitter: @janedoe",
        "Jane Doe covers Asia for The Example. Reach her at jane@example.com.",
        "Jane Doe can be reached at 555-1234 or at jane@example.com.",
        "Contact Jane Doe at jane@example.com and follow her on X.",
    ],
)
def test_how_to_reach_the_writer_is_a_contact_line(line: str) -> None:
    assert is_contact(line)


@pytest.mark.parametrize(
    "line",
    [
        "The envoys could not be reached.",
        "His supporters follow him on every trip.",
        "“Contact us at the front desk,” the guard said.",
        "Both sides will contact them after the summit.",
    ],
)
def test_contacts_inside_the_story_are_not_contact_lines(line: str) -> None:
    assert not is_contact(line)


@pytest.mark.parametrize(
    "line",
    ["Readers' comments", "Reader comments:", "READERS’ COMMENTS", "What our readers say"],
)
def test_a_heading_of_readers_comments_is_known(line: str) -> None:
    assert heads_comments(line)


@pytest.mark.parametrize("line", ["12 Comments", "Comments", "What readers say matters to us."])
def test_what_may_stand_above_an_article_heads_no_comments(line: str) -> None:
    assert not heads_comments(line)
