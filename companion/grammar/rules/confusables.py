"""Words that sound alike and mean different things: lose and loose, affect and effect."""

from __future__ import annotations

from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, rule

_OBJECT = "the|a|an|my|your|his|her|our|their|it|them|this|that|these|those|him|us|me|you"

RULES: tuple[Rule, ...] = (
    rule(
        "lose",
        Kind.CONFUSABLE,
        "“Lose” is the opposite of win or find; “loose” is the opposite of tight.",
        [
            (
                "to|will|would|can|could|may|might|not|don't|didn't|doesn't|can't|won't|never|you|we|they|i "
                f"[loose] {_OBJECT}|weight|control|money|time|interest|hope|track|focus|touch|sight|faith|"
                "people|everything|something|anything|one's|our|patience|business|ground|friends",
                "lose",
            ),
            (
                f"[loosing] {_OBJECT}|weight|control|money|time|interest|hope|track|focus|touch|sight|"
                "faith|everything|friends|patience|one's",
                "losing",
            ),
        ],
        fires=[
            "I don't want to loose my keys. -> I don't want to lose my keys.",
            "He is loosing weight. -> He is losing weight.",
        ],
        silent=["The screw is loose.", "Let loose the dogs.", "They loose arrows."],
    ),
    rule(
        "affect",
        Kind.CONFUSABLE,
        "“Affect” is the verb: to influence; “effect” is the noun: a result.",
        [
            (
                "will|would|can|could|may|might|not|to|really|directly|greatly|didn't|doesn't|don't|"
                "negatively|strongly|also|deeply|seriously [effect] "
                "the|my|your|his|her|our|their|them|us|me|him|you|it|people|how|many|all|every|others|"
                "everyone|students|children|society !change|changes|repairs|transition|reform|release",
                "affect",
            ),
            (
                "it|which|that|this [effects] the|my|your|his|her|our|their|them|us|me|him|you|people|how|"
                "everyone|many !change|changes",
                "affects",
            ),
            ("i|you|we|they|he|she|people was|were|are|is|am|be|been [effected] by", "affected"),
        ],
        fires=[
            "The rain will effect the crops. -> The rain will affect the crops.",
            "I know how it effects people. -> I know how it affects people.",
        ],
        silent=["They hope to effect a change.", "The effect is small.", "It went to effect."],
    ),
    rule(
        "effect",
        Kind.CONFUSABLE,
        "“Effect” is the noun: a result; “affect” is the verb: to influence.",
        [
            (
                "a|an|any|no|the|negative|positive|great|big|bad|good|huge|major|side|adverse|profound|"
                "lasting|little [affect] on|of|that|is|was|upon",
                "effect",
            ),
            (
                "any|no|negative|positive|side|adverse|bad|good|the|some|many [affects] on|of|are|were",
                "effects",
            ),
            ("side [affects]", "effects"),
        ],
        fires=[
            "It had a big affect on me. -> It had a big effect on me.",
            "The side affects are mild. -> The side effects are mild.",
        ],
        silent=["It will affect me.", "He showed a flat affect in the interview."],
    ),
    rule(
        "past",
        Kind.CONFUSABLE,
        "“Past” is the place or time gone by; “passed” is the verb.",
        [
            (
                "walk|walked|walking|drive|drove|driving|ran|run|running|went|go|going|get|got|flew|moved|"
                "moving|way|just|half|quarter|looked|look [passed] the|a|an|me|him|us|my|her|our|them|it|that",
                "past",
            ),
            ("in the [passed] $", "past"),
            (
                "the [passed] year|years|month|months|week|weeks|decade|decades|few|two|three",
                "past",
            ),
        ],
        fires=["We walked passed the church. -> We walked past the church."],
        silent=["He passed the salt.", "The bill passed the house.", "The parade passed us."],
    ),
    rule(
        "passed",
        Kind.CONFUSABLE,
        "“Passed” is the verb; “past” is the place or time gone by.",
        [
            (
                "^ i|he|she|we|they [past] the|a|an|my|your|his|her|our|their|him|me|us|them|it",
                "passed",
            ),
            (
                "have|has|had|i've|he'd|she'd|we'd|they'd [past] the|a|my|your|his|her|our|their|away|by",
                "passed",
            ),
        ],
        fires=["He past the house. -> He passed the house."],
        silent=[
            "He has a past.",
            "We walked past it.",
            "Half past the hour.",
            "They, past the bridge, slowed.",
        ],
    ),
    rule(
        "quite-quiet",
        Kind.CONFUSABLE,
        "“Quite” means rather; “quiet” means without noise.",
        [
            ("[quiet] a|an few|bit|lot|while|number|challenge|experience|surprise", "quite"),
            (
                "[quiet] often|sure|different|interesting|difficult|expensive|similar|well|frankly|simply|"
                "hard|easy|right|likely|clear|important|common",
                "quite",
            ),
            ("keep|kept|stay|stayed|be|very|so|too [quite] $", "quiet"),
        ],
        fires=[
            "It took quiet a while. -> It took quite a while.",
            "Please keep quite. -> Please keep quiet.",
        ],
        silent=["A quiet evening.", "Are you quite sure?"],
    ),
    rule(
        "advice",
        Kind.CONFUSABLE,
        "“Advice” is the noun, “advise” the verb.",
        [
            (
                "to|will|would|can|could|should|i|we|they|i'd|you [advice] you|him|her|them|me|people|us|that|the|others|anyone",
                "advise",
            ),
            (
                "an|some|any|the|my|his|her|your|good|this|more|much|of|for|bad|best [advise] "
                "<IN|.|,|CC|VBZ|TO|WDT|VBD>",
                "advice",
            ),
        ],
        fires=[
            "I would advice you to wait. -> I would advise you to wait.",
            "They have to advice the king. -> They have to advise the king.",
            "Thanks for the advise. -> Thanks for the advice.",
        ],
        silent=["My advice is this.", "I advise you."],
    ),
    rule(
        "choose-chose",
        Kind.CONFUSABLE,
        "“Chose” is the past of “choose”.",
        [
            (
                "to|can|could|will|would|should|must|may|might|didn't|don't|can't|did [chose]",
                "choose",
            )
        ],
        fires=["I had to chose one. -> I had to choose one."],
        silent=["I chose one."],
    ),
    rule(
        "breathe",
        Kind.CONFUSABLE,
        "“Breathe” is the verb, “breath” the noun.",
        [
            (
                "to|can't|cannot|couldn't|can|could|not|barely|hardly [breath] <IN|.|,|CC|RB>",
                "breathe",
            ),
            ("a|deep|my|his|her|last|every|of [breathe] $", "breath"),
        ],
        fires=[
            "I can't breath. -> I can't breathe.",
            "Take a deep breathe. -> Take a deep breath.",
        ],
        silent=["Out of breath.", "I breathe."],
    ),
    rule(
        "led",
        Kind.CONFUSABLE,
        "The past of “lead” is “led”.",
        [
            (
                "has|have|had|was|were|been|is|are [lead] to|by|me|us|him|her|them|into|astray|away",
                "led",
            )
        ],
        fires=["This has lead to problems. -> This has led to problems."],
        silent=["They lead to problems.", "He was lead singer."],
    ),
    rule(
        "accept",
        Kind.CONFUSABLE,
        "“Accept” is to take; “except” is to leave out.",
        [
            (
                "to|will|would|can't|cannot|couldn't|must|should|not|didn't|don't|won't [except] "
                "the|a|an|my|your|this|that|it|him|her|them|his|their|our",
                "accept",
            ),
            (
                "everyone|everything|everybody|nothing|nobody|anything|all|anyone [accept] for|the|me|him|her|my",
                "except",
            ),
        ],
        fires=[
            "I can't except this. -> I can't accept this.",
            "Everyone accept me went. -> Everyone except me went.",
        ],
        silent=["All except me went.", "I accept."],
    ),
    rule(
        "set-phrase",
        Kind.CONFUSABLE,
        "This set phrase is written otherwise.",
        [
            ("[bare] with me|us", "bear"),
            ("^ in [conclude] ,", "conclusion"),
            ("<CD> [percents]", "percent"),
            ("[bare] in mind", "bear"),
            ("sneak|sneek [peak]", "peek"),
            ("[peaked|peeked] my|his|her|our|their interest|curiosity", "piqued"),
            ("[wet] my|your|his|her|our|the|their appetite", "whet"),
            ("free [reign] to|over", "rein"),
            ("per [say]", "se"),
            ("case [and] point", "in"),
            ("[slight] of hand", "sleight"),
            ("[vise|visa] versa", "vice"),
            ("[ect]", "etc"),
            ("deep [-]? [seeded]", "seated"),
            ("nip it|this in the [butt]", "bud"),
            ("[tow] the line", "toe"),
            ("[principle] reason|cause|aim|goal|character|investigator|source", "principal"),
            ("school's|school|vice [principle]", "principal"),
            ("in [principal] $", "principle"),
            ("by [in] large", "and"),
            ("part and [partial]", "parcel"),
            ("[apart] of the|a|my|our|his|it", "a part"),
            ("one [in] the same", "and"),
            ("worse [comes] to worst", "come"),
        ],
        fires=[
            "Bare with me. -> Bear with me.",
            "I am apart of the team. -> I am a part of the team.",
        ],
        silent=["A bare wall.", "The mountain peak.", "A slight cold.", "He lives apart from us."],
    ),
)
