"""English words that readers, interviews and clutter are known by. Patterns run over folded (lower-case) text."""

from __future__ import annotations

from rashomon.lang.base import Lexicon
from rashomon.lang.en.events import PATTERNS, tells
from rashomon.lang.en.verbs import CUES

ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof gen lt col maj capt cpl sgt adm brig cmdr gov sen rep pres rev hon st sr jr mt ft vs etc inc ltd co corp dept
    univ assn bros no nos vol fig pp jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun a.m p.m e.g i.e
    al u.s u.n u.k u.a.e d.c ph.d b.a m.a approx est messrs lt.-gen maj.-gen brig.-gen sec supt insp amb
    """.split()
)

STOPWORDS = frozenset(
    """
    a an the and or but nor so yet if then than that this these those there here of in on at by for from to with without within into onto over under
    after before during since until till while as about above below between among through across against along around behind beside beyond near off
    out up down per via is are was were be been being am do does did done doing have has had having will would shall should can could may might must
    i me my mine we us our ours you your yours he him his she her hers it its they them their theirs who whom whose which what when where why how
    not no yes also only just even still already again once ever never very too more most much many some any all both each every either neither other
    another such same own said says say told tell according later earlier ago now today yesterday tomorrow one two first last next new nobody nothing everybody everyone everything somebody someone something anybody anyone anything perhaps maybe meanwhile however therefore thus hence indeed instead although though despite because since unless whether
    """.split()
)

LEXICON = Lexicon(
    armed_before=r"\b(?:(?:gunmen|militants|rebels|insurgents|guerrillas|militiamen) (?:of|from) (?:the )?"
    r"|(?<![\w-])(?:rebel|armed|militant|insurgent|guerrilla|paramilitary|jihadi|jihadist|islamist|separatist) (?:group|movement|alliance|coalition|faction|force|army)s? (?:called |known as |named )?(?:the )?"
    r"|(?:rebels|militia|insurgents|guerrillas) (?:called |known as |named )(?:the )?|militia )[\"'(]?$",
    armed_behind=r"[\"')]? (?:gunmen|militants|rebels|insurgents|guerrillas|militiamen)\b"
    r"|[\"')]?,? (?:which is |\()?(?:an?|the) (?:[\w-]+ ){0,3}?(?:(?:rebel|armed|militant|insurgent|guerrilla|paramilitary|jihadi|jihadist|separatist) "
    r"(?:group|movement|alliance|coalition|faction|force|army|organi[sz]ation)|militia|insurgency|guerrillas)\b",
    goes_on=r"(?:and |but |also )*\w{3,}ing\b",
    stances={form: cue.stance for form, cue in CUES.items() if cue.lemma not in ("call", "ask", "question", "rule", "bar", "press")}
    | {"denial": "deny", "refusal": "decline", "threat": "threaten", "threats": "threaten", "demands": "demand", "request": "demand"},
    question_labels=("Q", "Question", "QUESTION", "Interviewer", "INTERVIEWER", "Reporter", "REPORTER"),
    answer_labels=("A", "Answer", "ANSWER", "Interviewee", "INTERVIEWEE", "Reply"),
    interviewee=(
        r"(?:interview(?:s|ed|ing)?|q ?& ?a|q and a|conversation|we (?:spoke|talked|met|sat down)|questions? (?:for|to))(?: exclusively)?(?: (?:with|to))? $",
    ),
    interviewer=(
        r"^ (?:has |have )?(?:conducted|carried out|interview(?:ed|s)|question(?:ed|s)|examined|visited|called on|asked (?:him|her|them)|put (?:these|our|her|his)|spoke|sat down|met|talked|caught up|put questions|(?:talks?|speaks|sits down|meets|catches up) (?:to|with))\b",
        r"(?:told|interview with|speaking to|spoke (?:to|with)|talks? (?:to|with)|talked (?:to|with)|in comments to|interviewed by|asked by|questions by|interview by|words by|in conversation with|questioned by|(?:questions|interview|interviewer|interviewed by|host|moderator|words)\s*:) $",
    ),
    interviews=(r"\binterview|\bq ?& ?a\b|\bin conversation|\b(?:talks?|talked|spoke|speaks|sat down) (?:to|with)\b|\bquestions\b|\banswers\b",),
    first_person=(r"\b(?:i|i'm|i've|we|we're|we've|my|our|me|us)\b",),
    closings=(
        r"[(\[*_]*(?:this|the|our) (?:conversation|interview|exchange|transcript|talk|discussion|questions?)\b.{0,40}\b(?:was|were|has|have|took|is|ended)\b",
        r"[(\[*_]*(?:editor'?s'? |author'?s? )?(?:note|correction|update)\s*:|interview(?:ed)? (?:conducted |edited )?by\b|edited (?:for|by)\b|translated (?:from|by)\b|as told to\b",
    ),
    clutter=(
        r"version \d+ of \d+\.?",
        r"(?:your privacy matters\b.{0,60})?(?:we (?:and our .{0,20}partners )?|this (?:site|website|page) )?(?:use|uses|store|value)\b.{0,40}\bcookies\b.{0,80}",
        r"\d[\d,.]* (?:shares?|comments?|likes?)\b[\s:|·•-]+(?:view|email|e-mail|share|print|post|blogthis|add|show)\b.{0,80}",
        r"share (?:or|and) comment\b.{0,120}",
        r"(?:if you (?:liked|enjoyed|like)|enjoying|liked|did you like) (?:this|our|the)\b.{0,160}",
        r"get (?:the )?[\w ]{2,30} in your (?:letterbox|mailbox|in-tray|post)\b.{0,100}",
        r"listen (?:on|now on|to us on)\b.{0,80}|\[(?:music|applause|laughter|advert\w*|break)\]",
        r"(?:labels|tags|filed under|topics|categories)\s*:.{0,120}",
        r"newer posts?\b.{0,40}|older posts?\b.{0,40}",
        r"(?:the )?[\w ]{2,30} welcomes letters\b.{0,160}",
        r"transcript (?:made|produced|generated|prepared)\b.{0,100}",
        r"to (?:be removed|unsubscribe|stop receiving)\b.{0,100}|please forward\b.{0,140}",
        r"(?:most (?:read|viewed|shared|popular|commented)|trending(?: now)?)\b.{0,40}|next time:.{0,140}",
        r"about the (?:author|writer)s?",
        r"please (?:enter|leave|type|add|log ?in|sign in|let us know|subscribe|share|rate)\b.{0,90}",
        r"(?:you must|you need to) be logged in.{0,60}",
        r"would you like to know more\?",
        r"(?:leave|post|add|write) a (?:reply|comment).{0,40}",
        r"(?:continue|keep) reading.{0,60}",
        r"read (?:more|the full (?:story|article)|next|also)\b.{0,120}",
        r"(?:read|see|find|view|watch|listen to) .{3,90} (?:here|in full)\.?",
        r"(?:click|tap) (?:here|below|on).{0,80}",
        r".{0,80}\b(?:does|do) not necessarily (?:share|reflect|represent|endorse)\b.{0,80}",
        r"you(?:'ve| have) (?:read|used|reached) .{0,60}\b(?:free|articles?|limit)\b.{0,40}",
        r"get (?:our|the) .{0,40} by e-?mail.{0,60}|enter your address.{0,30}",
        r"reply|report(?: abuse| comment)?|permalink",
        r"(?:enter|type) your (?:e-?mail|name|address).{0,60}",
        r"(?:contact|write to) (?:us|the (?:newsroom|editors?|newsdesk)|our (?:newsroom|editors?)).{0,40}|our standards\b.{0,80}|report an error.{0,40}|(?:about|corrections|masthead|advertise)(?: with)?(?: us)?",
        r"(?:share|tweet|email|print|save|like|pin)(?: (?:this|on|via|to|article|story|page)\b.{0,50})?",
        r"share(?: \w+){0,2}:?",
        r"(?:facebook|twitter|whatsapp|telegram|linkedin|instagram|email|print|pinterest|reddit|copy link|rss)(?:[ ,|/·•]+(?:facebook|twitter|whatsapp|telegram|linkedin|instagram|email|print|pinterest|reddit|copy link|share|x|rss))*",
        r"\d[\d,.k]* (?:shares?|comments?|views?|likes?|reads?|retweets?)(?: *[|·•,/-]? *\d[\d,.k]* (?:shares?|comments?|views?|likes?|reads?))*",
        r"(?:subscribe|sign up|register|join us|support us|donate|become a member)\b.{0,140}",
        r".{0,60}\b(?:our|the|free|daily|weekly) newsletter\b.{0,80}",
        r"(?:get|receive) .{0,80}(?:inbox|e-?mail|alerts)\b.{0,40}",
        r"advertisement|advertising|sponsored(?: content)?|promoted(?: content)?",
        r"(?:all rights reserved|copyright\b|\(c\)|©).{0,120}",
        r".{0,80}all rights reserved\.?",
        r"(?:follow|find|like|contact) (?:us|me|him|her|the author|\w+ \w+) (?:on|at|via)\b.{0,80}",
        r"(?:home|news|world|politics|africa|europe|asia|middle east|americas|opinion)(?: ?[>»/›|] ?[\w &-]{2,60})+",
        r"(?:tags?|topics?|filed under|categories|category|keywords|labels)\s*:.{0,200}",
        r"(?:most (?:read|popular|viewed|shared)(?: in .{0,30})?|trending(?: now)?|popular (?:posts|now)|latest (?:news|stories|headlines)|editor'?s'? picks?|more (?:from|on|stories).{0,60}|you (?:may|might) (?:also )?(?:like|be interested).{0,40}|recommended(?: for you)?|related(?: (?:posts?|articles?|stories|links?|news|content|topics|coverage|reading))?|see also|also read|don'?t miss|in this (?:story|section)|recent (?:posts|comments))\s*:?.{0,3}",
        r"(?:skip to|jump to|back to|go to) .{0,40}",
        r"(?:menu|search|log ?in|sign in|close|open|next|previous|loading|top)(?: ?(?:\.\.\.|…|article|story|post|page))?",
        r"(?:photo|image|picture|file photo|video|graphic|illustration|credit|caption)s?(?: (?:by|credit|courtesy))?\s*[:/|].{0,160}",
        r"(?:getty images|reuters photo|ap photo|afp photo)\b.{0,60}",
        r"(?:we use|this (?:web)?site uses) cookies.{0,160}",
        r"accept (?:all )?cookies?.{0,60}",
        r"(?:view|show|hide|load|see) (?:all |more )?(?:comments?|replies|\d+ comments?).{0,40}",
        r"\d+ (?:thoughts|responses|replies|comments) (?:on|to)\b.{0,120}",
        r"your (?:e-?mail|name|comment).{0,80}(?:required|published|here|\*).{0,60}",
        r"save my name.{0,120}",
        r"(?:last )?(?:updated|modified)\s*:?\s*.{0,60}",
        r"(?:reading time|estimated reading).{0,40}|\d+ min(?:ute)?s? read",
        r"listen to this (?:article|story).{0,40}",
        r"(?:this (?:article|story|report|post) (?:was|has been|first|originally) ?(?:first |originally )?(?:published|appeared|updated|written)).{0,160}",
        r"(?:graphic |disturbing )?(?:footage|video|images?) (?:follows?|below)\b.{0,20}",
        r"you can read more\b.{0,160}",
        r"for more (?:information|on this|stories)\b.{0,120}",
        r"\(?(?:reporting|additional reporting|writing|editing|compiled) by\b.{0,200}",
        r"(?:sources?|via)\s*:\s*(?:https?://|www\.)\S+",
        r"https?://\S+",
        r"powered by .{0,60}",
        r"terms (?:of use|and conditions).{0,60}|privacy policy.{0,60}",
        r"[|_=*~#•·-]{1,}",
        r"\[(?:\.\.\.|…)\]",
        r"(?:link|url|web)\s*:\s*(?:https?://|www\.).{0,160}",
        r"in this (?:issue|edition|newsletter|week)\s*:?|contents|table of contents",
        r"(?:\d+\. *)?.{2,40} (?:says|said|wrote|commented|replied)(?: on .{0,40})?",
        r"(?:older|newer|previous|next)(?: posts?| stor(?:y|ies)| articles?)?\s*: .{0,160}",
        r"letters to the editor.{0,80}",
        r"more on this (?:story|topic)",
    ),
    prompts=(
        r"\b(?:subscribe (?:here|now|for|today|to)|sign up|newsletter|unsubscribe|your inbox|write to us|leave a comment|comments? below|join the (?:discussion|conversation)|follow us|share this|e-?mail address|privacy policy|cookies? policy|"
        r"all rights reserved|reproduction (?:is )?(?:forbidden|prohibited)|view this email|in your browser|forward to a friend|terms of (?:use|service)|click here|download (?:our|the) app|on your phone|have a tip|notify me of|get the app|you are receiving this|"
        r"support our (?:work|journalism)|become a (?:member|subscriber)|skip to (?:main )?content|this article appears in|required fields are marked|enter your email|weekday, free)\b",
        r"(?:photograph|photo|picture|image|illustration|credit)s?\s*:\s*\S.{1,60}$",
    ),
    related=(
        r"related|more from|more on|read (?:also|more|next)|see also|most read|most popular|you may also like|recent posts|latest|trending|also in|recommended",
    ),
    biography=(
        r"(?:is|was) (?:an?|the|our|currently|also)\b.{0,120}\b(?:director|editor|writer|journalist|reporter|correspondent|columnist|professor|fellow|researcher|analyst|author|"
        r"contributor|lecturer|scholar|blogger|consultant|founder|commentator|novelist|broadcaster|historian|lawyer|teacher|expert|specialist)\b",
        r"(?:has|have) (?:\w+ )?(?:\d+|\w+) years (?:of|in)\b.{0,60}\bexperience\b",
        r"\b(?:writes|reports|covers|teaches|lectures|blogs|lives|works)\b.{0,60}\b(?:about|on|for|from|at|in)\b",
        r"(?:the views|opinions) expressed\b",
        r"(?:his|her|their) (?:work|articles|writing|latest book|books?|reporting)\b.{0,60}\b(?:appeared|published|includes?|is|are|was)\b",
        r"follow (?:him|her|them|\w+)(?: \w+)? (?:on|at)\b",
        r"contributed (?:reporting|to this)\b",
        r"can be (?:reached|contacted|followed)\b",
    ),
    byline=(r"(?:story |report |words |text |written |posted )?by", r"author\s*:", r"posted by", r"written by"),
    opinion=(r"\bopinion\b", r"\bop-ed\b", r"\bcomment(?:ary|)\b", r"\bcolumn(?:ist)?\b", r"\beditorial\b", r"\bviewpoint\b", r"\bperspective\b"),
    sections=tuple(
        "interview interviews analysis opinion opinions comment commentary news world politics business economy sport sports culture africa europe asia americas national local home exclusive breaking transcript "
        "editorial features feature explainer background special report weekend magazine latest video podcast about contact subscribe menu press donate home links rss archive login register shop jobs us editorials today live weather search share print advertisement letters columns column essay profile q&a".split()
    ),
    yes=("yes", "yeah", "certainly", "of course", "absolutely", "indeed", "correct", "right", "true", "exactly"),
    no=(
        "no",
        "never",
        "nothing",
        "not at all",
        "absolutely not",
        "of course not",
        "certainly not",
        "not true",
        "not yet",
        "until now no",
        "so far no",
        "none",
        "nobody",
        "nonsense",
        "far from it",
        "on the contrary",
        "not now",
    ),
    claims=frozenset("it that this charge charges claim claims accusation accusations allegation allegations report reports".split()),
    hedges=(
        r"\b(?:seems?|appears?|apparently|reportedly|allegedly|rumou?rs?|rumou?red|some (?:say|people|claim|argue)|critics|it is (?:said|claimed|reported|believed)|you (?:are|were|have been) (?:accused|said|reported|believed)|they say|people say|"
        r"reports?|accus\w+|alleg\w+|claim\w*|according to|sources|media|is said|are said|said to)\b",
    ),
    stopwords=STOPWORDS,
    telling=(r"\b(?:said|says|told|added|warned|announced|ordered|asked|asks|replied|answered|wrote|shouted|according to)\b",),
    no_denials=(r"\b(?:no|not) (?:more|fewer|less|later|longer|earlier|sooner|only|just|merely|far from|doubt|wonder)\b",),
    own=(r"\b(?:i|we|our|us|my|mine)\b|^(?:its|his|her|their|he|she|they|it)\b|^(?:any|ever|having|being|sending|using|taking|to have)\b",),
    deeds=tuple(PATTERNS),
    tells=tells,
    negations=frozenset(
        "not no never none nothing nobody neither nor without n't cannot denied denies deny denying false untrue baseless unfounded refuse refused refuses reject rejected rejects".split()
    ),
)
