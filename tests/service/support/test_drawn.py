"""What may be made of a sentence: some of it is cut away, and the rest stands as it stood."""

import pytest

from service.support.drawn import undrawn

VOTED = "Clinton voted against the war in Iraq in 2002, and Obama praised her."
BLAST = "The blast killed three soldiers and wounded 12 civilians."
PRESIDENT = "Moon, a liberal who met Kim three times, has made peace his aim."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Clinton voted against the war in Iraq in 2002.", VOTED),
        ("The blast killed 3 soldiers and wounded twelve civilians.", BLAST),
        ("The blast killed three soldiers.", BLAST),
        ("Moon has made peace his aim.", PRESIDENT),
        ("In 2018, Kim met Trump in Singapore.", "In 2018, Kim met Trump in Singapore."),
        ("Kim met Trump in Singapore.", "Kim, 35, met Trump in Singapore."),
        ("The army left the town.", "However, the army left the town."),
        ("The army left the town.", "The army, led by Kim, left the town."),
        ("The envoy resigned.", "The envoy resigned because he was ill."),
        ("The two met in June.", "The two also met in June, but no pact was signed."),
        ("They met three times.", "They have met three times to end the war."),
        ("The troops were moved.", "The troops were moved, and moved again."),
        ("The court might ban it.", "The court may ban it."),
        ("He would not sign it.", "I won't sign it."),
        ("He hopes it holds.", "I hope it holds."),
        ("They sign their bill.", "We sign our bill."),
        ("It is late.", "It's late."),
        ("It was signed on January 12.", "It was signed on 12 January."),
        ("It cost 5 percent.", "It cost 5%."),
        ("US troops left.", "U.S. troops left."),
        ("He left. She stayed.", "She stayed. He left."),
    ],
)
def test_what_is_left_when_some_is_cut_away_is_drawn(text: str, told: str) -> None:
    assert undrawn(text, [told]) is None


REFUSED = {
    "merged": [
        ("The general met Trump and Xi signed the deal.", "The general signed the deal."),
        ("In 2018, Kim met Trump. In 2019, Moon resigned.", "In 2018, Moon resigned."),
        ("In Iraq, ten died and in Syria, five soldiers fled.", "In Iraq, five soldiers fled."),
        ("Trump, a rival of the man who met Kim three times, left.", "Trump met Kim three times."),
        ("The company that Kim's brother owns went bankrupt.", "Kim's brother went bankrupt."),
        ("The sons of Trump, Biden, and Kim resigned.", "Kim resigned."),
        ("A deal between Trump and Kim failed.", "Kim failed."),
        ("Kim met Xi. Trump fired the general.", "Kim met Xi and fired the general."),
        ("Kim gave Moon a gun, and Xi a knife.", "Kim gave Moon a knife."),
        ("Trump met Kim on Monday, and on Tuesday Xi.", "Trump met Xi on Monday."),
        (
            "The blast killed three soldiers and wounded 12 civilians.",
            "The blast killed 3 civilians.",
        ),
        (
            "The blast killed three soldiers and wounded 12 civilians.",
            "The blast killed 12 soldiers.",
        ),
        ("Talks with Iran ended, and with Iraq began.", "Talks with Iraq ended."),
    ],
    "cut in two": [
        ("The police chief resigned on Monday.", "The police resigned on Monday."),
        ("The soldiers met the police chief.", "The soldiers met the police."),
        ("The plan critics attacked was dropped.", "The plan attacked was dropped."),
        ("The plan critics attacked was dropped.", "The plan was attacked."),
        ("The Trump adviser lied.", "Trump lied."),
        ("Trump's lawyer Cohen lied to Congress.", "Trump lied to Congress."),
        ("The king's guards fired at the crowd.", "The king fired at the crowd."),
        ("The actor playing the king died in Rome.", "The king died in Rome."),
        ("The mayor (of a village) and the king met.", "The mayor and the king met."),
        ("The council banned guns in schools.", "The council banned guns."),
        ("The alleged killer of the banker fled.", "The killer of the banker fled."),
        ("The proposed law on bees pleased farmers.", "The law on bees pleased farmers."),
        ("About 300 of 4,000 voters came.", "4,000 voters came."),
        ("The firm lost at least 3 million euros.", "The firm lost 3 million euros."),
        ("The firm did better than the bank.", "The firm did better."),
    ],
    "turned": [
        ("Clinton voted against the war.", "Clinton voted for the war."),
        ("Trump sent Kim a letter.", "Kim sent Trump a letter."),
        ("The troops moved from Iraq to Syria.", "The troops moved from Syria to Iraq."),
        ("Kim accused the mayor.", "Kim was accused."),
        ("Kim was accused.", "Kim accused."),
        ("Kim shot Trump's portrait.", "Kim shot at Trump's portrait."),
        ("The troops left Iraq in May.", "The troops left in Iraq in May."),
        ("He met Kim.", "She met Kim."),
        ("I will sign it.", "You will sign it."),
        ("He left before the vote.", "He left after the vote."),
        ("The repairs cost $300.", "The repairs cost €300."),
        ("A thousand people marched.", "A million people marched."),
        ("The plane crashed in Russia.", "The plane crashed in Moscow."),
        ("The agreement was signed.", "The agreement was secretly signed."),
        ("The agreement was signed.", "The agreement was signed yesterday."),
        ("He said it.", "He said it. she lied."),
        ("Moon was president.", "Moon is president."),
        ("Did Kim sign the pact?", "Kim did sign the pact."),
    ],
    "scope": [
        ("Some officials resigned.", "Officials resigned."),
        ("Few lawmakers support the plan.", "A few lawmakers support the plan."),
        ("Only two of the ten bridges are safe.", "Two of the ten bridges are safe."),
        ("The dam was nearly destroyed.", "The dam was destroyed."),
        ("He hardly supports the plan.", "He supports the plan."),
        ("It was the worst storm since 1950.", "It was the worst storm."),
        ("Less than half of the voters came.", "Half of the voters came."),
        ("Ships, most of them empty, sank.", "Ships sank."),
    ],
    "denial": [
        ("The mayor did not say it was safe.", "The mayor did say it was not safe."),
        ("Voters who did not pay were told.", "Voters who did pay were not told."),
        ("He did not resign because he was ill.", "He did not resign."),
        ("It is unlikely that the pope lied.", "The pope lied."),
        ("Officials denied, as they had before, that the pope lied.", "The pope lied."),
        ("The envoy stayed in Rome, a lie that rivals spread.", "The envoy stayed in Rome."),
        ("The mayor failed to pay.", "The mayor did pay."),
        ("Kim left without signing the pact.", "Kim left signing the pact."),
        ("Neither Kim nor Trump signed the pact.", "Trump signed the pact."),
        ("He has never, in all his life, lied.", "He has, in all his life, lied."),
        ("He will sign it, but not this year.", "He will sign it."),
        ("The dam leaks - not.", "The dam leaks."),
    ],
    "condition": [
        ("If sanctions are eased, the talks will resume.", "The talks will resume."),
        ("The talks will resume, if sanctions are eased.", "The talks will resume."),
        ("The talks will resume unless the envoy dies.", "The talks will resume."),
        ("The talks will resume when the war ends.", "The talks will resume."),
        ("The talks will resume after the war ends.", "The talks will resume."),
        ("He would, if asked, sign it.", "He would sign it."),
        ("Had Trump come, Kim would have signed it.", "Kim would have signed it."),
        ("Should Trump come, Kim will sign it.", "Kim will sign it."),
        ("The minister will resign or be fired.", "The minister will resign."),
        ("The dam stayed open until May.", "The dam stayed open."),
        ("He will sign it, on condition that Kim resigns.", "He will sign it."),
    ],
    "hedge": [
        ("The court may ban the party.", "The court will ban the party."),
        ("The court could ban the party.", "The court can ban the party."),
        ("She said she would come.", "She came."),
        ("The ship reportedly sank.", "The ship sank."),
        ("The bridge is expected to open in May.", "The bridge is open in May."),
        ("Trump wants Kim to resign.", "Kim is to resign."),
        ("Trump called for Kim to resign.", "Kim has to resign."),
        ("The senator has yet to resign.", "The senator has to resign."),
        ("A vote to keep the king was lost.", "A vote to keep was lost."),
        ("Whether Kim signed the pact is unclear.", "Kim signed the pact."),
        ("The mayor was accused of taking bribes.", "The mayor was taking bribes."),
    ],
    "when it was": [
        ("In 2018, Kim met Trump in Singapore.", "Kim met Trump in Singapore."),
        ("After the war, the army left the town.", "The army left the town."),
        ("Kim, last year, met Trump.", "Kim met Trump."),
        ("The army left the town yesterday.", "The army left the town."),
        ("Kim met Trump, in May, they said.", "Kim met Trump."),
        ("Kim met Trump, before the war.", "Kim met Trump."),
    ],
    "another's word": [
        ("The embassy, critics say, hid the letter.", "The embassy hid the letter."),
        ("The embassy hid the letter, a rival newspaper claimed.", "The embassy hid the letter."),
        ("According to critics, the embassy hid the letter.", "The embassy hid the letter."),
        ("Moon doubted that Kim will come.", "Kim will come."),
        ("The idea that the pope lied is absurd.", "The pope lied."),
        ("In the novel, the embassy hid the letter.", "The embassy hid the letter."),
        ("The headline read: The mayor hit a boy.", "The mayor hit a boy."),
        ("Imagine this: the mayor hit a boy.", "The mayor hit a boy."),
        ("Three ships sank, it seems.", "Three ships sank."),
        ("Three ships sank, in a drill.", "Three ships sank."),
        ("A video appears to show the mayor hit a boy.", "The mayor hit a boy."),
    ],
}


@pytest.mark.parametrize(
    ("told", "text"),
    [pytest.param(*row, id=f"{kind}-{row[1]}") for kind, rows in REFUSED.items() for row in rows],
)
def test_what_says_something_else_is_not_drawn(told: str, text: str) -> None:
    assert undrawn(text, [told])


def test_the_word_that_is_out_of_place_is_named() -> None:
    assert undrawn("The troops secretly moved.", ["The troops moved."]) == "secretly"


def test_no_evidence_bears_nothing() -> None:
    assert undrawn("The troops moved.", []) == "the"


def test_of_what_stands_around_some_may_be_left_out() -> None:
    told = ["a crowd in Oslo"]
    assert undrawn("a crowd", told)
    assert undrawn("a crowd", told, is_open=True) is None
    assert undrawn("a crowd", ["a crowd in Oslo on Monday"], is_open=True)


def test_a_word_that_stands_there_again_and_again_takes_no_time() -> None:
    told = "the dam and " * 2000
    assert undrawn("the dam and " * 500 + "leaks", [told]) == "leaks"
