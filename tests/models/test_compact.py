"""The shipped networks: the same answer whatever stands beside, bounded work on strange text, clear errors for broken files."""

import json
import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from rashomon.errors import SetupError
from rashomon.model import Span
from rashomon.models.compact import LONGEST, OVERLAP, WINDOW, Compact, compact
from rashomon.models.pieces import windows

DATA = Path(str(files("rashomon.models") / "data"))
REPORT = [
    "MARSA RIMAL, May 7 - The governor of Zahrin, Munir Sabbouh, said on Tuesday that two bridges had been closed.",
    "“Nobody crosses the river without a permit,” Sabbouh told reporters. He denied that shots had been fired.",
    "According to the Halyard news agency, 41 families left Tell Ghurab before noon.",
]
ARABIC = ["قال منير صبوح إن قواته انسحبت من تل غراب يوم الثلاثاء.", "ونفت نوال الشهربي إجراء أي محادثات في واحة الصفا."]


def laid(*words: str, start: int = 0) -> list[tuple[Span, str]]:
    """Passages one below the other."""
    out = []
    for text in words:
        out.append((Span(start, start + len(text)), text))
        start += len(text) + 2
    return out


@pytest.fixture(scope="module")
def model() -> Compact:
    return compact("")


def test_who_said_what_in_plain_news(model: Compact) -> None:
    found = model.read("en", laid(*REPORT))
    assert found is not None
    whole = "\n\n".join(REPORT)
    said = [(" ".join(whole[slice(*s)] for s in a.source), " ".join(whole[slice(*c)] for c in a.content)) for f in found for a in f.attributions or ()]
    assert any("Sabbouh" in source and "bridges had been closed" in content for source, content in said)
    assert any("Sabbouh" in source and "crosses the river" in content for source, content in said)
    names = {(whole[slice(*n.span)], n.type) for f in found for n in f.names or ()}
    assert ("Munir Sabbouh", "person") in names
    assert all(f.ends is not None for f in found)


def test_places_count_from_the_start_of_the_file(model: Compact) -> None:
    here, there = model.read("en", laid(*REPORT)), model.read("en", laid(*REPORT, start=1000))
    assert here is not None
    assert there is not None
    assert [[n.span.start + 1000 for n in f.names or ()] for f in here] == [[n.span.start for n in f.names or ()] for f in there]


def test_what_was_read_before_changes_nothing(model: Compact) -> None:
    alone = compact("").read("en", laid(*REPORT))
    model.read("en", laid("Another report altogether. " * 30, "With 12 people in Nujayma, said Faris al-Darbasi."))
    model.read("ar", laid(*ARABIC))
    assert model.read("en", laid(*REPORT)) == alone


def test_a_long_passage_is_read_in_windows_that_leave_no_seam(model: Compact) -> None:
    sentence = "Jawad al-Salhumi said that the road to Nujayma was open. "
    found = model.read("en", laid(sentence * 60))
    assert found is not None
    (one,) = found
    assert sum(n.type == "person" for n in one.names or ()) == 60
    assert len(one.ends or ()) == 60
    assert all(a.source[0].end - a.source[0].start == len("Jawad al-Salhumi") for a in one.attributions or () if a.source)


def test_windows_cover_every_piece_and_keep_lines_whole() -> None:
    starts = np.zeros(1000, np.bool_)
    starts[[0, 50, 120, 130, 600, 700]] = True
    cut = list(windows(starts, WINDOW, OVERLAP))
    assert sorted({n for a, b in cut for n in range(a, b)}) == list(range(1000))
    assert all(b - a <= WINDOW for a, b in cut)
    assert (0, 130) in cut  # three lines that fit


@pytest.mark.parametrize(
    "strange",
    [
        "x", "?", "\u200f", "🙂" * 3000, "QUJD" * 20_000, "“" * 10_000 + "no" + "”" * 10_000, "Hafخليtarفة said so.", "a\u0301" * 5000, "\x00\x01 ", " ",
        "word " * 5000, "He \ud800 said",
    ],
    ids=["letter", "mark", "direction mark", "emoji", "base64", "nested quotes", "mixed scripts", "accents", "control", "blank", "no full stop", "half a pair"],
)  # fmt: skip
@pytest.mark.parametrize("code", ["en", "ar"])
def test_strange_text_gives_an_answer_inside_the_text(model: Compact, strange: str, code: str) -> None:
    passages = laid(strange, *(REPORT if code == "en" else ARABIC))
    found = model.read(code, passages)
    assert found is not None
    assert len(found) == len(passages)
    for (span, _), one in zip(passages, found, strict=True):
        spans = [n.span for n in one.names or ()] + [s for a in one.attributions or () for s in (*a.source, *a.cue, *a.content)]
        assert all(span.start <= s.start < s.end <= span.end for s in spans)
    assert found[1].names  # the neighbour is not lost


def test_a_passage_longer_than_is_read_at_once_is_cut_at_a_sentence(model: Compact) -> None:
    sentence = "Hamdan al-Darbasi denied it. "
    found = model.read("en", laid(sentence * (LONGEST // len(sentence) + 20)))
    assert found is not None
    assert len(found[0].ends or ()) == LONGEST // len(sentence) + 20


def test_a_language_without_a_network_is_left_to_the_rules(model: Compact) -> None:
    assert model.read("fr", laid("Il a dit non.")) is None


def test_arabic_names_without_the_prefix(model: Compact) -> None:
    found = model.read("ar", laid("وقال مسؤول في بغداد إن الوفد وصل إلى القاهرة قادما من لندن وباريس."))
    assert found is not None
    names = {n.span for n in found[0].names or ()}
    assert len(names) >= 3
    assert found[0].attributions is None  # left to the rules


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_a_network_that_was_changed_is_refused(broken: Path) -> None:
    (broken / "en.onnx").write_bytes((broken / "en.onnx").read_bytes()[:-1] + b"x")
    with pytest.raises(SetupError, match=r"en\.onnx: not the file that was shipped.*--model none"):
        compact(str(broken)).read("en", laid(*REPORT))


def test_a_missing_network_is_named(broken: Path) -> None:
    (broken / "en.tokenizer.json").unlink()
    with pytest.raises(SetupError, match=r"en\.tokenizer\.json: the model for 'en' cannot be read"):
        compact(str(broken)).read("en", laid(*REPORT))


@pytest.mark.parametrize("text", ["{", "", None], ids=["half", "empty", "missing"])
def test_a_broken_list_of_models_is_named(broken: Path, text: str | None) -> None:
    path = broken / "models.json"
    path.unlink() if text is None else path.write_text(text)
    with pytest.raises(SetupError, match=r"models\.json: the list of models cannot be read"):
        _ = compact(str(broken)).version


def test_the_version_names_the_networks(broken: Path) -> None:
    before = compact(str(broken)).version
    about = json.loads((broken / "models.json").read_text())
    about["languages"]["en"]["onnx"]["sha256"] = "0" * 64
    (broken / "models.json").write_text(json.dumps(about))
    assert compact(str(broken)).version != before


def test_all_models_together_stay_small() -> None:
    assert sum(p.stat().st_size for p in DATA.iterdir()) <= 30_000_000
