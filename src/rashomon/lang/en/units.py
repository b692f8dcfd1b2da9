"""Units, currencies and scale words of English figures."""

from __future__ import annotations

import re
from collections.abc import Mapping

SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}
SHORT_SCALES = {"m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "k": 1000, "b": 10**9, "tn": 10**12}
_UNITS: Mapping[str, str] = {
    "km": "km kms kilometre kilometres kilometer kilometers", "mi": "mile miles", "m": "m metre metres meter meters", "mm": "mm millimetre millimetres millimeter millimeters",
    "cm": "cm centimetre centimetres centimeter centimeters", "nm": "nanometre nanometres nanometer nanometers", "um": "μm µm um micron microns", "ft": "ft foot feet", "in": "inch inches", "yd": "yard yards",
    "nmi": "nautical", "t": "tonne tonnes ton tons", "kg": "kg kgs kilogram kilograms kilogrammes kilo kilos", "g": "g gram grams grammes", "mg": "mg milligram milligrams",
    "lb": "lb lbs", "oz": "ounce ounces oz", "l": "l litre litres liter liters", "ml": "ml millilitre millilitres milliliter milliliters", "gal": "gallon gallons", "bbl": "barrel barrels",
    "ha": "ha hectare hectares", "acre": "acre acres", "km/h": "kmh kph", "mph": "mph", "mpg": "mpg", "kn": "knots", "W": "w watt watts", "kW": "kw kilowatt kilowatts", "MW": "mw megawatt megawatts", "GW": "gw gigawatt gigawatts",
    "kWh": "kwh", "MWh": "mwh", "GWh": "gwh", "Wh": "wh", "mAh": "mah", "V": "v volt volts", "A": "amp amps", "Hz": "hz", "kHz": "khz", "MHz": "mhz", "GHz": "ghz", "GB": "gb gigabyte gigabytes", "MB": "mb megabyte megabytes",
    "TB": "tb terabyte terabytes", "kB": "kb", "hp": "hp bhp horsepower", "Nm": "newton", "degree": "degree degrees fahrenheit celsius centigrade", "%": "% percent pct pc percentage", "rpm": "rpm",
    "m2": "m2 sqm", "m3": "m3", "km2": "km2", "p": "p", "ms": "ms", "min": "min", "bps": "bps", "USD": "dollar dollars usd buck bucks", "EUR": "euro euros eur €", "GBP": "pound pounds gbp £ quid", "dinar": "dinar dinars",
    "dirham": "dirham dirhams", "lira": "lira liras", "RUB": "rouble roubles ruble rubles", "franc": "franc francs", "JPY": "yen ¥",
    "money": "crowns crown kroner kronor krona rupee rupees peso pesos shekel shekels riyal riyals rial rials yuan renminbi won baht naira rand shilling shillings cent cents pence "
    "sen sol soles real reais zloty forint forints taka hryvnia hryvnias lari manat som somoni afghani afghanis birr kwacha cedi cedis dong ringgit centime centimes "
    "kopeck kopecks tenge leva lei colon colones bolivar bolivars quetzal quetzals guarani guaranis piastre piastres chf inr cny aud cad nzd hkd sek nok dkk",
}  # fmt: skip
UNITS = {word: unit for unit, words in _UNITS.items() for word in words.split()}
# Units of one or two letters, which are words of their own when a space stands before them.
GLUED_ONLY = frozenset({"l", "g", "w", "v", "p", "b", "ha", "pc", "in"})
# "200 square miles", "4 cubic metres": the word behind gives the unit.
POWERS = {"square": "2", "sq": "2", "cubic": "3"}
LENGTHS = frozenset({"km", "mi", "m", "ft", "nmi", "mm", "cm", "in", "yd", "nm", "um"})
DISTANCES = frozenset({"km", "mi", "m", "nmi"})
MONEY = frozenset({"USD", "EUR", "GBP", "JPY", "dinar", "dirham", "lira", "RUB", "franc", "money"})

_CODES = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "usd": "USD", "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "rub": "RUB", "us": "USD", "ps": "GBP", "y=": "JPY",
}  # fmt: skip
# A sum with its currency before it: "$5", "US$5", "$US5", "A$5", "USD 5", "RM5". PS and Y= are what £ and ¥ become in text brought down to ASCII.
SUM = re.compile(
    r"(?<![\w.,])(?P<code>(?:(?:US|AUD?|A|CA?|HK|NZ|S|NT|R|U\.S\.)\s?)?\$\s?(?:US|AU?|CA?|NZ|HK|S)?|[€£¥₹₽₺₪₩₦]|"
    r"(?:USD|EUR|GBP|JPY|CHF|INR|CNY|AUD|CAD|NZD|HKD|SEK|NOK|DKK|RUB|TRY|EGP|LYD|IQD|SYP|LBP|SAR|AED|QAR|KWD|YER|SDG|ILS|NGN|KES|ZAR|PKR|BRL|MXN|UAH|PLN|RM|Rs\.?|PS(?=[\d.,]*\d)|Y=))"
    r"\s?(?P<minus>[-−])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale>(?:[bB]n|mln|mn|tn|[mM]|[bB]|[kK])\b)?(?!\d)"
)


def currency(code: str) -> str:
    """The unit of a currency sign or code; `money` where only that it is money is known (or whose dollar it is)."""
    bare = code.replace(" ", "").lower()
    if "$" in bare:
        return "USD" if bare in ("$", "us$", "$us", "u.s.$") else "money"
    return _CODES.get(bare, "money")
