"""Articles that are missing where the words around leave no doubt which one is meant."""

from __future__ import annotations

from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, rule

# People and things that come one by one and hardly ever stand bare in the singular.
COUNTED = (
    "advantage|animal|answer|apple|bag|bird|book|bottle|box|boy|bridge|brother|building|bus|camera|"
    "car|cat|chair|child|choice|city|coat|computer|cousin|cup|customer|daughter|day|decision|"
    "desk|disadvantage|doctor|dog|door|dream|dress|engineer|example|exam|fact|farm|farmer|"
    "film|friend|game|garden|girl|goal|group|guitar|hat|hole|horse|hotel|hour|house|idea|island|job|"
    "joke|journey|key|kid|knife|lawyer|leader|letter|library|list|machine|man|manager|map|meal|meeting|"
    "message|method|mistake|mountain|movie|museum|neighbour|neighbor|newspaper|novel|nurse|opinion|"
    "opportunity|parent|park|party|pen|person|phone|picture|place|plan|plane|player|"
    "problem|question|reason|restaurant|result|river|road|room|rule|scientist|shirt|shop|sister|"
    "situation|son|song|spoon|stone|store|story|street|student|suggestion|suitcase|table|task|teacher|"
    "teenager|thing|ticket|tool|topic|tourist|town|train|tree|trip|umbrella|village|wall|wallet|"
    "week|window|woman|word|worker|writer|year"
)
# What tells one kind of thing from another, so that a noun after it is being introduced.
_QUALITY = (
    "good|great|bad|big|small|new|old|nice|beautiful|strange|long|short|large|huge|tiny|terrible|"
    "wonderful|simple|serious|important|difficult|easy|interesting|young|lovely|strong|similar|"
    "different|perfect|real|quiet|clever|stupid|funny|sad|happy|little|brilliant|boring|cheap|expensive"
)
_HAVING = (
    "has|had|bought|buys|found|wrote|needs|wants|wanted|owns|owned|saw|met|built|carried|wore|"
    "received|made|chose|ordered|heard|became|becomes"
)
_AFTER = "$|in|on|at|for|with|about|from|that|who|which|and|but|because|to|near|when|where"
_PLACES = (
    "park|beach|gym|cinema|shop|shops|store|bank|airport|library|museum|supermarket|station|zoo|"
    "doctor|dentist|countryside|post|kitchen|garden|toilet|bathroom|office"
)
_JOBS = (
    "student|teacher|doctor|nurse|engineer|lawyer|girl|boy|child|vegetarian|writer|musician|driver|"
    "waiter|waitress|baby|member|kid|fan|cook|dentist|programmer|journalist|adult|teenager|beginner"
)
_SPANS = "minutes|hours|days|nights|weeks|months|years|decades|centuries"

RULES: tuple[Rule, ...] = (
    rule(
        "missing-a",
        Kind.ARTICLE,
        "An article is missing before this noun.",
        [
            (f"<PRP|NN|NNP|WP> {_HAVING} [] {_QUALITY} {COUNTED} !- {_AFTER}", "a"),
            (f"<PRP|NN|NNP|WP> {_HAVING} [] {COUNTED} !- {_AFTER}", "a"),
            (f"i|you|we|they have|need|want|bought|found|saw|met [] {_QUALITY} {COUNTED} !- {_AFTER}", "a"),
            (f"i|you|we|they have|need|want|bought|found|saw|met [] {COUNTED} !- {_AFTER}", "a"),
            (f"gave|told|asked|sent|bought|lent|showed me|him|her|us|them [] <JJ>? {COUNTED} !- {_AFTER}", "a"),
            (f"it|this|that|he|she|there is|was|isn't|wasn't not|really|just|also? [] very? {_QUALITY} {COUNTED} !- {_AFTER}", "a"),
            (f"it's|that's|he's|she's|there's not|really|just|also? [] very? {_QUALITY} {COUNTED} !- {_AFTER}", "a"),
            (f"such [] {_QUALITY} {COUNTED} !<NN*> !-", "a"),
            (f"^^ what [] {_QUALITY} {COUNTED} !<NN*> !-", "a"),
            (f"without|as [] single {COUNTED}", "a"),
        ],
        fires=[
            "She has dog. -> She has a dog.",
            "He found old umbrella in the hall. -> He found an old umbrella in the hall.",
            "It was terrible mistake. -> It was a terrible mistake.",
            "It is such good idea. -> It is such a good idea.",
            "They bought house near the sea. -> They bought a house near the sea.",
        ],
        silent=[
            "She has dogs.",
            "He found old friends.",
            "It was terrible.",
            "He made way for her.",
            "She found person-to-person calls dear.",
            "It is good story material.",
            "We have week-old bread.",
            "Has man ever flown so far?",
        ],
        dialect=True,
    ),
    rule(
        "set-a",
        Kind.ARTICLE,
        "This phrase has an article.",
        [
            ("once|twice [] day|week|month|year|night|minute|second $|in|on|at|for|and|to|when|but|with|because", "a"),
            ("two|three|four|five|several|many times [] day|week|month|year $|in|on|at|for|to|when|but|with|because", "a"),
            ("half [] hour|mile !-", "an"),
            ("offer|offers|offered|has|have|had|are|took [] number of <NNS>", "a"),
            ("as [] result $|of", "a"),
            ("for [] while $", "a"),
            ("in [] hurry $|to", "a"),
            ("<VBD|VBP|VBZ|VB> quite [] few <NNS>", "a"),
            ("<VBD|VBP|VBZ|VB> quite [] lot|bit", "a"),
            ("is|are|was|were|have|has|had|not|quite|with|of [] lot of", "a"),
            ("<VBD|VBZ|VBG|IN> [] couple of <NNS|JJ>", "a"),
            (f"for|in|after|within|only [] few {_SPANS} $|later|ago|before|of|and|to", "a"),
            ("<VBD|VBZ|IN> [] large|small|great|huge|vast|growing|wide number|variety|range of", "a"),
            ("take|took|taking|have|had [] look at|around", "a"),
            ("make|made|makes|making [] mess|fuss|wish $|of|about", "a"),
            ("make|makes|made [] big|huge|real difference", "a"),
            ("in [] loud|low|quiet|soft|good|bad|great|terrible voice|mood $", "a"),
            ("works|worked|work|working|job as [] teacher|nurse|doctor|waiter|waitress|lawyer|cook|driver|cleaner|"
             "journalist|programmer|secretary|engineer|gardener|carpenter|farmer|translator|volunteer|dentist", "a"),
        ],
        fires=[
            "We meet once week. -> We meet once a week.",
            "Wait half hour. -> Wait half an hour.",
            "He left in hurry. -> He left in a hurry.",
            "She works as engineer. -> She works as an engineer.",
            "There are lot of them. -> There are a lot of them.",
        ],
        silent=[
            "We meet once a week.",
            "Once upon a time.",
            "As results show.",
            "The lot of man.",
            "He was quite few of words.",
            "A couple of days.",
            "Twice-weekly it met.",
        ],
    ),
    rule(
        "missing-the",
        Kind.ARTICLE,
        "“The” is missing here.",
        [
            ("is|was|are|were|of|has [] best|worst|biggest|largest|smallest|oldest|youngest|fastest|tallest|highest|"
             "greatest|happiest|strongest|cheapest|easiest|hardest !man {NN!VB}|thing|things|way|ways|place|people|part|day|days", "the"),
            ("is|was|are|were|of [] most <JJ> {NN}|thing|things|way|part", "the"),
            ("for|in|at|on|by|with|of|from [] same <NN> !<NN>", "the"),
            ("for [] first|second|third|last time $|in|since|and|when|that", "the"),
            (f"in|over|during|for [] last|past|next <CD> {_SPANS}", "the"),
            (f"in|over|during [] last|past|next few|several|couple|ten|five|two|three of? {_SPANS}", "the"),
            ("in|during|since|of|from [] 1920s|1930s|1940s|1950s|1960s|1970s|1980s|1990s|2000s|2010s", "the"),
            ("rest of [] world|day|class|year|week|night|group|team|story|evening|afternoon|morning|country|trip|way", "the"),
            ("end|beginning|start|middle of [] day|year|week|month|world|story|road|street|book|film|night|room|lesson|summer", "the"),
            (f"go|goes|going|went|walk|walked|drive|drove|run|ran|get|got|came to [] {_PLACES} $|in|with|and|to|on|for|every|when|because", "the"),
            ("at [] moment $", "the"),
            ("all [] time $", "the"),
            ("in [] past $", "the"),
            ("tell|tells|told|telling|speak [] truth $|about|to", "the"),
            ("on [] way|bus|train|plane|phone|radio|floor|ground|left|right $|to|home|with|and", "the"),
            ("from [] very|beginning|start $|beginning|start", "the"),
            ("all|most|some|many|one|none of [] people|students|others|time|children $|in|who|are|were|have|do|think|don't|want|here", "the"),
            ("by [] time <PRP> <VB*|MD>", "the"),
        ],
        fires=[
            "It was best day of my life. -> It was the best day of my life.",
            "They came for first time. -> They came for the first time.",
            "Over last ten years it grew. -> Over the last ten years it grew.",
            "We went to beach in May. -> We went to the beach in May.",
            "Tell truth to me. -> Tell the truth to me.",
        ],
        silent=[
            "He did his best work.",
            "They came first.",
            "Some were at same-day prices.",
            "He was last seen in May.",
            "They live in first-floor flats.",
            "It is of most use.",
            "He was best man at the wedding.",
        ],
        dialect=True,
    ),
    rule(
        "missing-article",
        Kind.ARTICLE,
        "An article is missing.",
        [
            (f"i|he|she am|is|was [] {_JOBS} .|,|and|in|at|who|from|!", "a"),
            (f"i'm|he's|she's [] {_JOBS} .|,|and|in|at|who|from|!", "a"),
            ("as [] matter of fact", "a"),
            ("have|had|has [] good|great|nice time|day|idea $", "a"),
            ("have|had [] lot of", "a"),
            ("for [] long time", "a"),
            ("in [] future $", "the"),
            ("in [] morning|afternoon|evening $", "the"),
            ("on|use|using|used|over|through [] internet !<NN*> !-", "the"),
            ("at|by|until [] end|beginning of", "the"),
            ("in [] middle|centre|center of", "the"),
            ("on [] other hand", "the"),
            ("in [] same way|time|place", "the"),
            ("at [] same time", "the"),
            ("at [] end of the|this", "the"),
            ("all over [] world", "the"),
            ("most of [] time|people $", "the"),
            ("in [] world $", "the"),
            ("is one of [] best|most|biggest|main", "the"),
        ],
        fires=[
            "I am student. -> I am a student.",
            "It rained at same time. -> It rained at the same time.",
            "We waited for long time. -> We waited for a long time.",
        ],
        silent=["I am a student.", "He is king.", "At the same time."],
    ),
)  # fmt: skip
