"""Digests of many layouts: each header found, with outlet, date and headline; bodies end where they end."""

from __future__ import annotations

import pytest

from rashomon.model import Document
from rashomon.pipeline import Reader

CLIPS = [
    ("Ferry crews call off strike", "Orlanda Tribune", "3 March 2034", "2034-03-03", "Nils Ovregard"),
    ("Governor says no bridge was promised", "The Kestrel Bay Post", "5 March 2034", "2034-03-05", "Ada Quillon"),
    ("Two held over harbour fire", "Radio Velden", "6 March 2034", "2034-03-06", "Tomas Reck"),
    ("Fishermen ask for a fair price", "Orlanda Tribune", "9 March 2034", "2034-03-09", "Nils Ovregard"),
]
BODIES = [
    "Crews on the northern ferries went back to work on Friday after the company withdrew its new rota, the union said. About 400 men had stayed ashore.",
    'The governor told reporters that nobody in her office had ever spoken of a bridge. "There is a tunnel on paper," she said, "and paper floats."',
    "Police said two men from the outer islands were being questioned about the fire that destroyed nine boats. Neither has been charged.",
    "Several hundred fishermen walked to the fish hall on Thursday. They want at least six marks a kilo and say the hall pays four.",
]
PAGE = "A week of cuttings\nPosted by Maud Ferrier on 10 March 2034\n\nHere is what I kept from the papers this week, in the order in which the boat brought them.\n\n"
AMERICAN = {"3 March 2034": "March 3, 2034", "5 March 2034": "March 5, 2034", "6 March 2034": "March 6, 2034", "9 March 2034": "March 9, 2034"}

LAYOUTS = [
    "{title} ({outlet}, {date})\n{body}\n\n",
    "{n}. {title} [{outlet} - {us}]\n{body}\n\n",
    "* {outlet} ({date}): {title}\n{body}\n\n",
    "{outlet}, {date}: {title}\n\n{body}\n\n",
    "{outlet} | {date} | {title}\n{body}\n\n",
    "{title} — {outlet} — {us}\n{body}\n\n",
    "{us} – {outlet}: {title}\n{body}\n\n",
    "{title}\n{outlet}, {date}\n{body}\n\n",
    "{title}\n{outlet} | {date} | page 7\n{body}\n\n",
    "{outlet} – {date}\n{title}\n{body}\n\n",
    "{OUTLET} [{date}]\n{title}\n{body}\n\n",
    "{title}\nBy {author}, {outlet}\n{date}\n\n{body}\n\n",
    "{title}\n{outlet}\n{us}\n{body}\n\n",
    "{title}\nSource: {outlet}\nDate: {date}\nLink: http://example.org/{n}\n{body}\n\n",
    "{title} ({outlet}, {date})\n“{body}”\n\n",
    "{title} ({date}, {outlet})\n> {body}\n\nAnother ferry passed while I typed this, and nobody waved from it at all, which is new.\n\n",
    "{title}, {outlet} ({date})\n{body}\n\n",
    "From {outlet} of {date}:\n{title}\n{body}\n\n",
    "{outlet}: {title} ({date})\n{body}\n\n",
]


def read(text: str) -> list[Document]:
    return [d for d in Reader().documents(text.encode(), "digest.txt") if d.parent]


def page(layout: str) -> str:
    parts = [
        layout.format(n=n, title=title, outlet=outlet, OUTLET=outlet.upper(), date=date, us=AMERICAN[date], author=author, body=body)
        for n, ((title, outlet, date, _, author), body) in enumerate(zip(CLIPS, BODIES, strict=True), 1)
    ]
    return PAGE + "".join(parts)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str) -> None:
    text = page(layout)
    found = read(text)
    titles = [text[slice(*d.title)].strip("“”") if d.title else None for d in found]
    assert [(d.outlet or "").lower() for d in found] == [c[1].lower() for c in CLIPS]
    assert [d.published for d in found] == [c[3] for c in CLIPS]
    assert titles == [c[0] for c in CLIPS]
    assert [text[d.start : d.end] for d in found] == BODIES


def test_headlines_alone_without_a_year() -> None:
    text = page(LAYOUTS[0]) + "In brief\nRain over the sound (Radio Velden, 7 March)\nMarket hall to close on Mondays (The Kestrel Bay Post, 8 March)\n"
    found = read(text)
    assert [d.published for d in found[4:]] == ["2034-03-07", "2034-03-08"]
    assert all(text[d.start : d.end].endswith("March)") for d in found[4:])


def test_introductions_in_prose() -> None:
    text = (
        "Cuttings\nPosted on 10 March 2034\n\nIt rained all week.\n\n"
        f"The Orlanda Tribune reports today:\n“{BODIES[0]}”\n\nI had heard the same from the crews. And then, over at Radio Velden:\n“{BODIES[2]}”\n\n"
        f"From the Kestrel Bay Post of 5 March:\n“{BODIES[1]}”\nThat is all for now.\n"
    )
    found = read(text)
    assert [(d.outlet, d.published) for d in found if d.outlet != "Radio Velden"] == [("Orlanda Tribune", "2034-03-10"), ("Kestrel Bay Post", "2034-03-05")]
    assert [text[d.start : d.end] for d in found if d.outlet == "Orlanda Tribune"] == [BODIES[0]]


def test_reader_comments_and_notes_end_a_body() -> None:
    text = (
        page(LAYOUTS[3]) + "2 comments\n\nBirgit says:\n11 March 2034 at 08:10\nMy uncle was on that ferry.\nReply\n\nMaud Ferrier says:\nHere is one more:\n\n"
    )
    text += "Radio Velden, 11 March 2034: Ferry runs aground\n\nThe ferry ran aground off the point on Saturday morning, the coastguard said. Nobody was hurt.\n\nReply\n"
    found = read(text)
    assert len(found) == 5
    assert text[found[3].start : found[3].end] == BODIES[3]
    assert text[found[4].start : found[4].end].endswith("Nobody was hurt.")


ARABIC = [
    ("صيادو الجزر يطالبون بسعر عادل", "المنارة الجديدة", "3 آذار/مارس 2034", "2034-03-03"),
    ("المحافظة تنفي وعود الجسر", "صوت الخليج الأزرق", "5 آذار/مارس 2034", "2034-03-05"),
    ("توقيف رجلين في حريق الميناء", "المنارة الجديدة", "6 آذار/مارس 2034", "2034-03-06"),
]
ARABIC_BODY = "قالت النقابة إن العمال عادوا إلى السفن يوم الجمعة بعد أن سحبت الشركة جدولها الجديد، وأضافت أن نحو أربعمئة رجل بقوا على الرصيف."
ARABIC_LAYOUTS = [
    "{title} ({outlet}، {date})\n{body}\n\n",
    "{outlet} ({date}): {title}\n{body}\n\n",
    "{outlet} – {date}\n{title}\n{body}\n\n",
    "{title}\nالمصدر: {outlet}\nالتاريخ: {date}\n{body}\n\n",
    "صحيفة {outlet}، {date}: {title}\n{body}\n\n",
    "{title}\n{outlet} | {date} | ص 3\n{body}\n\n",
]


@pytest.mark.parametrize("layout", ARABIC_LAYOUTS)
def test_arabic_layouts(layout: str) -> None:
    text = "جولة الأسبوع\nالجمعة 10 آذار/مارس 2034\n\nهذه أبرز عناوين الصحف الصادرة هذا الأسبوع في الجزر الشمالية.\n\n"
    text += "".join(layout.format(title=t, outlet=o, date=d, body=ARABIC_BODY) for t, o, d, _ in ARABIC)
    found = read(text)
    assert [(d.outlet, d.published) for d in found] == [(o, v) for _, o, _, v in ARABIC]
    assert [text[d.start : d.end] for d in found] == [ARABIC_BODY] * 3


NO_DIGESTS = [
    "ORLANDA, March 3 (Reuterly) — The ferry crews went back to work on Friday, the union told the Orlanda Tribune:\n“We won.”\nThe company told Radio Velden on 2 March 2034: “We did not lose.”\n",
    "Interview\n\nOrlanda Tribune: When did you first see it?\nRECK: On 3 March 2034.\nOrlanda Tribune: And then?\nRECK: On 5 March 2034, again.\n",
    "Ferry strike: a timeline\n\n1 March 2034: Crews walk out\n2 March 2034: Company offers talks\n3 March 2034: Crews go back\n",
    "Comments\n\nBirgit, March 3, 2034 at 5:30 pm: I saw it too.\nTomas, March 4, 2034 at 6:30 pm: Nobody did.\n",
]


@pytest.mark.parametrize("text", NO_DIGESTS)
def test_other_pages_are_no_digests(text: str) -> None:
    assert read(text) == []


def test_signs_and_fields_in_any_order() -> None:
    text = "Cuttings\n12 March 2034\n\n" + "".join(
        f"■ {outlet} ({remark}) ■ {date} ■ page 3\n{title}\n{body}\n\n"
        for outlet, remark, date, title, body in zip(
            ("Orlanda Tribune", "Radio Velden", "Kestrel Bay Post"), ("daily", "website, my translation", "weekly"), ("10 March", "Friday", "11/3/34"),
            ("“No boats today”", "“The pier is shut”", "“Who closed it?”"), BODIES, strict=False,
        )
    )  # fmt: skip
    found = read(text)
    assert [(d.outlet, d.published) for d in found] == [("Orlanda Tribune", "2034-03-10"), ("Radio Velden", "2034-03-10"), ("Kestrel Bay Post", "2034-03-11")]
    assert [text[d.start : d.end] for d in found] == [*BODIES[:3]]


def test_headers_between_rules() -> None:
    rule = "-" * 30
    text = "Cuttings\n12 March 2034\n\n" + "".join(
        f'{rule}\n{outlet}, {date} -- "{title}"\n{rule}\n{body}\n\n'
        for outlet, date, title, body in zip(
            ("ORLANDA TRIBUNE", "RADIO VELDEN website", "KESTREL BAY POST"), ("Fri 10 Mar", "10/3/34", "Saturday"),
            ("No boats today", "The pier is shut", "Who closed it"), BODIES, strict=False,
        )
    )  # fmt: skip
    assert [(d.outlet, d.published) for d in read(text)] == [
        ("ORLANDA TRIBUNE", "2034-03-10"),
        ("RADIO VELDEN", "2034-03-10"),
        ("KESTREL BAY POST", "2034-03-11"),
    ]


def test_numbered_pieces() -> None:
    text = "Cuttings\n12 March 2034\n\n" + "".join(
        f"{n}) {head}:\n   {title}\n   > {body}\n\n"
        for n, head, title, body in zip(
            (1, 2, 3), ("Orlanda Tribune (Fri 10 March), page 1", "Radio Velden, website, 10/03/34", "Kestrel Bay Post, this morning"),
            ("NO BOATS TODAY", "THE PIER IS SHUT", "WHO CLOSED IT"), BODIES, strict=False,
        )
    )  # fmt: skip
    found = read(text)
    assert [(d.outlet, d.published) for d in found] == [("Orlanda Tribune", "2034-03-10"), ("Radio Velden", "2034-03-10"), ("Kestrel Bay Post", "2034-03-12")]


def test_numbered_sections_of_a_study_are_no_clippings() -> None:
    text = "The pier of Orlanda\n12 March 2034\n\n" + "".join(
        f"{n}. {head}\n\n{body}\n\n" for n, head, body in zip((1, 2, 3), ("The pier", "The boats", "What to do"), BODIES, strict=False)
    )
    assert read(text) == []
