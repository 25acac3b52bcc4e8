"""The lines of a web page that are not the article.

Every test looks at one whole line, because what a page adds (advertisement labels, widgets,
appeals, share buttons) stands in lines of its own. A line that holds reported speech or a
quotation mark is always taken for the article's.
"""

import re

_SITES = (
    "facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|instagram|youtube|flipboard"
    "|messenger|e-?mail|print|copy link|share|tweet|pin it|sms|bluesky|threads"
)

_LABEL = re.compile(
    "|".join(
        [
            # Advertisements
            r"(?:\W*advert(?:is)?e?ments?\b)(?: ?[-–—:] ?(?:story|article|scroll).*)?",
            r"(?:story|article|content|text) continues (?:below|after)(?: (?:this |the )?ad\w*)?",
            r"ads? by google|sponsored(?: content| links?| by \S.{0,40})?|promoted(?: content)?",
            r"scroll (?:down )?(?:to|for) (?:continue|more)\b.{0,40}",
            # Comments
            r"be the first to (?:comment|reply|(?:write|post|leave|add) an? comment).{0,20}",
            r"(?:leave|post|write|add|submit) an? (?:comment|reply)(?: cancel reply)?",
            r"(?:view |show |see )?(?:all )?(?:\(?\d+\)? )?comments?(?: \(?\d+\)?)?",
            r"no comments(?: yet)?|comments are closed.{0,30}|log ?in to (?:comment|reply).{0,30}",
            r"join the (?:conversation|discussion).{0,20}",
            r"(?:comment|posted|submitted) by (?!the\b)[^:]{2,60}:.*",
            r"(?=\S*[_\d])[\w.-]{3,30} (?:writes|wrote|says|said|comments|commented|replied)"
            r"(?: (?:on|at) .{4,20})?\s?:.*",
            # Markup that was left in the text, and what it hides
            r"<(?:script|style|noscript|iframe|img|svg|link|meta|!--).*",
            r"<\w+[^>]*\b(?:display: ?none|visibility: ?hidden|hidden)\b.*",
            # Sharing and printing
            r"share(?: this)?(?: (?:article|story|post|page|update|on|via).{0,30})?",
            r"tweet(?: this)?|print(?: this(?: page| article)?)?|email this(?: article)?|copy link",
            rf"(?:(?:{_SITES})\b\W*){{2,12}}",
            # Navigation
            r"skip to (?:main )?content|back to top|toggle navigation|search for:?|menu|log ?in",
            r"next (?:article|post|story)|previous (?:article|post|story)|up next|read next",
            r"continue reading.{0,40}|in this (?:article|story)|load(?:ing)? more.{0,20}|view all",
            r"(?:sign up|sign in|register|subscribe)(?: now| here| today)?|newsletters?|follow us",
            r"(?:for )?more(?: (?:here|stories|news|headlines))?:|(?:click|tap) here\b.{0,60}",
            # Site notices
            r"(?:we use|this (?:web)?site uses) cookies.*|accept (?:all )?cookies|cookie policy",
            r"(?:copyright (?:©|\(c\)|\d{4}|notice|policy)|©|\(c\) ?\d{4}).{0,200}",
            r".{0,100}\ball rights reserved.{0,100}",
            r"this material may not be published, broadcast, rewritten.*",
            r"(?:please )?enable javascript.*|video player is loading.*|your browser does not.*",
            r"this (?:story|article) (?:has been|was) updated"
            r" (?:to add|with) (?:new|more|additional) information.{0,20}",
        ]
    ),
    re.IGNORECASE,
)
_WIDGET = re.compile(
    r"(?:the )?most (?:popular|read|viewed|shared|commented|recent)"
    r"(?: (?:stories|articles|news|posts|now|today|on \S.{0,30}))?"
    r"|recent (?:comments|posts|articles|stories)|popular (?:posts|now|stories|articles)"
    r"|trending(?: now| news| stories| topics)?|top stories|editor[’']?s[’']? picks"
    r"|latest (?:news|stories|articles|posts|headlines)"
    r"|more (?:from us|top stories|stories|news|headlines)"
    r"|(?:related|recommended|similar)"
    r"(?: (?:articles?|stor(?:y|ies)|news|posts?|content|topics|links|coverage|reading|for you))?"
    r"|you (?:may|might) (?:also )?(?:like|be interested in|have missed)|don[’']t miss"
    r"|read (?:more|also|next)(?: commentary| here| stories)?|also read|see also",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:our |all )?(?:readers?|users?|visitors?)[’']?s?[’']? (?:comments|reactions|replies)"
    r"|what (?:our |the )?readers (?:say|think|write)|comments from (?:our |the )?readers",
    re.IGNORECASE,
)
_READ_MORE = re.compile(
    r"(?:also read|read(?: more| also| next| this)?|see also|also see|related(?: \w+)?"
    r"|don[’']t miss|more on this|in case you missed it|icymi|(?:just )?for subscribers)"
    r"\s?[:|»>]\s?\S.{0,200}"
    # A headline has no stop, and some length: "More: The king is wrong" may be a transcript's.
    r"|more\s?:\s?(?=(?:how|what|why|who|when|where)\b|\S+(?: \S+){5})[^.!?]{0,200}",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"(?:^|[.!?:;»>,] ?|\()(?:please |and |or |to |you can |so )*"
    r"(?:sign(?:ing)? up|subscrib(?:e|ing)|becom(?:e|ing)|join|download|get|click"
    r"|support(?! (?:among|came|fell|for|from|grew|in|is|of|rose|was)\b)"
    r"|tap|follow|like (?:our|this|us)|check out|stay|keep up"
    r"|don[’']t miss|help(?! (?:came|comes|for|from|is|was)\b)|consider|donate|register|try"
    r"|play an active role|read|enjoy|want|thank you for)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\bnewsletters?\b|\b(?:your|my|the) (?:e-?mail )?inbox\b"
    r"|\bour (?:free |daily |weekly |mobile |own |award-winning )*(?:journalism|reporting|newsroom"
    r"|apps?|podcasts?|channels?|website|youtube|telegram|whatsapp|facebook|twitter|instagram"
    r"|e-?newspaper|print edition|alerts|puzzles|games)\b"
    r"|\b(?:local|independent|quality|fearless|public-interest) journalism\b"
    r"|\b(?:as|becom(?:e|ing)) an? (?:(?:digital|founding|free|monthly|paid|paying) )?"
    r"(?:member|supporter|patron)\b(?! of (?!our\b|the team))|\ban? (?:\w+ ){0,3}subscriber\b"
    r"|\bsubscribe (?:today|now|here)\b|\b(?:whatsapp|telegram) channel\b|\bmailing list\b"
    r"|\bcrosswords?\b|\bpuzzles\b.{0,30}\bgames\b"
    r"|\b(?:follow|like|join) us on\b",
    re.IGNORECASE,
)
_NETWORK = r"(?:on|at) (?:X|Twitter|Facebook|Instagram|Bluesky|Threads|LinkedIn|social media)\b"
_CONTACT = re.compile(
    rf"\b(?:Follow|Reach|Contact|Email|E-mail|Find|Write to|Tweet)\b.{{2,80}}(?:@\w|\b{_NETWORK})"
    rf"|\b(?:follow|reach|contact|email) (?:him|her|them|me)\b.{{0,60}}(?:@|\b{_NETWORK})"
    r"|\bcan be (?:reached|contacted|followed)\b.{0,60}(?:@|\bat \d)"
)
_SPOKEN = re.compile(r"\b(?:said|says|told|asked|according to|replied|announced)\b", re.IGNORECASE)
_REPORTED = re.compile(rf"[“”\"]|{_SPOKEN.pattern}|\b(?:wrote|reported)\b", re.IGNORECASE)
_DATA = re.compile(r"\{ ?\"[\w@$-]{1,40}\" ?:.*\}[,;]?")
_FRAME = " \t-–—−*•·|_=~#>»[](){}:."
_MAX_WORDS = 70  # the longest appeal seen has 60; paragraphs of reporting begin about there


def is_furniture(line: str) -> bool:
    """Whether the page put this line there, wherever it stands in the text."""
    if not line or len(line) > 600:
        return False
    core = line.strip(_FRAME)
    if _DATA.fullmatch(line):
        return True
    if len(core) <= 300 and (_LABEL.fullmatch(core) or is_widget_heading(line)):
        return True
    if _REPORTED.search(line):
        return False
    return bool(_READ_MORE.fullmatch(line)) or is_appeal(line)


def is_widget_heading(line: str) -> bool:
    """Whether the line heads a list of other stories or of readers' comments."""
    return len(line) < 60 and bool(_WIDGET.fullmatch(line.strip(_FRAME)))


def heads_comments(line: str) -> bool:
    """Whether what its readers wrote begins below the line, where the article stands above it."""
    return len(line) < 60 and bool(_COMMENTS.fullmatch(line.strip(_FRAME)))


def is_appeal(line: str) -> bool:
    """Whether the line asks its reader to join, follow, subscribe or pay."""
    if _REPORTED.search(line) or len(line.split()) > _MAX_WORDS:
        return False
    return bool(_OFFER.search(line) and _REQUEST.search(line))


def is_contact(line: str) -> bool:
    """Whether the line says where to reach the writer; only sure near the end of an article."""
    return (
        bool(_CONTACT.search(line)) and len(line.split()) <= _MAX_WORDS and not _SPOKEN.search(line)
    )
