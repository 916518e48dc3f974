"""A seeded grammar of French newspaper prose: sentences that nobody wrote, with a wide vocabulary.

Wide on purpose: a text of few different words would flatter whatever remembers words. Names of
places are made from syllables, so their number has no end.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")

_MASCULINE = """
budget barrage chantier marché rapport projet contrat bassin réseau tracé dépôt canal port quai
tunnel viaduc pont entrepôt atelier lycée hôpital musée stade théâtre parc verger vignoble moulin
plateau littoral fleuve ruisseau étang glacier sentier tramway train ferry dirigeable câble pylône
compteur transformateur onduleur électrolyseur digesteur silo hangar verrou registre cadastre décret
arrêté règlement avenant cahier calendrier inventaire diagnostic audit sondage scrutin vote mandat
conseil syndicat comité tribunal greffe parquet ministère rectorat office fonds prêt emprunt loyer
bail salaire impôt tarif péage droit accord préavis recours pourvoi jugement verdict procès
""".split()
_FEMININE = """
commune région mairie préfecture agence coopérative entreprise usine raffinerie centrale éolienne
turbine digue écluse jetée rade gare ligne voie route rocade passerelle place halle école crèche
bibliothèque piscine patinoire salle serre ferme forêt prairie tourbière dune falaise vallée plaine
source nappe rivière récolte vendange moisson pêche flotte barge grue pompe vanne chaudière batterie
cuve presse fonderie filature tannerie brasserie imprimerie convention concession délégation enquête
étude expertise mesure collecte taxe redevance subvention dotation aide garantie assurance créance
dette hypothèque facture commande livraison cargaison réserve pénurie sécheresse crue tempête grève
""".split()
_ASPIRATED = ("hangar", "halle")
_ADJECTIVES = """
durable rapide modeste vaste fragile stable solide tenace utile rare célèbre moderne simple
double triple rentable viable visible probable notable comparable négligeable raisonnable
équitable responsable souple rigide calme large mince sobre énorme infime précaire provisoire
obligatoire volontaire nécessaire ordinaire extraordinaire solidaire agricole maritime
portuaire horticole thermique électrique hydraulique chimique mécanique numérique
historique géographique juridique politique économique énergétique écologique technique
""".split()
"""Those that are the same in both genders, so that nothing has to agree."""
_VERBS = """
a réduit|a doublé|a retardé|a relancé|a suspendu|a confirmé|a démenti|a signé|a rejeté|a financé|
a repris|a cédé|a vendu|a acheté|a loué|a fermé|a rouvert|a déplacé|a inspecté|a contesté|a chiffré|
a révisé|a publié|a retiré|a gagné|a perdu|a garanti|a défendu|a transformé|a remplacé|a modernisé|
a abandonné|a inauguré|a hérité|a surveillé|a mesuré|a comparé|a détaillé|a nuancé|a corrigé|
annonce|prépare|finance|menace|protège|traverse|borde|alimente|freine|accélère|divise|rassure|
inquiète|intrigue|partage|déçoit|soutient|complique|éclaire|résume|prolonge|précède|concurrence
""".replace("\n", "").split("|")
_TIMES = """
depuis le printemps|au cœur de l’hiver|en fin de semestre|avant la rentrée|après les moissons|
au terme de longs débats|à huis clos|sous la pluie|à la surprise générale|sans explication|
faute de candidats|malgré les réserves|avec prudence|dans la précipitation|à l’issue du scrutin|
à la demande des riverains|contre l’avis des services|pour la durée des travaux|au fil des mois|
selon les jours|hors saison|en pleine campagne|dans la discrétion|devant témoins|au petit matin|
sur la base des relevés|à titre provisoire|par voie de presse|loin des regards|à mi-parcours
""".replace("\n", "").split("|")
_LINKS = """
Or|Pourtant|Cependant|En revanche|De plus|En outre|Dans le même temps|À l’inverse|De fait|
Par ailleurs|Au demeurant|Pour autant|Sur place|Sur le papier|Dans les faits|À ce stade|
Au dire des services|Vu de loin|De l’autre côté|Reste un point|Autre surprise|Premier constat
""".replace("\n", "").split("|")
_BODIES = """
La mairie de|Le conseil de|L’office de|Le port de|Le syndicat de|La régie de|L’agence de|
La coopérative de|Le tribunal de|La chambre de|L’observatoire de|La préfecture de|Le comité de|
Le canton de|La fédération de|Le journal de|L’université de|La bourse de|Le laboratoire de
""".replace("\n", "").split("|")
_SENTENCES = (
    "{link}, {thing} {deed} {when}.",
    "{thing} {deed}, tandis que {thing} {deed}.",
    "{body} {deed} {when}, et {thing} {deed}.",
    "« {Thing} {deed} {when} », résume un rapport.",
    "{when}, {thing} {deed} : {thing} {deed}.",
    "{link}, *{thing}* {deed} ; {thing} {deed}.",
    "à {place}, {thing} {deed} {when}, sans que {thing} y change rien.",
)
_SLOT = re.compile(r"\{(\w+)\}")
_ONSETS = "B C D F G L M N P R S T V Br Ch Cr Dr Fl Gr Pl Tr Ch Mar Sal Val Mon Ber Cas Lor".split()
_CORES = "a e i o ou an au ar el en er in on or oi ui ai al ol".split()
_MIDDLES = "b d g l m n p r s t v ch dr gn lv mb nt rd rm rn rv sc ss st tt vr".split()
_ENDS = "ac ais an ay elle er es et eux ey ies ieux igny in is oles on ot ou ourt y".split()


class Pen:
    """Draws words and sentences; the same seed gives the same text on every machine."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - prose needs no secrets

    def below(self, limit: int) -> int:
        """A whole number from 0 to ``limit`` - 1, from `random()` alone, which Python keeps."""
        return int(self._random.random() * limit)

    def one(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.below(len(items))]

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        """``count`` different items in the order in which they stand."""
        left = list(range(len(items)))
        picked = sorted(left.pop(self.below(len(left))) for _ in range(count))
        return [items[at] for at in picked]

    def place(self) -> str:
        """The name of a place that is on no map."""
        middle = self.one(_CORES) + self.one(_MIDDLES) if self.below(3) == 0 else ""
        name = self.one(_ONSETS) + self.one(_CORES) + self.one(_MIDDLES) + middle
        return name + self.one(_ENDS)

    def body(self) -> str:
        """A body that speaks or acts: “La régie de Valdormes”."""
        return f"{self.one(_BODIES)} {self.place()}"

    def thing(self, *, described: bool = True) -> str:
        """A noun with its article and perhaps an adjective: “le barrage fragile”."""
        if self.below(2):
            noun, article = self.one(_MASCULINE), "le "
        else:
            noun, article = self.one(_FEMININE), "la "
        article = "l’" if noun[0] in "aeiouéh" and noun not in _ASPIRATED else article
        said = f" {self.one(_ADJECTIVES)}" if described and self.below(3) else ""
        return f"{article}{noun}{said}"

    def deed(self) -> str:
        """A verb with its object: “a relancé la filature rentable”."""
        return f"{self.one(_VERBS)} {self.thing()}"

    def title(self) -> str:
        """A heading: “Le barrage, la dette et le vote”."""
        first, second, third = (self.thing(described=False) for _ in range(3))
        return capital(f"{first}, {second} et {third}")

    def sentence(self) -> str:
        """One sentence of about fifteen words; it holds no figure."""
        words: dict[str, Callable[[], str]] = {
            "link": lambda: self.one(_LINKS),
            "thing": self.thing,
            "Thing": lambda: capital(self.thing()),
            "deed": self.deed,
            "when": lambda: self.one(_TIMES),
            "body": self.body,
            "place": self.place,
        }
        return capital(_SLOT.sub(lambda slot: words[slot[1]](), self.one(_SENTENCES)))

    def paragraph(self, sentences: int) -> str:
        """Several sentences."""
        return " ".join(self.sentence() for _ in range(sentences))


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
