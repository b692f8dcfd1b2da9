"""Words that names are made of, stand beside, or are mistaken for, in English. All folded."""

from __future__ import annotations

import re

from rashomon.lang.en.times import MONTHS, WEEKDAYS


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLE_WORDS = _set(
    """
    mr mrs ms miss dr doctor prof professor sir dame lord lady gen general lt lieutenant col colonel maj major capt captain cpl corporal sgt sergeant adm admiral brig brigadier cmdr
    commander marshal commodore president vice-president premier chancellor minister senator sen congressman congresswoman rep representative gov governor mayor ambassador envoy
    consul king queen prince princess emir sheikh sheik shaikh sultan imam ayatollah mullah mufti pope bishop archbishop patriarch cardinal rabbi father sister brother pastor reverend
    rev judge justice attorney prosecutor secretary spokesman spokeswoman spokesperson chairman chairwoman chairperson chair director deputy chief leader head inspector superintendent
    lawmaker mp dictator strongman economist analyst journalist reporter correspondent lawyer activist engineer hajj haji warlord ex-president ex-premier ex-minister undersecretary coordinator
    """
)
# Words that may stand before or between title words without being part of a name.
TITLE_MODIFIERS = _set(
    "field prime foreign interior defence defense finance justice health oil energy interim acting former ex deputy vice late first second secretary-general press military army navy naval air force police "
    "government presidential opposition rebel senior supreme top staff of state then longtime renegade retired self-styled us u.s. un u.n. uk eu crown grand chief lieutenant major brigadier rear warrant assistant "
    "parliamentary special humanitarian national security party department ministry"
)
ORG_HEADS = _set(
    """
    ministry parliament congress senate council committee commission agency authority administration government cabinet court tribunal bank university college institute institution academy school
    union organization organisation association society foundation federation league fund corporation company corp inc ltd group holding party bureau office department directorate service services police
    army navy force forces guard guards coastguard command corps staff assembly house chamber commission mission embassy consulate programme program secretariat observatory centre center
    times post news herald tribune gazette journal daily weekly press agency observer guardian mail telegraph chronicle courier monitor dispatch ledger inquirer review magazine television tv radio channel network
    nations hospital clinic club airlines airways crescent cross watch international accord pact board panel syndicate trust museum library studio studios media ports police intelligence secretariat crops unit
    """
)
# What a body is called behind its name ("…, the mining company, …").
BODY_NOUNS = _set(
    "company firm newspaper daily weekly broadcaster charity party agency corporation bank union organisation organization ngo watchdog network website "
    "station manufacturer operator airline university institute"
)
GROUP_HEADS = _set(
    "brigade brigades militia militias front movement battalion brotherhood mujahideen fighters rebels resistance insurgency jihad shura coalition alliance gang cartel tribe tribes clan mafia shield dawn operation faction legion guerrillas fedayeen ansar jaish jabhat liwa katiba majlis volunteers rangers frente partisans patriots militiamen"
)
PLACE_HEADS = _set(
    "city town village province governorate district region state county island islands river lake mountain mountains mount valley desert sea ocean gulf bay strait peninsula airport airbase base port harbour harbor square street road avenue "
    "bridge camp crossing border prison jail castle palace park dam field oilfield oilfields terminal neighborhood neighbourhood suburb suburbs heights hills coast basin plain oasis quarter market"
)
LOWER_HEADS = re.compile(r"coast ?guards?$|coastguards?$|navy$|air force$|brigades?$|militias?$|parliament$|army$")
NOT_NAMES = (
    frozenset(MONTHS) | frozenset(WEEKDAYS)
    | _set(
        """
        i islam islamic islamist islamists muslim muslims christian christians jewish jew jews sunni sunnis shia shiite shiites shi'ite jihadist jihadists jihadi salafi salafist salafists sufi kurd arabic english god allah quran koran
        bible ramadan eid christmas easter internet tv pm am mp mps ngo ngos gmt utc q a ok mr mrs ms dr st no vs etc dna hiv aids covid covid-19 gdp usd eur cctv suv suvs ied ieds id ids
        western eastern northern southern north south east west democrat democrats republican republicans marxist communist communists nazi nazis catholic catholics protestant orthodox hindu hindus buddhist
        """
    )
)  # fmt: skip
PEOPLE_NOUNS = _set(
    "officials witnesses residents critics analysts observers activists authorities prosecutors judges police troops soldiers rebels fighters militants gunmen sources experts diplomats doctors medics relatives families villagers migrants refugees "
    "protesters demonstrators journalists lawyers lawmakers ministers executioners opponents supporters islamists jihadis aides commanders survivors neighbours neighbors rescuers investigators humanitarian aid"
)
CONNECTORS = _set("of for and the de del della di da dos du la le el al bin ibn bint ben abu van von der den ten y e")
FAMILY = _set("de del della di da dos du la le el al bin ibn bint ben abu ould van von der den ten e")
PREFIXED = re.compile(r"^(?:al|el|ad|ash|as|an|ar|at|az|d|l|ul|bin|abu|abd)[-'’](?=[A-Z])")
PARTICIPLE = re.compile(
    r"^(?P<name>[A-Z][\w.'’]*?)(?P<tail>[-‑](?:backed|based|led|born|allied|affiliated|controlled|held|occupied|run|owned|linked|sponsored|funded|appointed|aligned|mediated|brokered|supported|trained|recognized|recognised|style|wide|speaking|educated|imposed|made|bound|dominated|supplied|installed|area|era|ruled|administered|mandated|loyal)s?)$",
    re.I,
)
ANTI = re.compile(r"^(?:anti|pro|ex|non|post|pre|mid|neo|trans|cross|inter)[-‑](?=[A-Z])", re.I)
ACRONYM = re.compile(r"^(?:[A-Z]{2,6}s?|(?:[A-Z]\.){2,}[A-Z]?)$")
PLACE_BEFORE = _set("in at near from outside around towards toward across to into throughout inside through leaving leave reached entered")
PLACE_FIRST = _set(
    "upper lower greater new old mount mt port fort san santa santo saint st cerro puerto rio sierra villa jabal jebel wadi lake camp cape tell tel ras bab marsa deir wahat ain bir nahr shatt kafr khan qasr ban nakhon phu monte lago marche"
)
PLACE_FIRST_ALONE = _set("jabal wadi lake mount port fort camp cape tell tel ras bab marsa")
PLACE_END = re.compile(r"(?:ia|stan|land|burg|bad|ville|grad|pur|abad|istan|ovo|aya|ania|onia|eria|isia|town|port|ford|shire|dorf)$")
OF_PLACE = _set(
    "government army capital president prime foreign parliament ministry coast border borders military police interior defence defense health people king eastern western northern southern rulers ruling main largest second state central opposition leader health population southwest neighbour neighbor coastguard navy"
)
# Institutions that are complete with the word before them: "Defense Ministry of the …" names two bodies, "Ministry of …" one.
COMPLETE = _set("ministry department parliament government office bureau")
GENERIC_SHORT = _set("government ministry army parliament police council committee court state department force forces party university press house service")
SPEECH_AFTER = _set(
    "said says told added insisted argued warned claimed denied accused called vowed announced confirmed explained noted stressed replied wrote tweeted declared stated admitted acknowledged urged"
)
INITIAL_COMMON = re.compile(r"(?:ly|ing|ed|ness|ment|tion|sion|ity|ful|less|ous|ive|able|ible|ance|ence|ism|ists|ians|ers|ors)$")
OWNED_BODIES = _set(
    "parliament congress senate council ministry army navy guard coastguard police assembly house government court commission brigade brigades command front authority"
)
