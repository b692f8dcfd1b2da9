"""Arabic duals, which are figures of two: the feminine dual, and nouns whose plural is another word.

The ending ـين is also that of the sound plural, so it tells a dual only of nouns with a broken plural; ـان tells one of
every noun listed. A noun before اثنان or اثنين is a dual whatever it is.
"""

from __future__ import annotations

from rashomon.lang.folding import fold
from rashomon.lang.tokens import Token

# Nouns with a broken plural (or a plural in ـات): their ـين is a dual.
_BROKEN = """
شخص رجل طفل ولد ابن شاب شيخ جندي ضابط شرطي عنصر قتيل جريح شهيد أسير قائد زعيم وزير سفير شقيق أخ حارس راكب شاهد تاجر طالب طبيب رئيس نائب خبير عميد عقيد لواء قاضي راعي
صاروخ لغم مدفع رشاش سلاح زورق مركب قارب جسر منزل بيت مبنى مسجد مخيم مركز مصنع مخزن متجر معسكر موقع مقر مطار ميناء فندق مستشفى مصرف ملف شارع طريق حي ممر مدخل معبر حاجز باب نفق حقل بئر سد خزان
هجوم انفجار تفجير كمين اعتداء اجتماع لقاء بيان تقرير قرار اتفاق عرض شرط خيار سبب أمر حل رد نداء خطاب كتاب سطر شريط عنوان قوس رقم سرير مولد محرك طرف جانب بلد وفد فريق حزب فصيل تنظيم جيش لواء فوج
صف نصف قسم جزء نوع شكل صوت مقعد كرسي قلم مفتاح صندوق كيس برميل طن متر ميل دينار دولار ألف مليون درس مشروع برنامج موعد مسار محور عمود جدار سقف
""".split()
# Persons with a sound plural: only ـان tells their dual.
_SOUND = """
مدني مقاتل مسلح موظف صحفي صحافي مهاجر مراقب مهندس معلم مدرس محقق محامي ممرض مسعف مزارع متظاهر محتج مواطن لاجئ نازح سجين معتقل محتجز متطوع مرتزق متمرد إرهابي جهادي أجنبي سياسي مستشار مبعوث وسيط
دبلوماسي عسكري نقيب ملازم مصدر مرشح ناطق كاتب ناشط باحث
""".split()
# Words that end so and are none: names, other words.
NO_DUALS = frozenset(
    fold(w)
    for w in "بوتين لاتين روتين كوينتين فلسطين مارتين كريستين استين فالنتين أوغستين قسطنطين جستين بساتين سلاطين شياطين طين متين مستقيلين حين رصين ميادين ملايين عناوين موازين قوانين براهين "
    "دكاكين مساكين سكاكين بلدان جدران نيران أوطان قضبان فرسان شبان شجعان رهبان قمصان غزلان حيان أركان أديان ألوان أوزان أبدان أطنان أفنان طالبان لبنان".split()
)


def _duals() -> frozenset[str]:
    broken = {fold(stem) for stem in _BROKEN} | {"مستشفي", "مبني", "مقهي"}
    out = set()
    for stem in broken:
        base = stem[:-1] + "ي" if stem.endswith(("ي",)) and len(stem) > 4 else stem
        out |= {base + "ين", base + "ان"}
    out |= {fold(stem) + "ان" for stem in _SOUND}
    return frozenset(out - NO_DUALS)


DUALS = _duals()
TWO = frozenset(fold(w) for w in "اثنان اثنين اثنتان اثنتين".split())
# Nouns in ـسة whose dual looks like a land in ـستان.
STAN = frozenset(fold(w) for w in "مدرستان مؤسستان جلستان كنيستان فرستان حارستان مدرستين".split())


def dual(token: Token, before: Token | None) -> int | None:
    """Where in the token's text a dual noun begins (behind its conjunction or preposition); None where it is none."""
    norm = token.norm
    if token.kind != "word" or not norm.endswith(("ين", "ان")) or len(token.text) != len(norm) or norm in NO_DUALS or norm[1:] in NO_DUALS:
        return None
    for prefix in ("", "و", "ف", "ب", "ل", "وال", "بال", "فال", "لل", "ال"):
        if not norm.startswith(prefix):
            continue
        form = norm[len(prefix) :]
        if form in NO_DUALS or len(form) < 4:
            continue
        if form in DUALS or form in ("مرتين", "مرتان"):
            return _article(norm, prefix)
    return _feminine(norm, before)


def _article(norm: str, prefix: str) -> int:
    """The article belongs to the noun."""
    return {"وال": 1, "بال": 1, "فال": 1}.get(prefix, 0 if prefix in ("", "ال", "لل") else len(prefix))


def _feminine(norm: str, before: Token | None) -> int | None:
    """A feminine dual is known by its ending; a long one that begins with و has its conjunction before it."""
    if not norm.endswith(("تين", "تان")) or before is None or (norm.endswith("ستان") and norm not in STAN):
        return None
    if len(norm) < 6 or (norm.startswith("ال") and len(norm) <= 7):
        return None
    return 1 if norm.startswith("و") and len(norm) >= 8 else 0
