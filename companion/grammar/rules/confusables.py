"""Words that sound alike and mean different things: its and it's, then and than, lose and loose."""

from __future__ import annotations

from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, rule

_PREP = "of|on|in|with|from|by|to|at|into|through|within|under|over|across|despite|about|for"
_OBJECT = "the|a|an|my|your|his|her|our|their|it|them|this|that|these|those|him|us|me|you"
_NOT_NOUN = "!<NN*> !<JJ*> !<VBG>"

RULES: tuple[Rule, ...] = (
    rule(
        "its-contraction",
        Kind.CONFUSABLE,
        "“It’s” is short for “it is” or “it has”; “its” shows possession.",
        [
            ("[its/PRP] !<NN*> !<JJ> !<VBG> !<RB> !own !a", "it's"),
            ("[its] an|the|not|been|because|really|always|never|my|our|his|their", "it's"),
            ("[its] a <NN|JJ>", "it's"),
            ("[its] going to be|take|get|have|make|happen|rain|snow|cost|do|work", "it's"),
            ("^ [its] about|like|time|been|what|why|how|where|when|who|that|this|no|gonna", "it's"),
            (
                "^ [its] <RB>? important|hard|easy|difficult|possible|impossible|true|clear|better|"
                "good|nice|great|fun|bad|worth|obvious|amazing|cheaper|safe|ok|okay|fine "
                "to|that|for|when|if|because|and|but|in|at",
                "it's",
            ),
            (
                "^ [its] very|so|too|quite !own <JJ> today|now|here|in|to|for|that|because|and|but|when|.|,",
                "it's",
            ),
            ("^ [its] going|supposed to", "it's"),
            ("^ [its] raining|snowing|getting !<NN*>", "it's"),
            ("^ [its] all|only about|because|a|the|in|part", "it's"),
        ],
        fires=[
            "Its a shame. -> It's a shame.",
            "I know its not easy. -> I know it's not easy.",
            "I like it because its easy to use. -> I like it because it's easy to use.",
            "Its very cold today. -> It's very cold today.",
            "Its been a long day. -> It's been a long day.",
            "Its going to rain. -> It's going to rain.",
        ],
        silent=[
            "The dog wagged its tail.",
            "Its important role is known.",
            "Its very nature is odd.",
            "Its a-side was better.",
            "Each has its time.",
            "The firm and its made goods fell.",
        ],
    ),
    rule(
        "its-possessive",
        Kind.CONFUSABLE,
        "“Its” shows possession; “it’s” is short for “it is” or “it has”.",
        [
            (
                "of|on|in|with|from|by|into|through|within|under|across|despite [it's] <JJ>? <NN|NNS>"
                " !<VBG>",
                "its",
            ),
            ("<VB|VBD|VBG|VBN> [it's] <JJ>? {NNS!VBZ} $", "its"),
            (
                "lost|lose|loses|keeps|kept|wagged|wags|changed|has|have|had|gets|got|finds|found|"
                "shows|showed|made|makes|reached|reaches [it's] <JJ>? <NN|NNS> <IN|CC|.|,|TO|RB>",
                "its",
            ),
            ("[it's] own|owner|owners", "its"),
            ("[it's] {NNS!VBZ!NN} are|were|have|had", "its"),
        ],
        fires=[
            "The cat licked at the end of it's tail. -> The cat licked at the end of its tail.",
            "The town has it's own band. -> The town has its own band.",
            "The dog lost it's collar in the yard. -> The dog lost its collar in the yard.",
        ],
        silent=[
            "I know it's time.",
            "I think it's people who do that.",
            "Because of that it's cold.",
            "If you look at it it's fine.",
            "I said it's over.",
        ],
    ),
    rule(
        "your-contraction",
        Kind.CONFUSABLE,
        "“You’re” is short for “you are”; “your” shows possession.",
        [
            (
                "[your] a|an|the|not|gonna|never|always|already|also|still|supposed|allowed|able|aware|"
                "absolutely|probably !-",
                "you're",
            ),
            ("[your] welcome $", "you're"),
            ("[your/PRP] <VBG|RB|DT>", "you're"),
            ("[your] right|wrong|sure|kidding $", "you're"),
            ("[your] going|trying|looking|planning to|for", "you're"),
            ("^ [your] so|too|very|really|quite <JJ> !<NN*> !<JJ*>", "you're"),
            (
                "if|when|while|because|that|think|know|hope|say|said [your] "
                "sure|right|wrong|looking|trying|ready|interested|feeling|happy|lucky|tired",
                "you're",
            ),
        ],
        fires=[
            "I think your right. -> I think you're right.",
            "Your not alone. -> You're not alone.",
            "Your going to love it. -> You're going to love it.",
            "If your interested, come. -> If you're interested, come.",
        ],
        silent=[
            "Your dog is here.",
            "Your right hand hurts.",
            "Your very own car.",
            "Your so-called friend.",
        ],
    ),
    rule(
        "your-possessive",
        Kind.CONFUSABLE,
        "“Your” shows possession; “you’re” is short for “you are”.",
        [
            ("[you're] own", "your"),
            (
                "of|on|in|with|from|by|to|at|into|through|about|for [you're] <JJ>? <NN|NNS> !<VBG>",
                "your",
            ),
            (
                "take|takes|took|earn|earns|get|check|bring|keep|do|use|wash|finish|hold|move [you're] {NNS!VBZ}|pay|hair|phone|homework",
                "your",
            ),
            (
                "love|like|liked|loved|lost|lose|take|took|bring|brought|check|use|used|read|see|saw|"
                "change|changed|hurt [you're] <JJ>? {NN!VBG!VBN!RB} $",
                "your",
            ),
        ],
        fires=[
            "What is in you're bag? -> What is in your bag?",
            "Make you're own bread. -> Make your own bread.",
            "I love you're dress. -> I love your dress.",
        ],
        silent=["I know you're family.", "You're history.", "I know you're happy."],
    ),
    rule(
        "there-possessive",
        Kind.CONFUSABLE,
        "“Their” shows possession; “there” is a place, or begins “there is”.",
        [
            ("[there] own|respective", "their"),
            ("<IN> [there/PRP$] <JJ>? <NN|NNS>", "their"),
            (
                "of|with|for|about|into|through|on [there] <JJ>? {NN!VB} !is|are|was|were|has|have",
                "their",
            ),
            (
                "of|with|for|about|into|through|on [there] <JJ>? {NNS!VBZ} !are|were|have|who|that",
                "their",
            ),
            ("in|to|from|at|by [there] <JJ>? <NN|NNS> <IN|CC|.|,|TO|RB>", "their"),
            (
                "lost|lose|love|loved|like|liked|do|did|doing|use|used|using|brought|bring|bringing|"
                "share|shared|change|changed|express|improve|increase|kept|keep|wash|take|"
                "took|taking|spend|spent|spending|buy|sell|sold|make|made|show|showed|forget|forgot|"
                "raise|raised|give|gave|giving|get|getting|parked|finished|finish|checking|check "
                "[there] <JJ>? <NN|NNS> <IN|CC|.|,|TO|RB|$>",
                "their",
            ),
            (
                "all|and|but|that|because|when|while|if [there] {NN!VB!JJ} are|is|was|were|will|can",
                "their",
            ),
        ],
        fires=[
            "They lost there keys. -> They lost their keys.",
            "They have there own house. -> They have their own house.",
            "People in there cars were angry. -> People in their cars were angry.",
            "The friends of there children came. -> The friends of their children came.",
        ],
        silent=[
            "In there was a cat.",
            "From there people walked on.",
            "Over there people say so.",
            "Of course there are rules.",
            "I left there yesterday.",
            "For there lies the road.",
            "We went in there and sat.",
        ],
    ),
    rule(
        "their-there",
        Kind.CONFUSABLE,
        "“There” begins “there is”; “their” shows possession.",
        [
            ("[their/EX] <VB*|MD>", "there"),
            (
                "is|are|was|were [their] anything|no|any|a|an|really|something|nothing|another|anyone|not",
                "there",
            ),
            ("[their] <RB> isn't|aren't|wasn't|weren't|is|are|was", "there"),
            ("[their] is|are|was|were|isn't|aren't|wasn't|weren't", "there"),
            ("[their] will|would|may|might|must|should|can|could|has|have|had be|been", "there"),
            ("[they're] is|are|was|were|isn't|aren't|wasn't", "there"),
            ("over|out|up|down [their|they're] $", "there"),
        ],
        fires=[
            "Their are two of them. -> There are two of them.",
            "I hope their will be cake. -> I hope there will be cake.",
            "It is over their. -> It is over there.",
        ],
        silent=["Their will was read.", "Their house is red.", "They're over it."],
    ),
    rule(
        "their-contraction",
        Kind.CONFUSABLE,
        "“They’re” is short for “they are”; “their” shows possession.",
        [
            ("[their|there] going|trying to", "they're"),
            (
                "^ [their] not|a|an|the|so|very|really|too|just|always|never|still|probably|gonna !-",
                "they're",
            ),
            ("know|think|say|because [their] not|a|the|so|just", "they're"),
        ],
        fires=[
            "Their going to win. -> They're going to win.",
            "I know their not here. -> I know they're not here.",
        ],
        silent=["Their trying times are over.", "There is more.", "Their not-so-good shoes."],
    ),
    rule(
        "than",
        Kind.CONFUSABLE,
        "“Than” compares; “then” is about time.",
        [
            (
                "<JJR|RBR> [then] a|an|the|my|your|his|her|our|their|me|him|us|them|this|that|these|"
                "those|most|any|before|ever|usual|normal|expected|one|other|others|anyone|anything",
                "than",
            ),
            ("<JJR|RBR> [then] <CD|NNS|NNP|NN|VBG>", "than"),
            (
                "<JJR|RBR> [then] i|you|he|she|it|we|they do|did|does|is|was|are|were|am|have|has|had|"
                "can|could|thought|think|expected|ever|used",
                "than",
            ),
            (
                "more|less <RB>? <JJ|RB|NN|NNS> [then] a|an|the|my|your|his|her|our|their|me|him|us|them|"
                "this|that|those|these|other|others|ever|before|any|one|in|on|with|just|only",
                "than",
            ),
            ("more|less <JJ> [then] <CD|NNS|NNP|VBG>", "than"),
            ("rather|other [then] <NN*|VB*|JJ|DT|PRP*|IN|TO|CD>", "than"),
        ],
        fires=[
            "She is taller then me. -> She is taller than me.",
            "It cost more money then the car. -> It cost more money than the car.",
            "I would walk rather then drive. -> I would walk rather than drive.",
            "He runs faster then I do. -> He runs faster than I do.",
        ],
        silent=[
            "It got colder. Then it rained.",
            "Things were better then.",
            "We ate more, then we left.",
            "It was colder then, and darker.",
        ],
    ),
    rule(
        "then",
        Kind.CONFUSABLE,
        "“Then” is about time; “than” compares.",
        [
            ("^^ [than] <PRP|DT|EX|PRP$|NNP>", "then"),
            ("and|but|until|since|by|just|back|even [than] $", "then"),
            ("and|but [than] <PRP|VBD|VBP|DT>", "then"),
            ("now and [than]", "then"),
        ],
        fires=[
            "Than we went home. -> Then we went home.",
            "He ate and than he slept. -> He ate and then he slept.",
        ],
        silent=["More than we knew.", "No better than that."],
    ),
    rule(
        "too",
        Kind.CONFUSABLE,
        "“Too” means more than enough, or also; “to” is the preposition.",
        [
            (
                "way|far|is|was|are|were|isn't|not|it's|that's|be|been|bit|spend|spent|got|took|takes [to] "
                "much|many !<NNP> !of",
                "too",
            ),
            (
                "way [to] {JJ!VB!NN}|upset|long|late|early|much|big|hot|cold|hard|expensive|fast|slow|close",
                "too",
            ),
            (
                "not [to] bad|shabby|late|far|sure|happy|big|keen|good|long $|of|about|for|in|and",
                "too",
            ),
            (
                "is|was|are|were|it's|that's|be|been|am|i'm|being|got|getting [to] "
                "late|big|expensive|difficult|tired|young|old|small|soon|loud|busy|lazy|dangerous|"
                "strong|weak|high|heavy|shy|hot|hard|easy|easily|often|quickly|afraid|bad|good|far "
                "<TO|IN|.|,|CC|RB>",
                "too",
            ),
            ("me [to] $", "too"),
            (
                "taste|tastes|tasted|look|looks|looked|feel|feels|felt|seem|seems|seemed|sound|sounds [to] {JJ!VB!NN} <IN|.|,|CC>",
                "too",
            ),
            (
                "say|said|talk|talked|talks|eat|ate|drink|drank|think|work|cost|costs [to] much $",
                "too",
            ),
        ],
        fires=[
            "It was to late to call. -> It was too late to call.",
            "There is way to much noise. -> There is way too much noise.",
        ],
        silent=[
            "It came to much the same thing.",
            "Go to bed.",
            "He gave to many charities.",
            "It is to me.",
            "That is to good effect.",
        ],
    ),
    rule(
        "to-preposition",
        Kind.CONFUSABLE,
        "“To” is the preposition; “too” means more than enough, or also.",
        [
            (
                "want|wants|wanted|going|need|needs|needed|have|has|had|able|like|used|try|trying|tried|"
                "love|hope|decided|plan|ready|supposed|started|forgot|how [too] {VB!JJ!RB}",
                "to",
            ),
            (
                "went|go|goes|going|came|come|back|listen|talk|talked|close|next|according|due|"
                "gave|moved|walked|drove|ran [too] the|my|your|his|her|our|their|a|an|school|work|bed",
                "to",
            ),
        ],
        fires=[
            "I want too go home. -> I want to go home.",
            "We went too the park. -> We went to the park.",
        ],
        silent=[
            "I want too much.",
            "She went too far.",
            "I want to, too.",
            "He came, too, the fool.",
        ],
    ),
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
                "lasting|little [affect] on|of|that|is|was|upon $?",
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
        "whose",
        Kind.CONFUSABLE,
        "“Who’s” is short for “who is” or “who has”; “whose” shows possession.",
        [
            ("[whose] going|been|there|not|the|a|an|always|never|coming", "who's"),
            (
                "[who's] name|names|house|job|parents|mother|father|wife|husband|life|lives|children|work|car",
                "whose",
            ),
            ("<NN|NNS|NNP> [who's] {NN!VB!JJ!RB} is|was|has|had|are|were|died|left", "whose"),
        ],
        fires=[
            "Whose going with us? -> Who's going with us?",
            "The man who's car was stolen left. -> The man whose car was stolen left.",
        ],
        silent=["Whose book is this?", "The man who's here left."],
    ),
    rule(
        "whether",
        Kind.CONFUSABLE,
        "“Whether” introduces a choice; “weather” is rain and sun.",
        [
            (
                "know|decide|wonder|wondering|see|ask|asked|tell|sure|matter|question|unsure|"
                "determine|decided|care [weather] <PRP|DT|TO>",
                "whether",
            ),
            ("[weather] or not", "whether"),
            ("^ [weather] i|you|he|she|it|we|they", "whether"),
        ],
        fires=["I don't know weather he came. -> I don't know whether he came."],
        silent=["The weather is nice.", "I see weather ahead."],
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
                "to|will|would|can|could|should|i|we|they|i'd|you [advice] you|him|her|them|me|people|us|that",
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
            ("to|can't|cannot|couldn't|can|could|barely|hardly [breath] <IN|.|,|CC|RB>", "breathe"),
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
    rule(
        "everyday",
        Kind.CONFUSABLE,
        "“Every day” says when; “everyday” is the adjective.",
        [
            ("<VB*|NN|NNS|PRP|RB> [everyday] $", "every day"),
            ("^^ [everyday] <PRP|,>", "every day"),
            ("<VB*|NN|NNS|PRP> [everyday] <IN|CC|PRP|TO>", "every day"),
        ],
        fires=["I run everyday. -> I run every day.", "Everyday I run. -> Every day I run."],
        silent=["My everyday life.", "It is an everyday thing."],
    ),
    rule(
        "maybe",
        Kind.CONFUSABLE,
        "“May be” is the verb; “maybe” means perhaps.",
        [
            ("^^ [may be] <PRP|DT|NNP|PRP$|EX>", "maybe"),
            ("it|this|that|there|he|she|they|you|we [maybe] a|an|the|not|<VBN>", "may be"),
        ],
        fires=["It maybe a problem. -> It may be a problem."],
        silent=["Maybe it is.", "Then he, maybe, left."],
    ),
)
