"""Small words that turn a sentence round, and those that may come and go."""

ADDED = frozenset(
    """
    a an the this that these those which who whom is are was were be been being am has have had
    having do does did will would shall may might could can of in on at as also there so then
    not no never cannot
    """.split()
)
"""Words that a sentence may have more than its evidence; what is denied or hedged is judged
elsewhere."""

DROPPED = ADDED - frozenset("of in on at as".split()) | frozenset(
    "and but yet because now to".split()
)
"""Words that it may have fewer, though what stands on both sides of them is kept."""

NOUN_OPENS = frozenset("a an the this that these those my our your his her its their".split())
"""Words that may go between another small word and the noun that it is with."""

KEPT = frozenset(
    """
    almost nearly hardly barely scarcely rarely seldom few fewer less little only merely partly half
    some most many all every each both none neither nor about around approximately roughly over
    under above below least more than
    against without except instead rather despite unlike versus if unless until whether
    accused accuses accuse accusing charged charges suspected suspect alleged alleges allege
    doubted doubts doubt doubting doubtful acquitted cleared refuted disputed dismissed denied
    denies deny rejected mocked joked feared
    former deputy vice acting would-be so-called fake
    """.split()
)
"""Words that it may not lose from before what it keeps: "few lawmakers" are not lawmakers."""

TELLING = frozenset(
    """
    said say says saying told tell tells stated states noted notes added adds expressed expresses
    described describes mentioned mentions commented remarked explained stressed emphasized
    emphasised responded replied answered spoke speaks according view views opinion words remarks
    statement believed believes thinks thought asked called calls reported reports
    """.split()
)
"""Words that only tell that somebody speaks: who denied has not merely said."""

PERSONS = {
    word: group
    for group, words in {
        "i": "i me my mine myself",
        "we": "we us our ours ourselves",
        "you": "you your yours yourself yourselves",
        "he": "he him his himself",
        "she": "she her hers herself",
        "they": "they them their theirs themselves",
        "it": "it its itself",
    }.items()
    for word in words.split()
}
RETOLD = {"i": frozenset(("he", "she", "they")), "we": frozenset(("they",))}
"""Whom a first person becomes where somebody else tells it."""
