"""Spelling variants by dialect: colour and color are the author's choice."""

from __future__ import annotations

import re
from functools import lru_cache

from companion.english import lexicon

# British ending or letters, American ones. Applied to the British spelling.
_ENDINGS = (
    (r"(?<=..)our(?=$|s|ed|ing|ful|less|able|ably|ite|hood|ly|er|ers|ist|y)", "or"),
    (r"is(?=(?:e|es|ed|ing|er|ers|ation|ations|able)$)", "iz"),
    (r"ys(?=(?:e|es|ed|ing|er|ers)$)", "yz"),
    (r"(?<=...)ll(?=(?:ed|ing|er|ers|or|ors|ery)$)", "l"),
    (r"(?<=..)l(?=(?:fil|fils|ment|ments|fulness|ful)$)", "ll"),
    (r"(?<=ship|dnap|icap)p(?=(?:ed|ing|er|ers)$)", ""),
    (r"(?<=..)tre(?=$|s$|d$)", "ter"),
    (r"(?<=..)bre(?=$|s$)", "ber"),
    (r"ogue(?=$|s$|d$)", "og"),
    (r"(?<=..)ence(?=$|s$|less$)", "ense"),
    (r"ae(?=...)", "e"),
    (r"oe(?=....)", "e"),
    (r"(?<=...)e(?=(?:able|ment|ments)$)", ""),
)
_PAIRS = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "grey/gray greys/grays greyer/grayer tyre/tire tyres/tires kerb/curb kerbs/curbs "
        "cheque/check cheques/checks aluminium/aluminum pyjamas/pajamas mum/mom mums/moms "
        "plough/plow ploughs/plows ploughed/plowed sceptical/skeptical sceptic/skeptic "
        "sceptics/skeptics scepticism/skepticism storey/story storeys/stories draught/draft "
        "draughts/drafts gaol/jail moustache/mustache cosy/cozy licence/license "
        "licences/licenses practise/practice practised/practiced practising/practicing "
        "defence/defense offence/offense artefact/artifact artefacts/artifacts axe/ax "
        "learnt/learned burnt/burned dreamt/dreamed spelt/spelled leant/leaned leapt/leaped "
        "smelt/smelled spoilt/spoiled spilt/spilled knelt/kneeled lit/lighted got/gotten "
        "proved/proven dived/dove sneaked/snuck whilst/while amongst/among amidst/amid "
        "towards/toward afterwards/afterward backwards/backward forwards/forward "
        "upwards/upward downwards/downward maths/math sulphur/sulfur doughnut/donut "
        "yoghurt/yogurt ageing/aging judgement/judgment acknowledgement/acknowledgment "
        "arse/ass manoeuvre/maneuver manoeuvres/maneuvers omelette/omelet programme/program "
        "programmes/programs furore/furor instalment/installment fulfil/fulfill "
        "enrol/enroll skilful/skillful jewellery/jewelry speciality/specialty carat/karat "
        "disc/disk enquiry/inquiry enquiries/inquiries enquire/inquire pedlar/peddler "
        "tonne/ton gramme/gram mollusc/mollusk sombre/somber ok/okay till/until til/until "
        "'til/until oftentimes/often orientate/orient orientated/oriented adviser/advisor "
        "advisers/advisors focussed/focused focussing/focusing anyways/anyway barbecue/barbeque "
        "email/e-mail racquet/racket syrup/sirup whisky/whiskey percent/per-cent drily/dryly "
        "connexion/connection behove/behoove tidbit/titbit encyclopaedia/encyclopedia"
    ).split()
)


@lru_cache(10_000)
def spelling_variants(one: str, other: str) -> str | None:
    """Which dialect spells it like ``other``: "US", "GB"; "either" for free variants; else None.

    Both must be English words, or differ by a spelling rule that no error follows.
    """
    a, b = lexicon.plain(one), lexicon.plain(other)
    if a == b:
        return None
    if frozenset((a, b)) in _PAIRS:
        return "either"
    if not (lexicon.is_word(a) and lexicon.is_word(b)):
        return None
    if _americanised(a, b):
        return "US"
    return "GB" if _americanised(b, a) else None


def _americanised(british: str, american: str) -> bool:
    return any(
        re.sub(pattern, us, british) == american
        or re.sub(pattern, us, british, count=1) == american
        for pattern, us in _ENDINGS
    )
