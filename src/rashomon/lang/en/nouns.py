"""English nouns by the sort of figure that counts them."""

from __future__ import annotations

_SORTS = {
    "deaths": "dead death deaths body bodies corpse corpses fatality fatalities casualty casualties victim victims martyr martyrs slain remains",
    "injuries": "injury injuries wounded injured",
    "detained": "prisoner prisoners detainee detainees captive captives hostage hostages inmate inmates internee internees abductee abductees",
    "missing": "missing disappeared",
    "displaced": "displaced refugee refugees evacuee evacuees idp idps returnee returnees",
    "migrants": "migrant migrants asylum-seeker asylum-seekers stowaways",
    "fighters": "fighter fighters troops soldier soldiers militant militants gunman gunmen rebel rebels marine marines militiaman militiamen jihadi jihadis jihadist jihadists insurgent "
    "insurgents recruit recruits mercenary mercenaries attacker attackers assailant assailants bodyguard bodyguards guerrilla guerrillas commando commandos paratrooper paratroopers "
    "conscript conscripts combatant combatants infantrymen infantry reservists servicemen legionnaires snipers raiders bombers guardsmen irregulars",
    "weapons": "rocket rockets missile missiles mine mines landmine landmines weapon weapons rifle rifles shell shells bomb bombs round rounds gun guns drone drones mortar mortars grenade "
    "grenades bullet bullets pistol pistols machine-gun machine-guns cartridges warheads munitions explosives howitzers launchers torpedoes",
    "vehicles": "vehicle vehicles truck trucks tank tanks ship ships boat boats vessel vessels aircraft plane planes helicopter helicopters car cars convoy convoys lorry lorries bus buses pickup "
    "pickups van vans jet jets trawler trawlers tanker tankers ambulance ambulances motorcycle motorcycles warship warships frigate frigates submarines ferry ferries barges dinghies",
}  # fmt: skip
SORT = {word: sort for sort, words in _SORTS.items() for word in words.split()}
# People who are neither sort by their name alone; what happened to them is told by a verb.
PERSONS = frozenset(
    """
    people person persons man men woman women child children boy boys girl girls baby babies infant infants adult adults civilian civilians resident residents villager villagers inhabitant
    inhabitants worker workers protester protesters demonstrator demonstrators passenger passengers fisherman fishermen sailor sailors crew student students pupil pupils family families household
    households guard guards police policeman policemen policewomen officer officers official officials medic medics paramedic paramedics journalist journalists reporter reporters nurse nurses doctor
    doctors teacher teachers farmer farmers trader traders shopper shoppers worshipper worshippers pilgrim pilgrims driver drivers miner miners employee employees staff member members relative
    relatives colleague colleagues commander commanders leader leaders shepherd shepherds citizen citizens national nationals lives personnel firefighter firefighters firemen rescuer rescuers
    engineer engineers tourist tourists foreigner foreigners activist activists settler settlers peacekeeper peacekeepers general generals colonel colonels cleric clerics judge judges minister
    ministers diplomat diplomats aid-worker suspect suspects mourner mourners bystander bystanders brother brothers sister sisters son sons daughter daughters orphan orphans widow widows
    crewmen crewman seamen adults respondents americans deputies lawmakers hands labourers laborers monks nuns priests spectators voters supporters patients survivors others souls
    """.split()
)


def sort_of(counts: str) -> str | None:
    """The sort of a noun phrase by its words: one of the sorts of figures, `person`, or None for what no list knows.

    The head noun decides; a word before it counts only where the head is a person ("dead soldiers", "displaced families").
    """
    words = [w for part in counts.lower().split() for w in (part, *part.split("-"))] if "-" in counts else counts.lower().split()
    if not words:
        return None
    head = words[-1]
    own = SORT.get(head)
    if own is not None and own not in ("fighters", "detained"):
        return own
    if own is None and head not in PERSONS and not (counts.split()[-1][:1].isupper() and head.endswith(("ans", "is", "ese", "ns"))):
        return None
    for word in words[:-1]:
        if SORT.get(word) in ("deaths", "injuries", "missing", "displaced", "migrants", "detained"):
            return SORT[word]
    if "armed" in words[:-1]:
        return "fighters"
    return own or "person"
