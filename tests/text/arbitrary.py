"""Strategies for the texts that readers meet: words of both scripts, digits of all kinds, marks, controls, line breaks."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

# The same examples on every run, and no clock: a gate that fails must fail again.
CHECKED = settings(deadline=None, derandomize=True, max_examples=100)

WORDS = (
    # names, verbs and marks that the rules look for, so that arbitrary text comes near what they match
    "Colonel Munir Sabbouh", "the army", "TLA", "Marsa Rimal", "said", "told reporters", "denied", "according to", "that", "he", "The general", "Q:", "A:",
    "No.", "Halyard",
    "at least 23 people", "no more than nine", "between 35 and 45", "two dozen", "$3.5 million", "12 km", "on Tuesday", "May 6, 2031", "last month",
    "since 2028", "2029-30", "two days ago",
    "العقيد منير صبوح", "قال", "إن", "نفى", "وأضاف أن", "وفقا ل", "مرسى رمال", "جيش تحرير تمرايا", "سؤال:", "جواب", "ما لا يقل عن 41 قتيلا", "بين ٣٥ و٤٥",
    "نحو ألفي مقاتل", "صباح الثلاثاء",
    "6 أيار/مايو 2031", "قبل يومين", "منذ عام ٢٠٢٨", "الشهر الماضي", "كلا", "“", "”", "«", "»", '"', "'", "’", "(", ")", "—", ":", ".", "!", "؟", "?", "،",
    ",", "…", "...", "*", "%",
    "By Marta Ellingwood", "Version 0 of 1.", "Read more", "Published on 8 May 2031", "[Zahrin Herald, May 6, 2031]", "http://example.org/2031/05/06/",
)  # fmt: skip
PIECES = (
    "كَتَبَ", "الـقطربي", "٢٠٣١", "۲۰۳۱", "½", "²", "①", "ﬁ", "ß", "İ", "ﷺ", "ﻻ", "é", "e\u0301", "ǰ", "\u0301", "\u064b", "\u0640", "\u200b", "\u200f",
    "\u202e", "\u202c", "\u2066", "\u2069",
    "\ufeff", "\u00ad", "\u00a0", "\t", "\x00", "\x0b", "\x85", "\u2028", "🚢", "👩‍👧", "𐤀", "漢字", "ㄱ", "й", "Ω", "\r\n", "\r",
)  # fmt: skip
SEPARATORS = st.sampled_from(["", " ", " ", " ", " ", "\n", "\n\n"])


def texts(most: int = 40) -> st.SearchStrategy[str]:
    """Texts of up to `most` pieces."""
    piece = st.one_of(
        st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(PIECES), st.characters(exclude_categories=("Cs",)), st.integers(0, 99999).map(str)
    )
    return st.lists(st.tuples(piece, SEPARATORS), max_size=most).map(lambda pairs: "".join(a + b for a, b in pairs))


def folded_texts() -> st.SearchStrategy[str]:
    """Short texts of any characters at all, for what must hold of every character."""
    return st.lists(
        st.one_of(st.sampled_from(PIECES), st.sampled_from(WORDS), st.characters(exclude_categories=("Cs",), exclude_characters="`")), max_size=12
    ).map("".join)
