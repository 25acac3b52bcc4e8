"""Words of others put between marks that they cannot forge: data for a model, not instructions."""

import re
import unicodedata

CLOSING = "<<<end>>>"
STROKES = 3  # so many brackets in a row make a mark

_LABEL = re.compile(r"(?!end$)[A-Za-z0-9][A-Za-z0-9 _-]*", re.IGNORECASE)

# What passes for one bracket, for two and for three. Full-width, small and vertical forms need no
# place here: they are decomposed first.
_LEFT = ("<‹⟨〈❮❬❰⧼ᐸᚲ˂≺⋖⪡𝈶", "«《⟪≪⪻", "⋘⫷")
_RIGHT = (">›⟩〉❯❭❱⧽ᐳ𖼿˃≻⋗⪢𝈷", "»》⟫≫⪼", "⋙⫸")
_SIGNS = {
    char: sign
    for weights, signs in ((_LEFT, "abc"), (_RIGHT, "xyz"))
    for chars, sign in zip(weights, signs, strict=True)
    for char in chars
}
_WEIGHT = dict(zip("abcxyz", (1, 2, 3, 1, 2, 3), strict=True))
_GAP, _OTHER = " ", "."
_ROW = re.compile(r"[abc](?: *[abc])*|[xyz](?: *[xyz])*")
"""Brackets of one direction, in the signs of a text; what is not seen does not part them."""

_PIECE = re.compile(r"&(?P<entity>lt|gt|#0*6[02]|#x0*3[ce]);?|.", re.IGNORECASE | re.DOTALL)
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs that nobody sees

_CONTROL = re.compile(
    r"<(?=[|｜])|[|｜](?=>)"
    r"|<(?=/?(?:s|bos|eos|think|(?:start|end)_of_\w+)>)"
    r"|\[(?=/?(?:INST|SYS\w*|AVAILABLE_TOOLS|TOOL_\w+)\])"
    r"|<(?=</?SYS>)",
    re.IGNORECASE,
)
"""Where a mark of the chat templates themselves ("<|im_end|>") is to be broken: a server that
makes one text of a conversation reads it in an article's words, too."""


def fence(text: str, label: str) -> str:
    """`text` between "<<<label>>>" and "<<<end>>>", without anything in it that looks like either.

    Text that holds no such mark is left as it is, to the character. `label` is ours, never an
    article's: raises ValueError where it is more than plain words and numbers.
    """
    if not _LABEL.fullmatch(label):
        raise ValueError(
            f"a fence cannot be labelled {label!r}: use ASCII letters, digits, spaces, - and _, "
            "no bare 'end', and put what an article says inside the fence"
        )
    return f"<<<{label}>>>\n{harmless(text)}\n{CLOSING}"


def harmless(text: str) -> str:
    """`text` with every mark in it broken: three brackets become one, "<|" becomes "< |"."""
    return _CONTROL.sub(lambda found: f"{found[0]} ", _without_marks(text))


def _without_marks(text: str) -> str:
    pieces = [found[0] for found in _PIECE.finditer(text)]
    signs = "".join(map(_sign, pieces))
    kept, at = [], 0
    for row in _ROW.finditer(signs):
        if sum(_WEIGHT.get(sign, 0) for sign in row[0]) >= STROKES:
            kept += [*pieces[at : row.start()], "<" if row[0][0] in "abc" else ">"]
            at = row.end()
    return "".join([*kept, *pieces[at:]])


def _sign(piece: str) -> str:
    """What a character, or an HTML entity for a bracket, counts as."""
    if len(piece) > 1:
        return "x" if re.search(r"gt|62|3e", piece, re.IGNORECASE) else "a"
    known = _SIGNS.get(piece) or _SIGNS.get(unicodedata.normalize("NFKD", piece)[:1])
    return known or (_GAP if _is_gap(piece) else _OTHER)


def _is_gap(char: str) -> bool:
    if char in "\r\n":  # "> " before each of three lines is a quotation
        return False
    is_unseen = unicodedata.category(char) in ("Cc", "Cf", "Mn", "Me")
    return char.isspace() or char in _BLANK or is_unseen
