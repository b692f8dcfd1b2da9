"""Interviews without labels: which paragraphs ask and which answer, by their looks and by their order.

Questions of one page look alike: bold, in italics, as headings, behind one sign or number, or plain and short. For each of
these looks the best reading of all paragraphs as question, answer or neither is found by dynamic programming (Viterbi),
and the looks compete. So a prompt without a question mark is found where the others stand, and a question inside an
answer is left there. Weights are set by hand, about logs of odds; time is linear in the number of paragraphs.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rashomon.lang.base import Lexicon
from rashomon.lang.folding import fold
from rashomon.model import Span

Role = Literal["question", "answer"]
SIGN = re.compile(r"[ \t\u00a0]*(?P<sign>#{1,6}|>{1,3}|[*•●○▪■□◆◇◦▶►▷◄✦★+~]{1,3}|[-–—]{1,2}|[(\[]?\d{1,3}[.)\]/:]|\*\*|__|[*_](?=\S))[ \t\u00a0]*(?=\S)")
WRAPPED = re.compile(r"[ \t]*(?P<wrap>\*\*|__|[*_])(?=\S).*\S(?P=wrap)[ \t]*$")
PLAIN, BOLD = "plain", "bold"
LONGEST = 400  # characters of a question
SHORT = 140
FEWEST = 4  # questions
UNASKED = 0.8  # what it costs to begin with a prompt that does not ask
NEVER = -40.0
ADDRESS = re.compile(
    r"\b(?:you|your|yours|yourself|mr|mrs|ms|minister|general|colonel|doctor|dr|professor)\b|\w(?:ك|كم|تم)(?!\w)|(?<!\w)(?:انت|انتم|لك|لكم|عليك|عندك|لديك|حضرتك|سيدي|سيدتي)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    inside: int  # where the words begin, behind a sign
    look: str
    asks: bool
    long: bool
    address: bool
    self: bool
    dead: bool


def asked(
    text: str, lines: Sequence[Span], stressed: Sequence[bool], dead: Sequence[bool], head: int, lexicons: Sequence[Lexicon]
) -> list[tuple[Span, int, Role]]:
    """(paragraph, where its words begin, role) of each turn's first paragraph; empty where nobody is interviewed.

    `stressed` are paragraphs the page sets apart in type, `dead` those that are clutter; the text from `head` to the first
    question must say that this is an interview, or the answers must speak of themselves.
    """
    selves = [re.compile("|".join(lexicon.first_person)) for lexicon in lexicons if lexicon.first_person]
    seen = [_line(text, span, bold, gone, selves) for span, bold, gone in zip(lines, stressed, dead, strict=True)]
    looks = Counter(line.look for line in seen if not line.dead)
    best: tuple[float, list[str]] = (0.0, [])
    for look in looks:
        if look == PLAIN or looks[look] >= FEWEST - 1:
            found = _viterbi(seen, look)
            if _credible(seen, found[1], look):
                best = max(best, found, key=lambda f: f[0])
    states = best[1]
    if not states or not _told(text, seen, states, head, lexicons):
        return []
    out: list[tuple[Span, int, Role]] = []
    last = ""
    for line, state in zip(seen, states, strict=True):
        if state in ("question", "answer") and state != last:
            out.append((line.span, line.inside, "question" if state == "question" else "answer"))
        last = state if state else last
    return out


def _line(text: str, span: Span, bold: bool, dead: bool, selves: Sequence[re.Pattern[str]]) -> _Line:
    words = text[span.start : span.end]
    sign = SIGN.match(words)
    wrapped = WRAPPED.match(words)
    look = BOLD if bold else f"in {wrapped['wrap']}" if wrapped else re.sub(r"\d+", "1", sign["sign"]) if sign else PLAIN
    low = fold(words)
    inside = span.start + (sign.end() if sign else len(words) - len(words.lstrip()))
    return _Line(
        span, inside, look, words.rstrip(' *_"”»)')[-1:] in "?؟", len(words) > LONGEST, ADDRESS.search(low) is not None,
        any(p.search(low) for p in selves), dead or not any(c.isalpha() for c in words),
    )  # fmt: skip


def _viterbi(lines: Sequence[_Line], look: str) -> tuple[float, list[str]]:
    """The best reading where questions have one look. States: before and after ("" ), question, answer."""
    gaps = _between([line.asks and (line.look == look) for line in lines])
    single = len(gaps) >= 2 and sum(g == 1 for g in gaps) >= 0.6 * len(gaps)
    states = ("", "question", "answer", "after")
    moves: dict[str, tuple[str, ...]] = {
        "": ("", "question"),
        "question": ("question", "answer"),
        "answer": ("answer", "question", "after"),
        "after": ("after",),
    }
    cost = {("question", "question"): -1.2, ("answer", "answer"): -0.9 if single else -0.15, ("answer", "after"): -0.6}
    begun = _emission(lines[0], "question", look) - (0.0 if lines[0].asks else UNASKED)
    score = {"": 0.0, "question": begun, "answer": NEVER, "after": NEVER}
    back: list[dict[str, str]] = []
    for line in lines[1:]:
        now: dict[str, float] = {}
        step: dict[str, str] = {}
        for after in states:
            worth, before = max(
                (score[b] + cost.get((b, after), 0.0) - (UNASKED if not b and after and not line.asks else 0.0), b) for b in states if after in moves[b]
            )
            now[after], step[after] = worth + _emission(line, after, look), before
        score = now
        back.append(step)
    at = max(("", "answer", "after"), key=lambda s: score[s])
    total, path = score[at], [at]
    for step in reversed(back):
        at = step[at]
        path.append(at)
    return total, ["" if s == "after" else s for s in reversed(path)]


def _between(asks: Sequence[bool]) -> list[int]:
    """How many paragraphs stand between one question and the next."""
    at = [i for i, a in enumerate(asks) if a]
    return [b - a - 1 for a, b in itertools.pairwise(at)]


def _emission(line: _Line, state: str, look: str) -> float:
    if state in ("", "after"):
        return 0.0
    if line.dead:
        return -0.5 if state == "answer" else NEVER
    if state == "answer":
        return (0.4 if line.self else 0.1) - (0.8 if line.asks else 0.0) - (2.5 if look != PLAIN and line.look == look else 0.0)
    if line.long:
        return -2.5
    styled = 1.2 if look != PLAIN and line.look == look else -3.0 if line.look != look else 0.0
    said = (0.3 if line.span.end - line.span.start <= SHORT else -0.4) + (0.4 if line.address else 0.0) - (0.5 if line.self and not line.address else 0.0)
    return styled + (1.2 if line.asks else said - 0.7)


def _credible(lines: Sequence[_Line], states: Sequence[str], look: str) -> bool:
    """Enough questions that ask, each answered, and a text of questions and answers for the most part."""
    first = next((i for i, s in enumerate(states) if s), None)
    if first is None:
        return False
    ours = [(line, s) for line, s in zip(lines[first:], states[first:], strict=True) if s]
    starts = [line for i, (line, s) in enumerate(ours) if s == "question" and (i == 0 or ours[i - 1][1] != "question")]
    asking = sum(line.asks for line, s in ours if s == "question")
    every = sum(s == "question" for _, s in ours)
    if len(starts) < FEWEST or asking < (0.3 if look != PLAIN else 0.6) * every or not 0.15 <= every / len(ours) <= 0.6:
        return False
    return states[len(states) - 1 - next(i for i, s in enumerate(reversed(states)) if s)] == "answer"


def _told(text: str, lines: Sequence[_Line], states: Sequence[str], head: int, lexicons: Sequence[Lexicon]) -> bool:
    """Whether the page says that it is an interview, or its answers speak of themselves; questions and answers about a thing do neither."""
    answers: list[bool] = []
    last = ""
    for line, state in zip(lines, states, strict=True):
        if state == "answer":
            if last != "answer":
                answers.append(line.self)
            else:
                answers[-1] = answers[-1] or line.self
        last = state
    first = next(line.span.start for line, s in zip(lines, states, strict=True) if s)
    words = fold(text[head:first])
    tell = any(re.search("|".join(lexicon.interviews), words) for lexicon in lexicons if lexicon.interviews)
    own = sum(answers)
    return own >= 0.3 * len(answers) and (tell or own >= 0.6 * len(answers))
