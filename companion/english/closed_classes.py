"""The closed classes of English that decide what a change of a small word means."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ARTICLES = _set("a an the")
DEMONSTRATIVES = _set("this that these those")
POSSESSIVES = _set("my your his her its our their")
DETERMINERS = ARTICLES | DEMONSTRATIVES | POSSESSIVES

# Prepositions whose choice is mostly a matter of idiom ("good at", "depend on").
IDIOMATIC_PREPOSITIONS = _set(
    "in on at to of for with by from about into onto as during over through throughout among "
    "between towards "
    "toward since than upon within"
)
PREPOSITIONS = IDIOMATIC_PREPOSITIONS | _set(
    "before after above below under behind beyond inside outside without against across along "
    "around down off out past near despite except like till until up per via amid beside besides "
    "beneath regarding concerning throughout"
)
# Pairs that say the opposite of one another, or another time or place.
OPPOSITES = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "to/from into/from toward/from towards/from onto/from before/after with/without in/out "
        "up/down over/under above/below inside/outside for/against on/off until/after "
        "since/until before/since before/during after/during from/for into/out "
        "before/in after/in before/by after/by before/at after/at onto/off upon/off till/after "
        "in/under on/under over/below under/at more/less most/least many/few much/little "
        "early/late first/last left/right always/never all/none everyone/nobody buy/sell "
        "everything/nothing high/low increase/decrease always/sometimes and/or or/nor now/then "
        "here/there better/worse best/worst today/tomorrow yesterday/tomorrow today/yesterday "
        "ever/never yes/no more/fewer could/couldn't "
        "with/through from/about around/across around/along across/along around/to"
    ).split()
)

SUBJECTS = {"i": "me", "he": "him", "she": "her", "we": "us", "they": "them", "who": "whom"}
OBJECTIVE = frozenset(SUBJECTS.values())  # the forms that are an object's alone, but "her"
OBJECT_PRONOUNS = _set("me him her us them it you")
_PERSONS = (
    "i me my mine myself",
    "we us our ours ourselves ourself",
    "you your yours yourself yourselves",
    "he him his himself",
    "she her hers herself",
    "it its itself",
    "they them their theirs themselves themself",
    "one one's oneself",
    "who whom whose",
)
PERSON = {word: group.split()[0] for group in _PERSONS for word in group.split()}
PRONOUNS = frozenset(PERSON)

BE = _set("be am is are was were been being")
HAVE = _set("have has had having")
DO = _set("do does did")
AUXILIARIES = BE | HAVE | DO
MODALS = _set("can could may might must shall should will would ought cannot")
NEGATIONS = _set(
    "not no never none nobody nothing nowhere neither nor cannot without hardly scarcely barely "
    "dont didnt doesnt isnt wasnt arent werent couldnt wouldnt shouldnt havent hasnt hadnt"
)
HEDGES = _set(
    "perhaps maybe probably possibly likely unlikely seem seems seemed apparently arguably "
    "somewhat rather quite fairly almost nearly roughly approximately generally usually often "
    "sometimes mostly largely partly allegedly supposedly presumably suggest suggests suggested "
    "appear appears appeared tend tends tended think believe guess suppose certainly definitely "
    "clearly obviously surely always only just about around"
)
QUANTIFIERS = _set(
    "all most many much some few several any each every both either half more less fewer least "
    "enough little lots lot plenty various numerous countless none no couple dozen dozens "
    "hundreds thousands millions everyone everybody everything someone somebody something "
    "anyone anybody anything another other"
)
NUMBER_WORDS = _set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred thousand million billion trillion first second third fourth fifth sixth "
    "seventh eighth ninth tenth once twice half double triple"
)
CONJUNCTIONS = _set("and but or so nor yet for because although though while if unless whereas")
OPENERS = _set("and but or so nor yet")
RELATIVES = _set("that which who whom whose where when")
PARTICLES = _set("up down out off on in over away back along around through about")
EXISTENTIAL = _set("there it")
DEGREE = _set("more most less least very so too as")

FUNCTION_WORDS = (
    DETERMINERS
    | PREPOSITIONS
    | PRONOUNS
    | AUXILIARIES
    | MODALS
    | NEGATIONS
    | QUANTIFIERS
    | CONJUNCTIONS
    | RELATIVES
    | PARTICLES
    | EXISTENTIAL
    | DEGREE
    | _set("if then else when where how why what also just to there here not n't")
) - _set("lots lot plenty various numerous countless couple dozen dozens hundreds thousands")

# Function words that are exchanged for one another.
CLASSES = (
    DETERMINERS | QUANTIFIERS,
    PREPOSITIONS | CONJUNCTIONS,
    PRONOUNS | RELATIVES | EXISTENTIAL | DEMONSTRATIVES,
    AUXILIARIES | MODALS,
)

# Repeated for force, not by accident; "had had" and "that that" are grammar.
EMPHATIC = _set(
    "very really so too no never far long many much more long bye hush well yes yeah ha had that "
    "now there please again on over again deep ever old big little slow slowly faster blah knock "
    "is do go run come up down round always quite pretty good dear my"
) - _set("is do my")
DAYS_AND_MONTHS = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july "
    "august september october november december"
)

# Before a name; the short ones are written with a full stop or without one.
SHORT_TITLES = _set("mr mrs ms dr st prof jr sr vs")
TITLES = _set("mr mrs ms miss mx dr sir lord lady president professor prof")

CONTRACTIONS = {
    "n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would",
    "'s": "is",
}  # fmt: skip
SLANG = _set(
    "kinda sorta gonna wanna gotta gimme lemme dunno ain't y'all cuz 'cause coz ya yeah "
    "nah yep nope outta lotta oughta shoulda coulda woulda hafta whatcha gotcha innit tho thru "
    "lol btw omg tis twas twere twill em"
)


def is_negative(word: str) -> bool:
    """Whether a word, in lower case, negates."""
    return word in NEGATIONS or word.endswith("n't")
