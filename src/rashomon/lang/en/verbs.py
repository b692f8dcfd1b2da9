"""English words of saying: forms, stance, and how their content is built.

Frames: `c` a clause (after `that` or bare, or before a comma), `t` an infinitive, `o` somebody is addressed first (told X
that, urged X to), `n` a noun phrase, `f` content behind a preposition that belongs to the cue (called for, accused X of).
"""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import Stance


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a reporting verb. `behind` are the prepositions that lead to the content in frame `f`."""

    lemma: str
    stance: Stance
    frames: frozenset[str]
    form: str  # base, s, ed, en, ing
    behind: tuple[str, ...] = ()


_TABLE = """
assert c: say says said said saying
assert co: tell tells told told telling; inform informs informed informed informing; assure; remind; notify notifies notified notified notifying; advise
assert c: state; claim; add; note; explain; argue; insist; stress stresses; maintain; assert; report; reveal; disclose; contend; allege; suggest; indicate; acknowledge; admit admits admitted admitted admitting
assert c: concede; predict; estimate; observe; remark; comment; reply replies replied replied replying; respond; write writes wrote written writing; tweet; recall; testify testifies testified testified testifying
assert c: conclude; complain; emphasise; emphasize; underline; underscore; reiterate; repeat; boast; joke; hint; imply implies implied implied implying; affirm; relate; recount; opine; caution; lament; counter; declaim; clarify clarifies clarified clarified clarifying
assert c: believe; think thinks thought thought thinking; fear; hope; expect; doubt; consider
assert cn: announce; declare; confirm; warn; mention; cite; detail
assert cn: proclaim; predict; swear swears swore sworn swearing
assert n: condemn; criticise; criticize; praise; denounce; slam slams slammed slammed slamming; welcome; hail; decry decries decried decried decrying; describe; brand; label; dub dubs dubbed dubbed dubbing; express expresses; voice; blast; castigate; deplore; describe
assert f[of]: accuse; suspect
assert f[for]: blame
assert f[about,of]: speak speaks spoke spoken speaking
deny cn: deny denies denied denied denying
deny n: dismiss dismisses; reject; refute; dispute; rebut rebuts rebutted rebutted rebutting; repudiate; disavow
deny f[from]: distance
decline t: refuse; decline
decline n: rule
demand cn: demand
demand cto: order; instruct; command
demand ot: urge; press presses; require; ask; request; call; exhort; implore; invite; beg begs begged begged begging
demand n: bar bars barred barred barring; ban bans banned banned banning; forbid forbids forbade forbidden forbidding
demand f[for,to]: appeal
demand f[for]: push pushes
threaten tn: threaten
promise ct: vow; pledge; promise
promise t: agree; undertake undertakes undertook undertaken undertaking; offer; commit commits committed committed committing
promise c: guarantee
question c: wonder
question n: question
"""
_DOUBLED = {"plan": "plann"}


def _forms(words: list[str]) -> list[tuple[str, str]]:
    """(form, kind) of a verb from its listed forms: base, or base with -s, or all five."""
    base = words[0]
    if len(words) == 5:
        return list(zip(words, ("base", "s", "ed", "en", "ing"), strict=True))
    third = words[1] if len(words) > 1 else base + "s"
    stem = base[:-1] if base.endswith("e") else base
    past = stem + "ed"
    return [(base, "base"), (third, "s"), (past, "ed"), (past, "en"), (stem + "ing", "ing")]


def _table() -> dict[str, Cue]:
    out: dict[str, Cue] = {}
    for line in _TABLE.strip().splitlines():
        head, verbs = line.split(": ", 1)
        stance, frames = head.split()
        behind: tuple[str, ...] = ()
        if "[" in frames:
            frames, inside = frames.rstrip("]").split("[")
            behind = tuple(inside.split(","))
        for verb in verbs.split("; "):
            words = verb.split()
            for form, kind in _forms(words):
                out.setdefault(form, Cue(words[0], stance, frozenset(frames), kind, behind))  # type: ignore[arg-type]
    return out


CUES = _table()
# Forms that are nouns more often than verbs: verbs only behind a subject they agree with, never behind a determiner.
ALSO_NOUNS = frozenset(
    "report reports claim claims state states order orders demand demands call calls question questions press note notes comment comments blast label voice cause charge command commands "
    "hope hopes fear fears doubt doubts request requests promise promises pledge pledges vow vows reply push bar bars ban bans brand rule rules offer offers appeal appeals dispute disputes thought counter"
    " welcome estimate estimates estimated detail details caution warning praise hail addition stress state stated related expected suspected told".split()
)
# The first words after a verb that belong to the telling and not to what was told.
ADVERBIAL = frozenset(
    "on in at late early during to by via through from with after before earlier later yesterday today monday tuesday wednesday thursday friday saturday sunday this last recently repeatedly again also publicly separately "
    "over for afterwards".split()
)
AUXILIARIES = frozenset("am has have had is was were are been being be will would could may might should must can do does did not n't never also later then repeatedly again further previously earlier now however "
                        "since already only openly publicly reportedly flatly strongly categorically quickly officially formally recently often always initially long still himself herself itself themselves angrily bluntly simply just even "
                        "immediately swiftly firmly vehemently privately explicitly separately finally first once twice today yesterday reiterated didn't hasn't haven't wasn't won't".split())  # fmt: skip
BREAKS = frozenset(
    "and but or while whereas because although though that if when after before where since unless until as so which whose than despite following amid once whether what how why yet".split()
)
OBJECT_PRONOUNS = frozenset("him her them me us it you".split())
