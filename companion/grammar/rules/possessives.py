"""Possessives and the contractions that sound like them: its, your, their, there, whose."""

from __future__ import annotations

from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(
        "its-contraction",
        Kind.CONFUSABLE,
        "“It’s” is short for “it is” or “it has”; “its” shows possession.",
        [
            ("[its/PRP] !<NN*> !<JJ> !<VBG> !<RB> !own !a", "it's"),
            ("[its] an|the|not|been|because|really|always|never|my|our|his|their", "it's"),
            ("[its] a <NN|JJ>", "it's"),
            ("[its] something|someone|nothing|everything|anything <JJ|RB|IN|TO|WDT>", "it's"),
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
            ("[it's] {NNS!VBZ!NN}|<NNS> are|were|have|had", "its"),
            ("as well as [it's] <JJ>? <NN|NNS>", "its"),
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
            (
                "!if|when|while|once [you're] !family !home <JJ>? {NN!JJ!VBN!VBG!RB} "
                "will|would|is|was|has|had|can|could|should|might|must|does !<PRP>",
                "your",
            ),
        ],
        fires=[
            "What is in you're bag? -> What is in your bag?",
            "Make you're own bread. -> Make your own bread.",
            "I love you're dress. -> I love your dress.",
            "You hear that you're voice will change. -> You hear that your voice will change.",
        ],
        silent=[
            "I know you're family.",
            "You're history.",
            "I know you're happy.",
            "When you're home will you call?",
            "If you're happy is no question.",
        ],
    ),
    rule(
        "his",
        Kind.CONFUSABLE,
        "“His” shows possession; “he’s” is short for “he is” or “he has”.",
        [
            ("<IN|TO> [he's] <JJ>? {NN!JJ!VBN!VBG!RB} $|<IN|CC|VBD|MD>", "his"),
            (
                "have|has|had|having|lost|lose|broke|took|take|opened|closed|sold|bought|shook|raised|"
                "washed|drove|parked|met|meet|loves|loved|left|kept|keeps|uses|used [he's] <JJ>? "
                "{NN!JJ!VBN!VBG!RB}|{NNS!VBZ!NN}|hands|eyes|keys|shoes|parents",
                "his",
            ),
            ("[he's] own <NN*>", "his"),
        ],
        fires=[
            "I have he's hands. -> I have his hands.",
            "He sat in he's car. -> He sat in his car.",
            "I met he's wife. -> I met his wife.",
        ],
        silent=[
            "I know he's family.",
            "I think he's father to two.",
            "Of course he's late.",
            "The man I came with, he's king.",
            "He's left.",
        ],
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
        "hers",
        Kind.PRONOUN,
        "Before a noun it is “her”, “your”, “our”, “their”.",
        [
            ("<VB*|IN> [hers] <NN>", "her"),
            ("<VB*|IN> [yours] <NN>", "your"),
            ("<VB*|IN> [ours] <NN>", "our"),
            ("<VB*|IN> [theirs] <NN>", "their"),
        ],
        fires=["This is hers book. -> This is her book."],
        silent=["It is hers.", "A friend of hers came.", "It is hers alone."],
    ),
    rule(
        "years-day",
        Kind.APOSTROPHE,
        "The apostrophe that shows possession is missing.",
        [
            ("new [years] day|eve|resolution|resolutions", "year's"),
            ("my|your|his|her|our [moms] <VBG> !<NN*>", "mom's"),
            ("my|your|his|her|our [dads] <VBG> !<NN*>", "dad's"),
            ("my|your|his|her|our [mums] <VBG> !<NN*>", "mum's"),
        ],
        fires=[
            "It was new years day. -> It was new year's day.",
            "My moms leaving in an hour. -> My mom's leaving in an hour.",
        ],
        silent=["In new years we hope.", "My moms love me."],
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
            ("^^ [who's] {NN!JJ!VBG!VBN!RB} is|are|was|were", "whose"),
        ],
        fires=[
            "Whose going with us? -> Who's going with us?",
            "The man who's car was stolen left. -> The man whose car was stolen left.",
            "Who's coat is this? -> Whose coat is this?",
        ],
        silent=["Whose book is this?", "The man who's here left.", "Who's that? Who's king?"],
    ),
)
