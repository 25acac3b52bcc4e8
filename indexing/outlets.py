"""News agencies and papers by the names that articles give them.

A list is needed only where a name stands without a word that says what it is: "(AP)", "- AFP",
"HomeAFPTrump received ...". It holds agencies, whose copy other sites reprint, and the outlets
that are quoted most.
"""

_ALIASES = {
    "AFP": ("agence france-presse", "agence france presse"),
    "Al Jazeera": (),
    "Anadolu": ("anadolu agency",),
    "ANI": ("asian news international",),
    "ANSA": (),
    "AP": ("associated press", "the associated press", "ap news"),
    "ABC News": (),
    "Axios": (),
    "BBC": ("bbc news",),
    "Bloomberg": ("bloomberg news",),
    "CBS News": (),
    "CNBC": (),
    "CNN": ("cnn business", "cnn politics", "cnn international"),
    "Deutsche Welle": ("dw",),
    "DPA": ("deutsche presse-agentur",),
    "EFE": ("agencia efe",),
    "Financial Times": ("the financial times", "ft"),
    "Fox News": (),
    "IANS": ("indo-asian news service",),
    "Interfax": (),
    "KCNA": ("korean central news agency",),
    "Kyodo": ("kyodo news",),
    "NBC News": (),
    "NPR": (),
    "Politico": (),
    "PTI": ("press trust of india",),
    "Reuters": ("thomson reuters", "reuters staff", "reuters news agency"),
    "RIA Novosti": ("ria",),
    "TASS": ("itar-tass",),
    "The Guardian": ("guardian",),
    "The New York Times": ("new york times", "nyt"),
    "The Wall Street Journal": ("wall street journal", "wsj"),
    "The Washington Post": ("washington post",),
    "UPI": ("united press international",),
    "USA TODAY": ("usatoday",),
    "VOA": ("voice of america",),
    "Xinhua": ("xinhua news agency",),
    "Yonhap": ("yonhap news agency", "yonhap news"),
}
_NAMES = {
    alias: name for name, aliases in _ALIASES.items() for alias in (name.casefold(), *aliases)
}


def known_outlet(words: str) -> str | None:
    """The usual name of the agency or paper that `words`, as a whole, name."""
    return _NAMES.get(" ".join(words.split()).casefold())
