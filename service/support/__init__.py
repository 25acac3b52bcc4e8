"""Is a sentence borne by the words it cites? By rule, and in doubt not: the article's own words
then take its place.

`gate.py` asks, in this order; what says so is refused:

| asked in | refused |
|---|---|
| `gate.judge` | what cites nothing, or nobody whom the question asks about |
| `quoted.py` | quoted words that do not stand there, links, markup |
| `alone.py`, `pronouns.py` | names alone, "he" for anybody, "a day later" without the day |
| `voices.py` | words of another; what was denied, asked or hoped as if it were said |
| `drawn.py`, `turning.py` | what is not one sentence there with some of it cut away |

`reading.py` has the sentence and its evidence read by the parser that made the quote ledger, so
that `case.py` can part both: what somebody says is held against their own words, what is told
around it against what stands around those (but for the day, `dated.py`), and all else against what
the article tells itself.
"""
