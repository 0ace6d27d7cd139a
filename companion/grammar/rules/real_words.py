"""Real-word errors, which no speller sees: trough for through, here for hear."""

from __future__ import annotations

from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, rule

_OWN = "my|your|his|her|our|their"
_THE = f"the|a|an|{_OWN}|its|this|that|these|those"
_THEM = "it|him|them|me|us|you"
_WENT = "go|goes|going|gone|went|come|comes|came|coming|walk|walked|walking|run|ran|running|drove|driving|flew|fell|got|get"
_GLAD = "happy|glad|sorry|nice|good|great|sad|want|wants|wanted|hate|hated|pleased|surprised|relieved|shocked|need|hope|loved"

RULES: tuple[Rule, ...] = (
    rule(
        "through",
        Kind.CONFUSABLE,
        "“Through” is meant.",
        [
            (f"<VB|VBD|VBP|VBZ>|gone|been|going|coming|passing|walking|looking|running [trough] {_THE}|{_THEM}|all|$", "through"),
            (f"<NN|NNS> [trough] {_THE} <JJ>? <NN|NNS> $|in|of|and|on|at|with", "through"),
            (f"<RB|RP>|way [trough] {_THE}|{_THEM}|all", "through"),
            (f"i|you|he|she|it|we|they|to|and {_WENT} [threw] the|a|an|{_OWN}|its", "through"),
            (f"gone|going|walking|running|been|way|halfway|straight|right [threw] {_THE}|it|all", "through"),
            (f"{_WENT}|been|halfway [though] {_THE} <JJ>? <NN|NNS> $", "through"),
        ],
        fires=[
            "A voice came trough, in a language that I knew. -> A voice came through, in a language that I knew.",
            "They looked trough the window. -> They looked through the window.",
            "We went threw the door. -> We went through the door.",
            "She has been though a bad year. -> She has been through a bad year.",
        ],
        silent=[
            "The pigs had a feeding trough.",
            "The horses drank from the trough, and we did too.",
            "It is the trough the horses drink from.",
            "He ran, threw the ball and left.",
            "I would go, though the road is long.",
            "The boys who came threw stones.",
        ],
    ),
    rule(
        "hear",
        Kind.CONFUSABLE,
        "“Hear” is with the ears, “here” is this place.",
        [
            (f"{_GLAD} to [here] {_THEM}|{_OWN}|that|this|about|from|of", "hear"),
            (f"can|can't|cannot|could|couldn't|didn't|don't|doesn't|to|never|did you? [here] {_THEM}|her|about !<VB*>", "hear"),
            (f"can|can't|cannot|could|couldn't|didn't|don't [here] {_OWN}|the|anything|nothing|something", "hear"),
        ],
        fires=[
            "It makes me happy to here it. -> It makes me happy to hear it.",
            "I can't here the music. -> I can't hear the music.",
            "I was glad to here from you. -> I was glad to hear from you.",
        ],
        silent=[
            "Bring it to here, please.",
            "I can, here and now, do it.",
            "From there to here the road is bad.",
            "We never did, here or there.",
        ],
    ),
    rule(
        "here",
        Kind.CONFUSABLE,
        "“Here” is this place, “hear” is with the ears.",
        [
            ("over|right|up|down|in|around|live|lives|lived|sit|stay|stayed [hear] $", "here"),
            (f"^^ [hear] is|are {_THE}|some|what|how", "here"),
        ],
        fires=["Come over hear. -> Come over here.", "Hear is the list. -> Here is the list."],
        silent=["Sit down, hear?", "It is what I hear.", "Come and hear me.", "In the end we hear."],
    ),
    rule(
        "from-form",
        Kind.CONFUSABLE,
        "“From” tells where something begins; “form” is a shape.",
        [
            (f"come|comes|came|coming|away|far|apart|suffer|suffers|suffered|suffering|escape|escaped [form] {_THE}|{_THEM}|her|<NNP>", "from"),
            ("i'm|he's|she's|they're|we're|am|is|are|was|were|come|comes|came [form] <NNP>", "from"),
            ("is|are|was|were|very|quite|so different [form] the|a|my|mine|what|other|others|that|this", "from"),
            ("a|the|this|any|some|another|each|every|one <JJ>? [from] of !old", "form"),
        ],
        fires=[
            "The letter came form my aunt. -> The letter came from my aunt.",
            "She is form Spain. -> She is from Spain.",
            "It is another from of art. -> It is another form of art.",
        ],
        silent=["They form a line.", "What came forms a pattern.", "A different form the state accepts.", "He is from Spain."],
    ),
    rule(
        "where-were",
        Kind.CONFUSABLE,
        "“Were” is the verb, “where” asks for the place.",
        [
            ("know|knows|knew|wonder|wondered|remember|forgot|decide|exactly [were] i|you|he|she|it|we|they <VB*|MD>", "where"),
            ("place|places|house|town|city|country|room|school|village [were] i|you|he|she|we|they <VB*|MD>", "where"),
            ("^ we|you|they [where] <VBG|VBN|JJ|RB>|the|a|in|at|on|not|all", "were"),
        ],
        fires=[
            "I don't know were he lives. -> I don't know where he lives.",
            "This is the house were we grew up. -> This is the house where we grew up.",
            "They where late. -> They were late.",
        ],
        silent=[
            "The people you know were late.",
            "If the house were ours, we would stay.",
            "Ask them where the house is.",
            "They went where few had been.",
        ],
    ),
    rule(
        "know-no",
        Kind.CONFUSABLE,
        "“Know” is the verb; “now” is the present, “no” the answer.",
        [
            ("i|you|we|they don't|doesn't|didn't|never [now] what|how|why|where|who|that|if|it|him|them", "know"),
            ("i|we [no] what|how|why|that", "know"),
            ("you [now] what i|he|she", "know"),
        ],
        fires=["I don't now what to do. -> I don't know what to do.", "We no how it ends. -> We know how it ends."],
        silent=["I don't, now, what can I say?", "There is no how or why.", "You now have it."],
    ),
    rule(
        "buy",
        Kind.CONFUSABLE,
        "“Buy” is to pay for a thing.",
        [("want|wants|wanted|need|needs|needed|going|like|have|has|had|decided|able|money to [by] a|an|some|the|new|my|your|it|things", "buy")],
        fires=["I want to by a car. -> I want to buy a car."],
        silent=["I want to stand by a car.", "He had been close to by the end.", "It is easy to come by."],
    ),
    rule(
        "whole",
        Kind.CONFUSABLE,
        "“Whole” is all of it; a “hole” is empty.",
        [(f"the|{_OWN} [hole] day|life|time|world|family|night|week|year|thing|story|school|country|class|town|point", "whole")],
        fires=["We waited the hole day. -> We waited the whole day."],
        silent=["The hole in the wall.", "The hole thickened."],
    ),
    rule(
        "noun-meant",
        Kind.CONFUSABLE,
        "The noun is meant here, which is written otherwise.",
        [
            ("[peace] of cake|paper|bread|advice|wood|music|information|furniture|meat", "piece"),
            ("[piece] of mind !that|to|for", "peace"),
            ("rest|rests|rested|live|lived in [piece] $", "peace"),
            ("[waist] of time|money|space|effort|energy", "waste"),
            ("hit|hits|hitting|slammed|slam the|his|her|my [breaks]", "brakes"),
            ("thunder and [lightening]", "lightning"),
            ("[lightening] bolt|strike|struck|storm", "lightning"),
            (f"{_OWN}|daily|everyday|social|entire|whole [live] $|is|was|will|has", "life"),
            (f"{_OWN} [believe] $|that|in|is|was", "belief"),
            ("next|last|every|each|this [weak] $", "week"),
            ("a|an|one|another|every|each <JJ>? [women] !<NN*> !- !only", "woman"),
        ],
        fires=[
            "It was a peace of cake. -> It was a piece of cake.",
            "What a waist of time! -> What a waste of time!",
            "She is a tall women. -> She is a tall woman.",
            "They gave peace and their live. -> They gave peace and their life.",
        ],
        silent=["A piece of my mind.", "Peace of a kind.", "A women only club.", "All my live recordings.", "They live."],
    ),
    rule(
        "verb-meant",
        Kind.CONFUSABLE,
        "The verb is meant here, which is written otherwise.",
        [
            ("is|are|was|were|am|be|not|isn't|aren't|wasn't|weren't [aloud] to", "allowed"),
            ("to|can|will|must|should [right] a|an|the|my|this|about <JJ>? essay|letter|story|book|poem|paper|report|email", "write"),
            ("i|we [thing] that|it|he|she|you|they|this|we|i", "think"),
        ],
        fires=[
            "We are not aloud to go. -> We are not allowed to go.",
            "I had to right a letter. -> I had to write a letter.",
        ],
        silent=["He read it aloud to us.", "To right a wrong.", "The thing that I saw."],
    ),
    rule(
        "our-own",
        Kind.CONFUSABLE,
        "“Our” shows possession; “are” is the verb.",
        [("<VB|VBP|VBG|IN|TO> [are] own {NN}|{NNS}", "our")],
        fires=["We love are own house. -> We love our own house."],
        silent=["They are own brothers.", "We own our house."],
    ),
    rule(
        "better-off",
        Kind.CONFUSABLE,
        "“Off” is meant here.",
        [("am|is|are|was|were|be|been|i'm|you're|we're|they're|much better|worse [of] $|without|with|if", "off")],
        fires=["We are better of without it. -> We are better off without it."],
        silent=["It was the better of the two.", "Think the better of him."],
    ),
    rule(
        "and-an",
        Kind.CONFUSABLE,
        "“And” joins; “an” is an article.",
        [("[an] the|my|your|our|their|we|they|he|she|it's", "and")],
        fires=["The dog an the cat slept. -> The dog and the cat slept."],
        silent=["An apple.", "An hour."],
        dialect=True,
    ),
)  # fmt: skip
