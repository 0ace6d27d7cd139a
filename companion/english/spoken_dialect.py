"""Whether a text is written in a spoken dialect, in which "he don't" is no mistake."""

from __future__ import annotations

import re

_DIALECT = re.compile(
    r"\b(?:ain['’]t|y['’]all|gonna|wanna|gotta|finna|tryna|innit|nowt|owt|summat|bairns?|dinnae|"
    r"cannae|wouldnae|didnae|isnae|aye|yer|ye|thee|thou|thy|yous|youse|dunno|lemme|gimme|cuz|"
    r"reckon|git|ma['’]am|nuthin|nuffin|sumthin|dat|dis|dem|deez|bruv|mandem|lads?|lass|wee|"
    r"oughta|shoulda|coulda|woulda|hadda|usedta|cain['’]t|hisself|theirselves|them (?:\w+s)|"
    r"(?:were|was) (?:sat|stood)|of a (?:night|morning|evening))\b"
    r"|, like[.,]|, so (?:I am|he is|she is)\."
    r"|\b\w{2,}in['’](?!\w)|(?<!\w)['’](?:em|tis|twas|cause|bout|til|round)\b",
    re.IGNORECASE,
)


def writes_dialect(text: str) -> bool:
    """Whether a paragraph has words or phrases that only dialect or transcribed speech has."""
    return _DIALECT.search(text) is not None
