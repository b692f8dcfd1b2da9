"""Arabic words by which the source of a statement is resolved. Folded, without the article where it is optional."""

from __future__ import annotations

from rashomon.lang.base import Sourcing
from rashomon.lang.folding import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(fold(words).split())


SOURCING = Sourcing(
    personal=_set("هو هي أنا"),
    plural=_set("هم نحن"),
    neutral=frozenset(),
    definite=("ال", "هذا", "هذه"),
    titles=_set(
        "الجنرال جنرال الرئيس رئيس الوزير وزير الوزيرة المتحدث متحدث المتحدثة اللواء لواء العقيد عقيد العميد القائد قائد الزعيم المبعوث السفير المدير المحافظ النائب"
    ),
    people=_set("مسؤولون مسؤولين مصادر شهود سكان الأهالي أهالي نشطاء خبراء محللون محللين صحفيون أطباء مسعفون دبلوماسيون السكان الشهود"),
    possessed=frozenset(),
    bodies=_set("الجماعة المنظمة الوكالة الوزارة الشركة الحزب الحركة المجلس اللجنة الصحيفة القناة الهيئة البعثة القوات التنظيم الكتيبة الجبهة"),
    speakers=_set("الحكومة الجيش الأمم"),
    papers=_set("بيان تقرير أرقام إحصاءات إحصائية دراسة رسالة تغريدة"),
    spokes=r"المتحدث|الناطق|متحدث|ناطق|مصدر|مسؤول|مسوول",
    joiners=r"(?<!\w)(?:في|من|باسم|لدى|لدي|عن|مع|على|علي)(?!\w)",
    from_whom=_set("من عن"),
    asking=_set("الصحيفة المجلة الوكالة القناة الموقع المحرر المذيع المذيعة مقدم مقدمة المقدم المقدمة المراسل المراسلة المحاور المحاورة الصحفي الجريدة"),
    short_names=frozenset(),
    outlet_words=_set("صحيفة جريدة وكالة قناة مجلة موقع إذاعة"),
)
