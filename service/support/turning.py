"""The small words by which a sentence may be cut, or turned round."""

ADDED = frozenset("a an the that has have had".split())
LIGHT = ADDED | {"also"}
"""Words that may go, and those of them that may come."""

JOINS = frozenset("and but yet because after before since while though although".split())
"""Words that part what follows from what stands before."""
CONTRASTS = frozenset("but while though although".split())
"""Words before which a clause may be cut."""
LOOSE = frozenset("and because to".split())
"""Words before which an end may be cut without a mark."""
HANGING = LOOSE - {"and"} | frozenset("after before since".split())
BOUND = frozenset("not never will would shall may might could can must".split())
"""Words that may be about what hangs on them: who will not come because of the rain."""

CLAUSES = frozenset(';:.!—–“”"|()[]…-')
"""Marks that outweigh a comma."""

PLACED = frozenset("in on at by from until".split())
WHEN = frozenset("after before during since amid following later last earlier yesterday".split())
TIMES = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday year month week day yesterday today".split()
)
"""Words that tell when something was, or begin what does: without it, it was at any time."""

TELLING = frozenset(
    """
    according say says said saying tell tells told claim claims claimed believe believes believed
    think thinks thought argue argues argued report reports reported suggest suggests suggested
    suspect suspects suspected accuse accused hope hopes hoped hoping warn warned warns predict
    predicts predicted expect expected
    """.split()
)
DOUBTING = frozenset(
    """
    ? if unless assuming supposing provided providing condition conditions long until till whether
    except without only or nor either neither when whenever once otherwise contrary unlike
    lie lies lied lying false falsely untrue wrong wrongly myth hoax fake rumor rumors rumour
    rumours theory fiction pretend unproven unconfirmed jest joke joking jokingly
    deny denies denied denying refute refutes refuted dispute disputes disputed dismiss dismissed
    reject rejects rejected doubt doubts doubted
    allegedly alleged alleges reportedly apparently possibly perhaps probably maybe supposedly
    likely unlikely seem seems seemed appear appears appeared
    """.split()
)
UNTIES = DOUBTING | TELLING
"""Words that a part which is cut may not have: the rest hangs on it, or is another's word."""
DENYING = frozenset(
    "if unless whether when whenever neither nor not no never nobody none nothing false falsely "
    "untrue wrong wrongly lie fake forged jest jokingly allegedly reportedly supposedly".split()
)
"""Words before what somebody says that have to be kept: it may be false that they said so."""
PARTS = frozenset("of most some few half none all many".split())
"""What begins with these belongs to the word before."""

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

BACKSHIFTED = {
    one: frozenset(others.split())
    for ones, others in (
        ("am is are", "am is are was were"),
        ("was were", "was were"),
        ("has have", "has have had"),
        ("do does", "do does did"),
        ("will", "would"),
        ("can", "could"),
        ("may", "might"),
    )
    for one in ones.split()
}
"""What a verb may become where somebody else tells it, and never the other way."""

SHORT = {
    "won't": ["will", "not"], "can't": ["can", "not"], "cannot": ["can", "not"],
    "shan't": ["shall", "not"], "let's": ["let", "us"],
    "'re": ["are"], "'ve": ["have"], "'ll": ["will"], "'m": ["am"], "'d": ["would"], "'s": ["is"],
}  # fmt: skip
OPENERS = PERSONS.keys() | frozenset("that there what who where here".split())
"""Behind these "'s" is "is": "Kim's" is whose something is."""
