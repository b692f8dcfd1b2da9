"""Places: which town or country a name stands for, by what stands beside it and by what else the document names.

A name is looked up among known places (`link.atlas`). Which one is meant is told, in this order, by the words beside it ("Tripoli,
Lebanon"), by the same name in the same document where those words stand, by countries and other places that the document names, and
by size alone only where one place is far larger than all others of the name. What none of these decides stays undecided, with the
candidates. Numbers of evidence below are counts of names, set on texts of our own, and no likelihoods.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log10

from rashomon.lang.folding import fold
from rashomon.lang.gazetteer import COMMON, gazetteer
from rashomon.link.atlas import Countries, Place, Towns, countries, key, kilometres
from rashomon.link.beside import Told, beside
from rashomon.model import Candidate, Entity, Extraction, Mention

LARGE = 100_000  # people from which on the only place of a name needs nothing else to speak for it
FAMOUS = 1_000_000  # the same for names that are everyday words, and for the largest of several
FAR_LARGER = 10  # times the next one
NEAR = 100.0  # km
ENOUGH = 2.0  # evidence that decides among several
MOST_FOR_COUNTRY, MOST_FOR_TOWNS, MOST_FOR_UNDECIDED = 4.0, 6.0, 2.0
OTHER_NAME = 10  # a place under another name counts as one so many times smaller
LONE_OTHER_NAME = 3  # the same where no other place has the name
SAME = 50.0  # km within which a town and its district are one place
SHOWN = 5  # candidates kept
# Continents and the like, after which towns are called too.
WIDER = frozenset(
    map(
        key,
        "Africa Asia Europe America Sahel Sahara Gulf Levant Maghreb Balkans Caucasus Mediterranean أفريقيا إفريقيا آسيا أوروبا الساحل الصحراء الخليج الشام المغرب المتوسط الشرق الغرب".split(),
    )
)


@dataclass(frozen=True, slots=True)
class Decision:
    """Which place a mention stands for (None: undecided), why, and the places it could be."""

    place: Place | None
    how: str
    candidates: tuple[Place, ...] = ()


def located(files: Sequence[Extraction], found: Iterable[Mention], towns: Towns) -> dict[str, Decision]:
    """What is known of every mention of a place, by its id; names that no list has are absent. `found`: mentions that linking made."""
    known = countries()
    by_document: dict[str, list[Mention]] = defaultdict(list)
    text_of: dict[str, str] = {}
    for file in files:
        text_of |= dict.fromkeys((d.id for d in file.documents), file.root.text or "")
        for m in file.mentions:
            by_document[m.document].append(m)
    for m in found:
        by_document[m.document].append(m)
    looked: dict[str, tuple[Place, ...]] = {}
    out: dict[str, Decision] = {}
    for document, mentions in sorted(by_document.items()):
        places = sorted((m for m in mentions if m.type == "place" and m.form == "name"), key=lambda m: m.start)
        if places:
            out |= _document(places, text_of[document], known, towns, looked)
    return out


def _document(places: Sequence[Mention], text: str, known: Countries, towns: Towns, looked: dict[str, tuple[Place, ...]]) -> dict[str, Decision]:
    """The mentions of one document."""
    out: dict[str, Decision] = {}
    by_key: dict[str, list[Mention]] = defaultdict(list)
    for m in places:
        by_key[key(m.text)].append(m)
    evidence = _Evidence(known)
    waiting: dict[str, tuple[Place, ...]] = {}
    told: dict[str, dict[str, Told]] = {}
    for name, mentions in by_key.items():
        if name in known.forms and not any(_puts_elsewhere(m, text, known) for m in mentions):
            country = known.forms[name]
            evidence.countries[country.country] += len(mentions)
            decision = Decision(country, _of_country(country, known))
            out |= {m.id: decision for m in mentions}
            continue
        if name not in looked:
            looked[name] = () if name in WIDER else _one_each(_found(name, towns))
        if looked[name]:
            waiting[name] = looked[name]
            told[name] = {m.id: t for m in mentions if (t := beside(text, m.start, m.end, known))}
    if not waiting:
        return out
    evidence.peoples(text, min(m.start for m in places), places[-1].end)
    decided: dict[str, dict[str, Decision]] = {}
    for name in [n for n in waiting if told[n]]:
        made = _by_words(name, waiting[name], told[name], known)
        decided[name] = made
        for d in {d.place: d for d in made.values()}.values():
            evidence.add(name, d.place)
    for name, candidates in waiting.items():
        if name not in decided and (first := _outstanding(name, candidates, known)):
            evidence.leaning[name] = first
    open_ = {n: c for n, c in waiting.items() if n not in decided}
    evidence.open = open_
    for turn in range(3):  # what is decided speaks for what is still open; what size alone would decide waits for it
        for name, candidates in open_.items():
            if (
                name not in decided
                and (turn or name not in evidence.leaning)
                and (name not in known.states or _outstanding(name, candidates, known))
                and (made_ := _by_context(name, candidates, evidence, known))
            ):
                decided[name] = {"": made_}
                evidence.add(name, made_.place)
    for name, candidates in waiting.items():
        made = decided.get(name) or {"": _undecided(name, candidates)}
        out |= {m.id: made.get(m.id) or made[""] for m in by_key[name]}
    return out


def _of_country(country: Place, known: Countries) -> str:
    capital = known.capitals.get(country.country)
    if capital is not None and key(capital.name) == key(country.name):
        return "the name of a country, and of its capital"
    return "the name of a country"


def _puts_elsewhere(mention: Mention, text: str, known: Countries) -> bool:
    """Whether the words beside put a country's name inside another country ("Lebanon, Ohio")."""
    told = beside(text, mention.start, mention.end, known)
    return told is not None and told.region != ""


def _found(name: str, towns: Towns) -> list[Place]:
    """Places under a name, and under its other forms in the list of known names, which has some that GeoNames lacks in Arabic."""
    entry = gazetteer().lookup(name)
    forms = {name, *(key(f) for f in entry.forms if entry.type == "place")} if entry else {name}
    out: dict[str, Place] = {}
    for form in sorted(forms):
        for place in towns.find(form):
            if place.id not in out or place.own:
                out[place.id] = place
    return list(out.values())


def _one_each(places: Sequence[Place]) -> tuple[Place, ...]:
    """Places of one name without the district around a town, or a town's second entry: the town, and the largest, stays."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda p: (p.kind != "P", -p.population, p.id)):
        if not any(other.country == place.country and (apart := kilometres(other, place)) is not None and apart <= SAME for other in kept):
            kept.append(place)
    return tuple(sorted(kept, key=lambda p: (-_weight(p), p.id)))


def _weight(place: Place, name: str = "") -> float:
    """People; a tenth of them where the name is neither the place's own nor what that begins with ("Santiago" for Santiago de Cuba)."""
    own = place.own or (name != "" and key(place.name).startswith(f"{name} "))
    return place.population if own else place.population / OTHER_NAME


def _outstanding(name: str, candidates: Sequence[Place], known: Countries) -> Place | None:
    """The place of a name that is far larger than all others of it and very large or a capital, or the only one and large."""
    first, rest = candidates[0], candidates[1:]
    least = LARGE if name not in COMMON and (not rest or known.is_capital(first)) else FAMOUS
    if not rest:
        return first if first.population >= least * (1 if first.own else LONE_OTHER_NAME) else None
    return first if _weight(first, name) >= max(least, FAR_LARGER * max(_weight(p, name) for p in rest)) else None


# ------------------------------------------------------------------------------------------- by the words beside
def _by_words(name: str, candidates: Sequence[Place], told: Mapping[str, Told], known: Countries) -> dict[str, Decision]:
    """Decisions by mention id where the words beside a name tell; "" holds the one for all other mentions of the document."""
    out: dict[str, Decision] = {}
    for mention, words in told.items():
        fitting = [p for p in candidates if p.country == words.country and words.region in ("", p.region)]
        if len(fitting) == 1 or (fitting and _weight(fitting[0]) >= FAR_LARGER * _weight(fitting[1])):
            out[mention] = Decision(fitting[0], f"“{words.words}” stands beside it", tuple(candidates))
        elif fitting:
            out[mention] = Decision(None, f"“{words.words}” stands beside it, where several places have this name", tuple(fitting))
        else:
            out[mention] = Decision(None, f"“{words.words}” stands beside it, and no place of this name is known there")
    places = {d.place for d in out.values()}
    if len(places) == 1:
        first = next(iter(out.values()))
        out[""] = replace(first, how=first.how.replace(" beside it", " beside it elsewhere in the same report"))
    else:
        out[""] = Decision(None, "the report names several places of this name", tuple(candidates))
    return out


# ------------------------------------------------------------------------------------------- by the rest of the document
class _Evidence:
    """What a document names: countries with counts, decided towns, towns that lean one way by size, names still open."""

    def __init__(self, known: Countries) -> None:
        self.known = known
        self.countries: Counter[str] = Counter()
        self.adjectives: Counter[str] = Counter()
        self.decided: dict[str, Place] = {}
        self.leaning: dict[str, Place] = {}
        self.open: dict[str, tuple[Place, ...]] = {}

    def add(self, name: str, place: Place | None) -> None:
        if place is not None:
            self.decided[name] = place

    def peoples(self, text: str, start: int, end: int) -> None:
        """Counts words such as "Libyan" and "الليبية" around the names, a page's length to each side."""
        for word in fold(text[max(0, start - 3000) : end + 3000]).replace("-", " ").split():
            code = self.known.adjectives.get(word.strip(".,:;!?\"'()[]،؛؟«»"))
            if code:
                self.adjectives[code] += 1

    def has_near(self, name: str, place: Place) -> bool:
        """Whether the document names a town near a place."""
        return any(n != name and (apart := kilometres(p, place)) is not None and apart <= NEAR for n, p in {**self.leaning, **self.decided}.items())

    def speaks_for(self, name: str, place: Place) -> tuple[float, list[str]]:
        """How much speaks for a place, and what."""
        why: list[str] = []
        code = place.country
        nation, people = self.countries[code], self.adjectives[code]
        weight = min(MOST_FOR_COUNTRY, (1 + nation if nation else 0) + people)
        if nation or people:
            why.append(self.known.names.get(code, code))
        towns = 0.0
        for other, at in {**self.leaning, **self.decided}.items():
            if other == name or at.country != code:
                continue
            apart = kilometres(at, place)
            towns += 2.0 if apart is not None and apart <= NEAR else 1.0
            why.append(at.name)
        vague = sum(
            0.5 for n, several in self.open.items() if n != name and n not in self.decided and n not in self.leaning and any(p.country == code for p in several)
        )
        return weight + min(MOST_FOR_TOWNS, towns) + min(MOST_FOR_UNDECIDED, vague), why


def _by_context(name: str, candidates: Sequence[Place], evidence: _Evidence, known: Countries) -> Decision | None:
    """The place that the rest of the document speaks for, if for one clearly."""
    scored = sorted(((*evidence.speaks_for(name, p), p) for p in candidates), key=lambda s: (-s[0], -_weight(s[2]), s[2].id))
    scores = {p.id: score for score, _, p in scored}
    best, why, place = scored[0]
    first = _outstanding(name, candidates, known)
    if first is not None:
        headway = 2 * log10(max(FAR_LARGER, _weight(first) / max(1.0, _weight(candidates[1])))) if len(candidates) > 1 else ENOUGH
        others = max((s for s, _, p in scored if p is not first), default=0.0)
        beside_it = [p for s, _, p in scored if p is not first and s >= ENOUGH + 1 and not scores[first.id] and evidence.has_near(name, p)]
        if not beside_it and others < 2 * (scores[first.id] + headway) + 1:
            because = next(w for _, w, p in scored if p is first)
            alone = "the only place of this name that is known" if len(candidates) == 1 else f"far the largest of {len(candidates)} places of this name"
            return Decision(first, _named_too(because) or alone, tuple(candidates))
    rivals = [s for s in scored[1:] if s[2].country == place.country]
    if rivals and rivals[0][0] >= best and _weight(place) < FAR_LARGER * _weight(rivals[0][2]):
        return None
    second = max((s for s, _, p in scored[1:] if p not in [r[2] for r in rivals]), default=0.0)
    doubtful = second > 0 or (len(candidates) == 1 and place.population < LARGE // 10)
    least = ENOUGH + 1 if name in COMMON else ENOUGH if doubtful else 1.0
    if not why or best < least or (second and best < 2 * second + 1):
        return None
    return Decision(place, _named_too(why), tuple(candidates))


def _named_too(why: Sequence[str]) -> str:
    return f"the report also names {_listed(list(dict.fromkeys(why))[:3])}" if why else ""


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _undecided(name: str, candidates: Sequence[Place]) -> Decision:
    if len(candidates) > 1:
        return Decision(None, f"{len(candidates)} places have this name, and the report does not tell which is meant", tuple(candidates))
    return Decision(None, "one place of this name is known, and nothing in the report speaks for it", tuple(candidates))


# ------------------------------------------------------------------------------------------- of entities
def placed(entities: Sequence[Entity], entity_of: Mapping[str, str], decisions: Mapping[str, Decision], towns: Towns) -> tuple[Entity, ...]:
    """Entities with coordinates, country, GeoNames id and the reason, where the mentions of a place agree; else with the candidates."""
    of: dict[str, list[Decision]] = defaultdict(list)
    for mention, decision in sorted(decisions.items()):
        if mention in entity_of:
            of[entity_of[mention]].append(decision)
    return tuple(_placed(e, of[e.id], towns) if e.type == "place" and e.id in of else e for e in entities)


def _placed(entity: Entity, decisions: Sequence[Decision], towns: Towns) -> Entity:
    made = [d for d in decisions if d.place is not None]
    ids = {d.place.id for d in made if d.place}
    several = {p.id: p for d in decisions for p in (*d.candidates, *((d.place,) if d.place else ()))}
    if len(ids) != 1:
        how = "its names stand for several places" if ids else Counter(d.how for d in decisions).most_common(1)[0][0]
        return replace(entity, how=how, candidates=_candidates(several.values()))
    place = next(d.place for d in made if d.place)
    how = min(Counter(d.how for d in made).items(), key=lambda item: (-item[1], item[0]))[0]
    ref = f"geonames:{place.id}"
    return replace(
        entity, latitude=place.latitude, longitude=place.longitude, country=place.country, how=how, candidates=_candidates(p for p in several.values() if p.id != place.id),
        refs=(ref,), reasons=(f"{place.name} in {towns.source if place.kind != 'country' else 'the countries of GeoNames'}",),
    )  # fmt: skip


def _candidates(places: Iterable[Place]) -> tuple[Candidate, ...]:
    ordered = sorted(places, key=lambda p: (-_weight(p), p.id))[:SHOWN]
    return tuple(
        Candidate(ref=f"geonames:{p.id}", name=p.name, country=p.country, latitude=p.latitude, longitude=p.longitude, population=p.population) for p in ordered
    )
