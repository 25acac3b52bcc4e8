"""Where English news sentences begin and end.

A rule, not a model: indexing reads millions of words, and whoever cites a sentence must get the
same sentence every time. A line break always ends a sentence. Otherwise a full stop, question
mark, exclamation mark or ellipsis ends one, together with the quotation marks and brackets that
close behind it, unless what follows or what stands before it says that the sentence goes on.
"""

import re

from indexing.article import Span

_QUOTES = "\"'”’»"
_BREAK = re.compile(
    r"\n"
    # The lookbehind keeps a long run of stops linear: a match can only begin where the run does.
    rf"|(?<![.!?…])[.!?…]+[{_QUOTES})\]]*(?=[^\S\n])"
    # Two paragraphs glued together ("he said.A source"); see _IN_ADDRESS for what is not one.
    r"|(?<=[a-z][a-z])[.!?][”’)]*(?=[“‘(]?[A-Z](?:[a-z’']|[^\S\n]))"
)
_NEXT = re.compile(r"\s*[\"'“‘«(\[¿¡*•–—-]*\s?(?P<word>[^\W\d_]{1,30}|.)?")
_LABEL = re.compile(r"\W*(?:\d{1,3}|[A-Za-z])?\W*")
_IN_ADDRESS = re.compile(r"[/@\\_]|www|^(?:Com|Org|Net|Gov|Edu|Co|Io|Ai|Tv|Js|Uk|Us|Html)\b")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]|Ph\.D|M\.Phil")
_LAST_WORD = re.compile(r"[^\s\"'“‘«(\[/–—-]*\Z")
_SPEECH = (
    "said|says|asked|asks|added|adds|told|replied|wrote|writes|tweeted|posted|continued|responded"
    "|answered|shouted|joked|recalled|wondered|declared|insisted|exclaimed|noted|remarked"
)
_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)\. )?(?:[A-Z][\w’'-]{0,30}\s){1,4}"
_NAMED_SPEAKER = re.compile(
    rf"\s+(?P<name>{_NAME})(?:{_SPEECH})\b(?P<closed>\.)?(?!\s?[,:]\s?[\"“‘'])"
)


def _words(listing: str) -> frozenset[str]:
    return frozenset(listing.split())


_TITLES = _words(
    "Mr Mrs Ms Mx Dr Drs Prof Sen Sens Rep Reps Gov Govs Gen Lt Col Maj Sgt Capt Cmdr Cpl Adm Rev"
    " Hon Pres Supt Det Ofc Fr Mt Ft Spc Pvt Amb Atty Sec Insp vs v cf viz i.e e.g"
)
_BEFORE_NUMBER = _words(
    "No Nos Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec p pp Art Vol Fig Ch Op Rte"
)
_BEFORE_NAME = _words(
    "St Ste Inc Corp Co Cos Ltd Bros Assn Dept Univ Jr Sr Esq Ave Blvd Rd Hwy etc al approx ft sq"
    " Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb"
    " Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ont Que"
)
_AFTER_CLOCK = _words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May"
    " June July August September October November December Jan Feb Aug Sept Oct Nov Dec Eastern"
    " Central Mountain Pacific ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT BST CET UTC"
    " Greenwich Beijing Moscow Tokyo Paris London"
)
_STARTERS = _words(
    "A According After All Also Although An And Another Any As Asked At Be Because Before Being"
    " Both But By Can Despite Did Do Does During Each Earlier Even Every Few For Former From Had"
    " Has Have He Her Here His How However I If In Instead Is It Its Just Last Later Like Many"
    " Maybe Meanwhile More Most Much My Neither Next No Nobody Nor Not Nothing Now Of On Once One"
    " Only Or Other Others Our Over Perhaps She Since So Some Still Such Than That The Their Then"
    " There These They This Those Though Through Thus To Today Two Under Until Was We Were What"
    " When Where Whether Which While Who Why Will With Without Would Yes Yet You Your"
)


def sentence_spans(text: str) -> list[Span]:
    """The sentences of `text`: stripped, in order, apart, and together every character but spaces.

    Time grows with the length of the text alone, also for text without a single full stop.
    """
    spans: list[Span] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match[0] == "\n" or _ends_sentence(text, start, match):
            _keep_stripped(spans, text, start, match.end())
            start = match.end()
    _keep_stripped(spans, text, start, len(text))
    return spans


def _keep_stripped(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    if lead < len(piece):
        spans.append(Span(start + lead, start + len(piece.rstrip())))


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    following = _NEXT.match(text, match.end())
    word = (following and following["word"]) or ""
    if match.start() - start < 8 and _LABEL.fullmatch(text, start, match.start()):
        return False  # "1. Fill the pot", an ellipsis that opens a quotation
    if word in {".", ",", ";", ":", "…", "!", "?"} or _goes_on_small(word):
        return False
    if not text[match.end() : match.end() + 1].isspace():
        return not _is_address(text, match)
    if any(quote in match[0] for quote in _QUOTES) and _is_attributed(text, match):
        return False
    stop = match[0].rstrip(f"{_QUOTES})]")
    if stop == ".":
        return _full_stop_ends(text, match.start(), word)
    return not stop.endswith(("..", "…")) or _ellipsis_ends(text, match.start(), word)


def _goes_on_small(word: str) -> bool:
    """Whether the next word has a small initial ("iPhone" and "eBay" may open a sentence)."""
    return word[:1].islower() and not word[1:2].isupper()


def _is_address(text: str, match: re.Match[str]) -> bool:
    before = _LAST_WORD.search(text, max(0, match.start() - 40), match.start())
    after = text[match.end() : match.end() + 12]
    return bool(_IN_ADDRESS.search(before[0] if before else "") or _IN_ADDRESS.search(after))


def _is_attributed(text: str, match: re.Match[str]) -> bool:
    """Whether a name and a verb of saying follow the quotation: “Why now?” Ms. Sanders asked."""
    named = _NAMED_SPEAKER.match(text, match.end())
    if named is None or named["closed"]:
        return named is not None
    return match[0][0] != "." and named["name"].split()[0] not in _STARTERS


def _ellipsis_ends(text: str, at: int, word: str) -> bool:
    before = text[max(0, at - 2) : at]
    is_apart = before[-1:].isspace()
    return not is_apart or before[:1] in {".", "!", "?"} or word in _STARTERS


def _full_stop_ends(text: str, at: int, word: str) -> bool:
    found = _LAST_WORD.search(text, max(0, at - 24), at)
    last = found[0] if found else ""
    if len(last) > 1 and last.isupper() and "." not in last:
        last = last.capitalize()  # datelines and headlines: GOV., SEPT.
    if last in _TITLES:
        return False
    if last in _BEFORE_NUMBER:
        return not (word[:1].isdigit() or word == "#")
    if last in {"a.m", "p.m", "A.m", "P.m", "A.M", "P.M"}:
        return word not in _AFTER_CLOCK
    if last in _BEFORE_NAME or _DOTTED.fullmatch(last):
        return word in _STARTERS or not word
    return True
