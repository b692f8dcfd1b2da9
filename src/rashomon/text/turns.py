"""Turns of an interview: labels spelt out, shrunk to initials or surnames, or plain Q/A, one a line or all on one line.

Candidates are words before a colon at a place where somebody could begin to speak. They are sorted into voices (a label,
its initials, its last name), and the text is an interview when two voices or more take turns and one of them asks. Plain
question and answer words (Q, سؤال …) are known from the language and may lack their colon or bullet.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rashomon.lang.base import Lexicon
from rashomon.lang.folding import ARABIC, fold
from rashomon.model import Span
from rashomon.spans import Places
from rashomon.text.asking import asked

Role = Literal["question", "answer"]
# Bullets, quoting signs, and the stamps of a recording ("[03:30]") before a label.
STAMP = r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?[ \t]+)?"
LAST_STAMP = re.compile(r"\n[ \t]*[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?[ \t]*$")
BULLET = STAMP + r"[*•●▪■◆\-–—_#> \t\u00a0]*"
WORDS = r"[A-Z\u00c0-\u00dd][\w.'’&-]*(?:[ \u00a0](?:[A-Z\u00c0-\u00dd(][\w.'’&)-]*|(?:al|el|ad|an|ar|as|ash|at|az)[-‑'’][A-Z\u00c0-\u00dd][\w.'’&-]*|of|the|al|el|de|bin|ibn|and|for)){0,6}"
ROLE = r"(?:,[ \u00a0](?:[A-Z][^:：\na-z.?!]{2,60}|(?:the )?(?:host|anchor|presenter|reporter|correspondent|moderator|interviewer))|[ \u00a0]?[(\[][^()\[\]:：\n]{2,60}[)\]])?"  # "ADA QUILLON, HARBOUR MASTER:"
LINE_LABEL = re.compile(rf"^{BULLET}[*_]*(?P<label>{WORDS}|[A-Z]{{1,6}})[*_]*{ROLE}[ \u00a0]?[:：]{{1,2}}[*_]*(?=\s|[\"“«])", re.M)
INLINE_LABEL = re.compile(rf"(?:(?<=[.?!…:\"”’)\]])[ \u00a0]+|(?<=[a-z\d][.?!…])|(?<=[.?!…][\"”’)\]]))(?P<label>{WORDS}|[A-Z]{{1,6}})[ \u00a0]?[:：](?=\s)")
ARABIC_LABEL = re.compile(rf"^{BULLET}(?P<label>[\u0621-\u064a][\u0621-\u0652\u0640\"«» ()]{{0,40}}?)[ \u00a0]*[:：]", re.M)
# Labels in brackets, as monitoring services and agencies transcribe: "[Announcer] … [Azuri] …".
BRACKETED = re.compile(
    rf"(?:^{BULLET}|(?<=[.?!؟…\"”»])[ \u00a0]+)(?P<whole>[\[<](?P<label>{WORDS}|[A-Z]{{1,6}}|[\u0621-\u064a][\u0621-\u0652 ]{{1,40}})[\]>])[ \u00a0]*[:：]?(?=[ \u00a0]*\S)",
    re.M,
)
ALMOST = 0.88  # likeness of two labels that are one but for a letter (difflib ratio)
DASHED = re.compile(r"^[ \t\u00a0]*(?P<dash>[-–—])[ \t\u00a0]*(?=[\w\"“«¿])", re.M)
QUOTED_LINE = re.compile(r"[ \t]*(?:[\"“].*[\"”]|«.*»)[.]?[ \t]*$")
ASKED_LONGEST = 400  # characters of a question
SIGNED = re.compile(r"^[ \t\u00a0]*(?P<sign>[*•●▪■□◆◇◦○▶►>+~-]{1,3}|[–—]{1,2})[ \t\u00a0]*(?=[^\s*•●▪■□◆◇◦○▶►>+~–—-])", re.M)
# A name before a bar or a dash instead of a colon.
DIVIDED = re.compile(rf"^{BULLET}(?P<label>{WORDS})[ \u00a0]+[|–—-][ \u00a0]+(?=\S)", re.M)
# What is heard on a recording: "(LAUGHTER)", "[COMMERCIAL BREAK]".
LAST_STAGE = re.compile(r"\n[ \t]*[(\[](?:[A-Z][A-Z '’-]{2,40}|تصفيق|ضحك|فاصل|فاصل إعلاني|موسيقى)[)\]][\s>]*$")
# The sign of the next turn's line, left behind its label.
LAST_SIGN = re.compile(r"\n[ \t\u00a0]*(?:>{1,3}|[•●○▪■□◆◇◦▶►+~]{1,3}|#{1,6}|[(\[]?\d{1,3}[.)\]/:])[ \t\u00a0]*$")
LINE = re.compile(r"^.*\S.*$", re.M)
MARKS_AROUND = " \t\r\n\u00a0*_-–—|•"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTurn:
    """A turn before its speaker is known. `voice` groups the spellings of one label; `name` is the longest of them."""

    span: Span
    label_span: Span
    label: str
    content: Span
    role: Role
    voice: str
    name: str | None


@dataclass(slots=True)
class _Mark:
    start: int
    label: Span
    end: int
    text: str
    voice: str = ""
    role: Role | None = None


def turns(text: str, span: Span, lexicons: Sequence[Lexicon], clutter: Sequence[Span] = (), bold: Sequence[Span] = ()) -> list[RawTurn]:
    """Turns in a part of a text, in order; empty when it is no interview. `bold` are lines the page sets in bold as a whole."""
    marks = _explicit(text, span, lexicons)
    explicit = len(marks) >= 3 and {m.role for m in marks} == {"question", "answer"}
    if not explicit:
        marks = (
            _named(text, span)
            or _named(text, span, [DIVIDED])
            or _headed(text, span)
            or _paired(text, span)
            or _quoted(text, span)
            or _dashed(text, span)
            or _asked(text, span, lexicons, clutter, bold)
        )
    if not marks:
        return []
    marks.sort(key=lambda m: m.start)
    names: dict[str, str] = {}
    for mark in marks:
        names[mark.voice] = max(names.get(mark.voice, ""), mark.text, key=len)
    out = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        stop = following.start if following else _last_stop(text, span, marks, _stop(text, mark.end, span.end, clutter), lexicons)
        content = _content(text, mark.end, stop)
        if content is None or mark.role is None:
            continue
        name = None if mark.voice in ("question", "answer") else names[mark.voice]
        out.append(
            RawTurn(
                span=Span(mark.start, content.end), label_span=mark.label, label=mark.text, content=content,
                role=mark.role, voice=mark.voice, name=name,
            )
        )  # fmt: skip
    return out


def _explicit(text: str, span: Span, lexicons: Sequence[Lexicon]) -> list[_Mark]:
    """Marks made by question and answer words of the languages, with colon, or bare before a quotation mark or a bullet."""
    out: list[_Mark] = []
    for lexicon in lexicons:
        for role, labels in (("question", lexicon.question_labels), ("answer", lexicon.answer_labels)):
            words = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
            if not words:
                continue
            pattern = re.compile(
                rf"^{BULLET}(?P<label>(?:{words})(?:[ \u00a0]?\d{{1,3}})?)(?:[ \u00a0]*[:：.)/]|[ \u00a0]*[-–—](?=\s)|(?=[ \u00a0]*[\"“«])|(?=[ \u00a0]*\n))",
                re.M,
            )
            for match in pattern.finditer(text, span.start, span.end):
                short = len(match["label"].rstrip("0123456789 ")) == 1
                colon = text[match.end() - 1] in ":：" or (short and text[match.end() - 1] in ".)/-–—")
                if short and not colon:
                    continue
                lead = len(match[0]) - len(match[0].lstrip(" \t\u00a0"))
                out.append(
                    _Mark(match.start() + lead, Span(match.start("label"), match.end("label")), match.end(), match["label"], role, role)  # type: ignore[arg-type]
                )
            # Without any mark behind it: words, and single letters that are no words of their own (Arabic, Q; but "A man …").
            bare = [re.escape(w) for w in labels if len(w) > 2 or ARABIC.match(w) or w in ("Q", "q")]
            loose = re.compile(rf"^{BULLET}(?P<label>(?:{'|'.join(bare)}))[ \u00a0]+(?=\S)", re.M)
            if len(out) >= 3:
                for match in loose.finditer(text, span.start, span.end):
                    out.append(_Mark(match.start("label"), Span(*match.span("label")), match.end(), match["label"], role, role))  # type: ignore[arg-type]
            if role and (inline := re.compile(rf"(?<=[.?!؟…\"”])[ \u00a0]+(?P<label>(?:{words}))[ \u00a0]*[:：](?=\s)")):
                for match in inline.finditer(text, span.start, span.end):
                    out.append(_Mark(match.start("label"), Span(*match.span("label")), match.end(), match["label"], role, role))  # type: ignore[arg-type]
    unique: dict[int, _Mark] = {}
    for mark in sorted(out, key=lambda m: (m.label.start, -m.end)):
        unique.setdefault(mark.label.start, mark)
    return list(unique.values())


def _named(text: str, span: Span, patterns: Sequence[re.Pattern[str]] = ()) -> list[_Mark]:
    """Marks made by names: each label must come back, alone or as initials, and one voice must ask questions."""
    found: dict[int, _Mark] = {}
    divided = bool(patterns)
    if not divided:
        patterns = [LINE_LABEL, INLINE_LABEL, *([ARABIC_LABEL] if ARABIC.search(text, span.start, span.end) else [])]
    for match in [] if divided else BRACKETED.finditer(text, span.start, span.end):
        found.setdefault(match.start("label"), _Mark(match.start("whole"), Span(*match.span("label")), match.end(), match["label"].strip()))
    for pattern in patterns:
        for match in pattern.finditer(text, span.start, span.end):
            start = match.start("label")
            found.setdefault(start, _Mark(start, Span(*match.span("label")), match.end(), match["label"].strip()))
    marks = sorted(found.values(), key=lambda m: m.start)
    voices = _voices([m.text for m in marks])
    for mark in marks:
        mark.voice = voices[mark.text]
    _mend(marks)
    counts = Counter(m.voice for m in marks)
    kept = [m for m in marks if counts[m.voice] >= 2]
    if len({m.voice for m in kept}) < 2 or len(kept) < 4:
        return []
    asked: Counter[str] = Counter()
    for mark, following in zip(kept, [*kept[1:], None], strict=True):
        words = text[mark.end : following.start if following else span.end]
        asked[mark.voice] += bool(re.search(r"[?؟]", words[:1500]))
    counts = Counter(m.voice for m in kept)
    share = {voice: asked[voice] / counts[voice] for voice in counts}
    asker = max(sorted(share), key=lambda v: (share[v], -_length(text, kept, v, span)))
    others = [share[v] for v in share if v != asker]
    alternate = sum(a.voice != b.voice for a, b in itertools.pairwise(kept)) >= 0.8 * (len(kept) - 1)
    clear = bool(others) and asked[asker] >= 2 and alternate and share[asker] - max(others) >= 0.25
    if not others or (share[asker] < 0.4 and not clear):
        return []
    kept += _bare(text, span, kept)
    # Turns of a panel: every voice that asks as often as it speaks is one of the interviewers.
    askers = {v for v in share if v == asker or (share[v] >= 0.75 and _length(text, kept, v, span) < 200)}
    for mark in kept:
        mark.role = "question" if mark.voice in askers else "answer"
    return kept


def _headed(text: str, span: Span) -> list[_Mark]:
    """Turns under a name on a line of its own: two short lines that come back and take turns; who is asked more questions asks."""
    found = []
    for line in LINE.finditer(text, *span):
        lead = len(line[0]) - len(line[0].lstrip(MARKS_AROUND + "●○◦▪■◆>"))
        label = line[0][lead:].rstrip(MARKS_AROUND + ":：")
        if label and len(label) <= 40 and len(label.split()) <= 4 and label[-1] not in ".?!؟،,":
            found.append(_Mark(line.start(), Span(line.start() + lead, line.start() + lead + len(label)), line.end(), label, label))
    return _alternating(text, span, found, named=True)


def _alternating(text: str, span: Span, found: Sequence[_Mark], named: bool) -> list[_Mark]:
    """Marks of the two commonest voices, where these take turns and one clearly asks; without a name the voice is the role."""
    common = [voice for voice, n in Counter(m.voice for m in found).most_common(2) if n >= 3]
    marks = [m for m in found if m.voice in common]
    if len(common) < 2 or sum(a.voice != b.voice for a, b in itertools.pairwise(marks)) < 0.9 * (len(marks) - 1):
        return []
    stops = [*(m.start for m in marks[1:]), span.end]
    asked = Counter(m.voice for m, stop in zip(marks, stops, strict=True) if re.search(r"[?؟]", text[m.end : stop]))
    asks, answers = sorted(common, key=lambda s: (-asked[s], s != marks[0].voice))
    if asked[asks] < 2 or asked[asks] <= asked[answers]:
        return []
    for mark in marks:
        mark.role = "question" if mark.voice == asks else "answer"
        mark.voice = mark.voice if named else mark.role
    return marks


def _quoted(text: str, span: Span) -> list[_Mark]:
    """Turns without labels whose answers stand in quotation marks: plain short paragraphs and wholly quoted ones take turns."""
    lines = list(LINE.finditer(text, *span))
    whole = [bool(QUOTED_LINE.match(line[0])) for line in lines]
    pairs = [i for i in range(len(lines) - 1) if not whole[i] and whole[i + 1] and len(lines[i][0]) <= ASKED_LONGEST]
    runs: list[list[int]] = []
    for i in pairs:
        if runs and all(whole[runs[-1][-1] + 1 : i]):
            runs[-1].append(i)
        else:
            runs.append([i])
    run = max(runs, key=len, default=[])
    if len(run) < 4 or sum(lines[i][0].rstrip()[-1:] in "?؟" for i in run) < 0.4 * len(run):
        return []
    out = []
    for i in run:
        for line, role in ((lines[i], "question"), (lines[i + 1], "answer")):
            out.append(_Mark(line.start(), Span(line.start(), line.start()), line.start(), "", role, role))  # type: ignore[arg-type]
    return out


def _paired(text: str, span: Span) -> list[_Mark]:
    """Turns set off by two signs that take turns ("* …" asks, "** …" answers): the sign with more questions asks."""
    found = [_Mark(m.start("sign"), Span(*m.span("sign")), m.end(), m["sign"], m["sign"]) for m in SIGNED.finditer(text, *span)]
    return _alternating(text, span, found, named=False)


def _dashed(text: str, span: Span) -> list[_Mark]:
    """Turns set off by dashes alone: every line with one begins a turn, and every second of them asks."""
    marks = [_Mark(m.start("dash"), Span(m.start("dash"), m.end("dash")), m.end(), text[m.start("dash") : m.end("dash")]) for m in DASHED.finditer(text, *span)]
    if len(marks) < 4:
        return []
    stops = [*(m.start for m in marks[1:]), span.end]
    asks = [text[m.end : stop].split("\n")[0].rstrip(' *_"”»')[-1:] in "?؟" for m, stop in zip(marks, stops, strict=True)]
    answered = ["\n" in text[m.end : stop].strip() for m, stop in zip(marks, stops, strict=True)]
    if sum(asks) >= 0.4 * len(marks) and sum(answered) >= 0.9 * len(marks):
        return _dash_asks(text, marks, stops)
    if not 0.35 <= sum(asks) / len(marks) <= 0.65 or sum(a != b for a, b in itertools.pairwise(asks)) < 0.8 * (len(marks) - 1):
        return []
    for mark, asking in zip(marks, asks, strict=True):
        mark.role = "question" if asking else "answer"
        mark.voice = mark.role
    return marks


def _dash_asks(text: str, marks: Sequence[_Mark], stops: Sequence[int]) -> list[_Mark]:
    """Dashes before questions only: the first line asks, the lines below it answer."""
    out = []
    for mark, stop in zip(marks, stops, strict=True):
        mark.role = mark.voice = "question"
        out.append(mark)
        line = text.find("\n", mark.end, stop)
        start = line + 1 + _lead(text, line + 1) if line >= 0 else stop
        if start < stop:
            out.append(_Mark(start, Span(start, start), start, "", "answer", "answer"))
    return out


def _asked(text: str, span: Span, lexicons: Sequence[Lexicon], clutter: Sequence[Span], strong: Sequence[Span]) -> list[_Mark]:
    """Turns without labels, by the looks and the order of paragraphs (`text.asking`)."""
    marked, stressed = Places(clutter), Places(strong)
    lines = [Span(*m.span()) for m in LINE.finditer(text, *span)]
    bold = [any(stressed.overlapping(line)) for line in lines]
    found = asked(text, lines, bold, [bool(marked.holding(line)) for line in lines], span.start, lexicons) if lines else []
    return [_Mark(inside, Span(inside, inside), inside, "", role, role) for _, inside, role in found]


def _last_stop(text: str, span: Span, marks: Sequence[_Mark], stop: int, lexicons: Sequence[Lexicon]) -> int:
    """Where the last turn ends: before a closing note; and it runs over a break of paragraphs or lines only where earlier
    turns do."""
    last = marks[-1]
    head = text[span.start : marks[0].start]
    closings = re.compile("|".join(c for lexicon in lexicons for c in lexicon.closings) or "(?!)")
    for line in LINE.finditer(text, last.end, stop):
        if line.start() <= last.end + _lead(text, last.end):
            continue
        name = re.match(r"\W*([A-Z\u00c0-\u00dd][\w'’-]+ [A-Z\u00c0-\u00dd][\w'’-]+)", line[0])
        if closings.match(fold(line[0].strip())) or (name and name[1] in head):
            stop = line.start()
            break
    own = [text[a.end : b.start].strip() for a, b in itertools.pairwise(marks) if a.role == last.role]
    if len(own) < 2:
        return stop
    for break_ in (r"\n[ \t]*\n", r"\n"):
        if not any(re.search(break_, words) for words in own) and (found := re.compile(break_).search(text, last.end + _lead(text, last.end), stop)):
            stop = found.start()
    return stop


def _lead(text: str, start: int) -> int:
    """White space between a label and its words."""
    return len(text[start : start + 50]) - len(text[start : start + 50].lstrip())


def _mend(marks: Sequence[_Mark]) -> None:
    """A label that stands once and is one letter off a label that comes back is a slip of the pen."""
    counts = Counter(m.voice for m in marks)
    for mark in marks:
        if counts[mark.voice] == 1 and len(mark.text) >= 6:
            near = difflib.get_close_matches(fold(mark.text), [v for v in counts if counts[v] >= 2], 1, ALMOST)
            mark.voice = near[0] if near else mark.voice


def _bare(text: str, span: Span, kept: Sequence[_Mark]) -> list[_Mark]:
    """Known labels whose colon is missing, where a turn of that voice is due: another voice speaks before and after."""
    labels = {m.text: m.voice for m in kept}
    words = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    initials = "|".join(re.escape(label) for label in labels if label.isupper() and 2 <= len(label) <= 4) or "(?!)"
    pattern = re.compile(
        rf"^{BULLET}(?P<label>{words})[ \u00a0]+(?=[\"“«A-Z\u00c0-\u00dd\u0621-\u064a])|(?<=[.?!…\"”])[ \u00a0]+(?P<short>{initials})[ \u00a0]+(?=[A-Z])", re.M
    )
    ordered = sorted(kept, key=lambda m: m.start)
    taken = {m.start for m in kept}
    out = []
    for match in pattern.finditer(text, *span):
        name = "label" if match["label"] else "short"
        at = match.start(name)
        before = next((m.voice for m in reversed(ordered) if m.start < at), None)
        after = next((m.voice for m in ordered if m.start > at), None)
        voice = labels[match[name]]
        if at not in taken and before is not None and voice not in (before, after):
            out.append(_Mark(at, Span(*match.span(name)), match.end(), match[name], voice))
    return out


def _length(text: str, marks: Sequence[_Mark], voice: str, span: Span) -> int:
    """Mean length of a voice's turns."""
    ordered = sorted(marks, key=lambda m: m.start)
    sizes = [(b.start if b else span.end) - a.end for a, b in zip(ordered, [*ordered[1:], None], strict=True) if a.voice == voice]
    return sum(sizes) // max(1, len(sizes))


def _voices(labels: Sequence[str]) -> dict[str, str]:
    """label → voice: initials and surnames join the longer label they shorten."""
    counts = Counter(labels)
    full = sorted(counts, key=lambda label: (-len(label.split()), -counts[label], label))
    voice: dict[str, str] = {}
    for label in full:
        joined = next((voice[long] for long in voice if _shortens(label, long)), None)
        voice[label] = joined or fold(label)
    return voice


def _shortens(short: str, long: str) -> bool:
    """Whether a label is the initials, a part or another casing of a longer one."""
    low, words = fold(short), fold(long).split()
    if low == fold(long):
        return True
    content = [w for w in words if w not in ("the", "of", "and", "for")]
    initials = {"".join(w[0] for w in words if w), "".join(w[0] for w in content if w)}
    squeezed = low.replace(".", "").replace(" ", "")
    if short.replace(".", "").isupper() and len(squeezed) <= 6 and squeezed in initials:
        return True
    parts = low.split()
    return len(parts) < len(words) and (parts == words[-len(parts) :] or parts == words[: len(parts)]) and len(low) > 2


def _stop(text: str, start: int, end: int, clutter: Sequence[Span]) -> int:
    """Where the last turn ends: at the clutter that follows it, or the end."""
    later = [c.start for c in sorted(clutter) if c.start > start]
    return min([*later, end])


def _content(text: str, start: int, end: int) -> Span | None:
    """The words of a turn: without bullets, spaces and the stamp of the next turn around, and without its outer quotation marks."""
    for left in (LAST_STAGE, LAST_STAMP, LAST_SIGN):
        if stamp := left.search(text, max(start, end - 60), end):
            end = stamp.start()
    while start < end and text[start] in MARKS_AROUND + ":：.":
        start += 1
    while end > start and text[end - 1] in MARKS_AROUND:
        end -= 1
    if start >= end:
        return None
    opened, inner = text[start] in '"“«„', end
    while inner > start and text[inner - 1] in ". \u00a0":
        inner -= 1
    if opened and inner - start > 2 and text[inner - 1] in '"”»“':
        middle = text[start + 1 : inner - 1]
        if '"' not in middle or middle.count('"') % 2 == 0:
            start, end = start + 1, inner - 1
            while end > start and text[end - 1].isspace():
                end -= 1
    elif opened and not any(c in '"”»' for c in text[start + 1 : end]):
        start += 1
    elif not opened and text[end - 1] in '"”»' and not any(c in '"“«' for c in text[start : end - 1]):
        end -= 1
    return Span(start, end) if start < end else None
