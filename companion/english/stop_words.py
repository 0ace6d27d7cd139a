"""Stop words: function words, and verbs too common to mean much by themselves.

No one wants to know what "the" reminds people of. For what a small word does in a sentence, see
`companion.english.closed_classes`.
"""

from __future__ import annotations

STOP_WORDS = frozenset(
    """a about above across after again against ago all almost along already also although always am
    among an and another any anybody anyone anything anyway are aren't around as at away back be
    because been before being below between both but by came can can't cannot come comes could
    couldn't did didn't do does doesn't doing don't done down each either else enough even ever
    every everybody everyone everything few first for from gave get gets getting give given go
    goes going gone got had hadn't has hasn't have haven't having he he'd he'll he's her here
    hers herself him himself his how however i i'd i'll i'm i've if in instead into is isn't it
    it'll it's its itself just keep kept knew know known last least less let let's like made
    make makes making many may maybe me mean means meant might mine more most much must my
    myself near need neither never next no nobody none nor not nothing now of off often oh ok
    okay on once one ones only onto or other others our ours ourselves out over own perhaps put
    quite rather really said same saw say saying says see seen several shall she she'd she'll
    she's should shouldn't since so some somebody somehow someone something sometimes still such
    take taken than that that's the their theirs them themselves then there there's these they
    they'd they'll they're they've thing things think this those though thought through thus
    till to together too took toward towards two under until up upon us use used very want
    wanted wants was wasn't way we we'd we'll we're we've well went were weren't what what's
    whatever when where whether which while who who's whom whose why will with within without
    won't would wouldn't yes yet you you'd you'll you're you've your yours yourself
    yourselves coming doing getting giving keeping knowing letting making putting saying seeing
    taking using wanting""".split()
)
