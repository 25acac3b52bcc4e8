"""Words as they are compared: folded, stemmed, without those that carry no content."""

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import snowballstemmer

_WORD = re.compile(r"(?:[^\W_]\.){2,}|\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*|[%$€£]")
_CODE = re.compile(r"\b([A-Za-z]{1,3})-(\d+)\b")
_UNREAL = re.compile(r"\b(?:to|would|could|might|may|should)(?: not| never)? [a-z]+\b")
_POSSESSIVE = re.compile(r"['’]s$|['’]$")

STOPWORDS = frozenset(
    """
    a about above after again against all almost along also although always am among an and any
    anybody anyone anything are aren't around as asked at be because been before being below between
    both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during
    each either else ever every exactly for from further get got had hadn't has hasn't have haven't
    having he her here hers herself him himself his how i if in into is isn't it its itself just
    let's like many may me might mine more most much must my myself near neither no nor not now of
    off on once one only onto or other ought our ours ourselves out over own per please quite rather
    really regarding s same say saying says said shall she should shouldn't so some somebody someone
    something such t talk talked talking tell telling than that the their theirs them themselves
    then there these they thing things this those though through thus to together told too toward
    towards under until up upon us very via was wasn't we were weren't what whatever when where
    whether which while who whom whose why will with within without won't would wouldn't yet you
    your yours yourself yourselves
    actually lately soon due happen happened sort kind name named list state take place taken took
    hold held go goes going went gone come comes came put get give make made do whos thing way
    according archive call called calls claim claimed comment commented concerning describe
    described describes mention mentioned quote quoted quotes remark reported respect speak
    speaking spoke stated
    hello hey hi
    """.split()
)

PRONOUNS = frozenset("he she they it his her its their him them i we who".split())

_IRREGULAR = {
    "met": "meet", "gave": "give", "given": "give", "sent": "send", "wrote": "write",
    "written": "write", "fell": "fall", "fallen": "fall", "broke": "break", "broken": "break",
    "took": "take", "taken": "take", "came": "come", "went": "go", "gone": "go", "held": "hold",
    "saw": "see", "seen": "see", "knew": "know", "known": "know", "won": "win", "lost": "lose",
    "left": "leave", "made": "make", "paid": "pay", "sold": "sell", "built": "build",
    "bought": "buy", "brought": "bring", "began": "begin", "begun": "begin", "chose": "choose",
    "chosen": "choose", "died": "die", "dead": "die", "death": "die", "drew": "draw",
    "drove": "drive", "fought": "fight", "flew": "fly", "flown": "fly", "found": "find",
    "grew": "grow", "heard": "hear", "kept": "keep", "led": "lead",
    "ran": "run", "rose": "rise", "risen": "rise", "shot": "shoot", "spent": "spend",
    "stood": "stand", "struck": "strike", "taught": "teach", "threw": "throw", "thrown": "throw",
    "women": "woman", "men": "man", "children": "child", "people": "person",
}  # fmt: skip

_stemmer = snowballstemmer.stemmer("english")
_stemming = Lock()  # the stemmer keeps its place in a word, and speakers are read on a thread


def fold(text: str) -> str:
    """Case, accents and the ways to write an apostrophe taken off; "U.S." and "US" are one."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    bare = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return re.sub(r"(?<=\w)\.(?=\w\b)|(?<=\b\w)\.", "", bare).casefold().replace("-", " ").strip()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """One form for a word's forms, British and American spelling included."""
    plain = fold(_POSSESSIVE.sub("", word))
    plain = _IRREGULAR.get(plain, plain).replace("isation", "ization").replace("ise", "ize")
    with _stemming:
        return str(_stemmer.stemWord(plain))


def words_of(text: str) -> list[str]:
    """The words of a text as written, possessive endings off, hyphens parted ("G-20" is one)."""
    return [_POSSESSIVE.sub("", match) for match in _WORD.findall(_CODE.sub(r"\1\2", text))]


def stems_of(text: str) -> list[str]:
    """Every word's stem, in order, stopwords included."""
    return [stem(word) for word in words_of(text)]


def content_stems(text: str) -> list[str]:
    """The stems of the words that carry content, in order."""
    return [stem(word) for word in words_of(text) if is_content(word)]


def happened(text: str) -> str:
    """The text without what in it is only wished, asked or possible ("to visit", "could meet").

    A question about what somebody did is not answered by what they were asked to do.
    """
    return _UNREAL.sub(" ", text)


def is_content(word: str) -> bool:
    """Whether a word can carry what a question is about ("US" can, "us" cannot)."""
    return word in {"US", "U.S.", "IT", "WHO"} or fold(word) not in STOPWORDS


def is_misspelt_stopword(word: str) -> bool:
    """Whether two neighbouring letters changed places in a stopword ("teh", "abuot")."""
    plain = fold(word)
    return any(
        plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :] in STOPWORDS
        for at in range(len(plain) - 1)
    )
