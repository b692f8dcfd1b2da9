"""Units and currencies of Arabic figures, over folded words."""

from __future__ import annotations

from rashomon.lang.folding import fold

_UNITS = {
    "km": "كيلومتر كيلومترا كيلومترات كلم كم", "m": "متر مترا أمتار", "mi": "ميل ميلا أميال", "ft": "قدم قدما أقدام", "cm": "سنتيمتر سنتيمترا سنتيمترات سم", "mm": "مليمتر ملليمتر مليمترا ملم",
    "kg": "كيلوغرام كيلوغراما كيلوغرامات كيلوجرام كيلوجراما كغم كغ كيلو", "g": "غرام غراما غرامات جرام", "t": "طن طنا أطنان", "bbl": "برميل برميلا براميل", "ha": "هكتار هكتارا هكتارات",
    "l": "لتر لترا لترات ليتر ليترا", "MW": "ميغاواط ميغاوات", "kW": "كيلوواط", "dunam": "دونم دونما دونمات", "feddan": "فدان فدانا",
    "USD": "دولار دولارا دولارات", "EUR": "يورو", "dinar": "دينار دينارا دنانير", "rial": "ريال ريالا ريالات", "pound": "جنيه جنيها جنيهات", "lira": "ليرة ليرات", "dirham": "درهم درهما دراهم",
    "money": "روبل روبلا ين يوان فرنك فرنكا فرنكات شيكل شيكلا شيقل روبية روبيات قرش قرشا قروش أوقية كرونة تومان تومانا",
}  # fmt: skip
UNITS = {fold(word): unit for unit, words in _UNITS.items() for word in words.split()}
MONEY = frozenset({"USD", "EUR", "dinar", "rial", "pound", "lira", "dirham", "money"})
DISTANCES = frozenset({"km", "m", "mi"})
SIGNS = {"$": "USD", "€": "EUR", "£": "pound"}
