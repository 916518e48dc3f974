"""Titles and standfirsts held against the figures of claims: what is reported, what is not."""

from pathlib import Path

import pytest

from vouch.building import check
from vouch.diagnostics import Diagnostic

from .sites import TODAY

FRENCH = """\
La commune a voté un budget de rénovation. Selon la mairie, environ 10 % du parc social est
vacant, et la rénovation porterait sur jusqu’à 160 millions d’euros de travaux.

Le parc éolien de Belleroche, que construit Voltéo, aura une puissance de 6 GW. Voltéo y place
1,62 milliard d’euros et compte créer 1 200 emplois.

La fréquentation du tramway a progressé de 24 % en un an. Brévanne, la ville voisine, garde un
plafond de 35 millions d’euros pour ses écoles.
"""
FRENCH_CLAIMS = """\
claims:
  - id: vacance
    quote: environ 10 % du parc social
    verdict: pending
    figure: {value: 9.86, unit: "%", modality: about, label: logements vacants du parc social}
  - id: travaux
    quote: 160 millions d’euros de travaux
    verdict: pending
    figure: {value: 160, unit: million EUR, modality: up-to, label: travaux de rénovation}
  - id: puissance
    quote: une puissance de 6 GW
    verdict: pending
    figure: {value: 6, unit: GW, label: puissance du parc éolien}
  - id: apport
    quote: 1,62 milliard d’euros
    verdict: pending
    figure: {value: 1.6228, unit: billion EUR, label: apport de Voltéo au parc éolien}
  - id: emplois
    quote: créer 1 200 emplois
    verdict: pending
    figure: {value: 1200, label: emplois prévus par Voltéo}
  - id: tramway
    quote: a progressé de 24 %
    verdict: pending
    figure: {value: 24, unit: "%", label: hausse de la fréquentation du tramway}
  - id: ecoles
    quote: 35 millions d’euros pour ses écoles
    verdict: pending
    figure: {value: 35, unit: million EUR, modality: up-to, label: écoles de Brévanne}
"""
ENGLISH = """\
The council has voted a plan for its housing. By its own count about 10% of the flats stand empty,
and repairs would cost up to $160 million.

The wind farm at Bellrock, which Voltan builds, is to have a capacity of 6 GW. Voltan puts $1.62
billion into it, and at least 40 turbines have been ordered.

Ridership of the tram rose 24% in a year. Brayford, the next town, keeps a ceiling of $35 million
for its schools.
"""
ENGLISH_CLAIMS = """\
claims:
  - id: vacancy
    quote: about 10% of the flats
    verdict: pending
    figure: {value: 9.86, unit: "%", modality: about, label: flats that stand empty}
  - id: repairs
    quote: up to $160 million
    verdict: pending
    figure: {value: 160, unit: million USD, modality: up-to, label: cost of the repairs}
  - id: capacity
    quote: a capacity of 6 GW
    verdict: pending
    figure: {value: 6, unit: GW, label: capacity of the wind farm}
  - id: stake
    quote: $1.62 billion into it
    verdict: pending
    figure: {value: 1.6228, unit: billion USD, label: what Voltan puts into the wind farm}
  - id: turbines
    quote: at least 40 turbines have been ordered
    verdict: pending
    figure: {value: 40, modality: at-least, label: turbines ordered}
  - id: tram
    quote: Ridership of the tram rose 24%
    verdict: pending
    figure: {value: 24, unit: "%", label: rise in ridership of the tram}
  - id: schools
    quote: a ceiling of $35 million
    verdict: pending
    figure: {value: 35, unit: million USD, modality: up-to, label: schools of Brayford}
"""
IN_FRENCH = [
    # (title, the claim that it contradicts, or nothing)
    ("Le parc social compte 12 % de logements vacants", "vacance"),
    ("Logements vacants : plus de 15 % du parc social", "vacance"),
    ("Plus de 10 % du parc social est vacant", "vacance"),
    ("De 5 à 12 % du parc social est vacant", ""),
    ("Vacance du parc social : moins de 5 % des logements", "vacance"),
    ("Rénovation : 160 millions d’euros de travaux", "travaux"),
    ("Rénovation : près de 160 millions d’euros de travaux", "travaux"),
    ("Rénovation : plus de 160 millions d’euros de travaux", "travaux"),
    ("Jusqu’à 190 millions d’euros de travaux de rénovation", "travaux"),
    ("Jusqu’à 160 milliards d’euros de travaux de rénovation", "travaux"),
    ("Parc éolien de Belleroche : 8 GW pour Voltéo", "puissance"),
    ("Voltéo construit 8 000 MW à Belleroche", "puissance"),
    ("Belleroche : plus de 6 GW de puissance", "puissance"),
    ("Voltéo place 2,6 milliards d’euros dans le parc éolien", "apport"),
    ("L’apport de Voltéo : 1,7 milliard d’euros", "apport"),
    ("Parc éolien : Voltéo créera 2 100 emplois", "emplois"),
    ("La fréquentation du tramway bondit de 42 %", "tramway"),
    ("Hausse de 34 % pour le tramway", "tramway"),
    ("Brévanne : 53 millions d’euros au plus pour ses écoles", "ecoles"),
    ("Brévanne dépense 35 millions d’euros pour ses écoles", "ecoles"),
    ("Le parc social compte 10 % de logements vacants", ""),
    ("Le parc social compte 9,9 % de logements vacants", ""),
    ("Près de 10 % du parc social est vacant", ""),
    ("Jusqu’à 160 millions d’euros de travaux", ""),
    ("Jusqu’à 0,16 milliard d’euros de travaux", ""),
    ("160 millions d’euros de travaux au maximum", ""),
    ("Les travaux pourraient coûter 160 millions d’euros", ""),
    ("Rénovation : plus de 100 millions d’euros de travaux", ""),
    ("Parc éolien de Belleroche : 6 000 MW pour Voltéo", ""),
    ("Voltéo place 1,6 milliard d’euros dans le parc éolien", ""),
    ("Voltéo place plus de 1,6 milliard d’euros dans le parc éolien", ""),
    ("Voltéo place 1 623 millions d’euros dans le parc éolien", ""),
    ("L’apport de Voltéo approche 2 milliards d’euros ?", ""),
    ("Le parc social ne compte pas 12 % de logements vacants", ""),
    ("Le taux de chômage à 12 % inquiète la mairie", ""),
    ("La mairie relève ses impôts de 3 %", ""),
    ("Élections : la participation atteint 61 %", ""),
    ("Une caution de 500 euros pour les locataires", ""),
    ("Le groupe Hydrane promet 9 GW", ""),
    ("Budget : 12 millions d’euros de subventions", ""),
    ("En 2019, le tramway avait progressé de 11 %", ""),
    ("Trois quartiers, 45 associations, une mairie", ""),
    ("La fréquentation du tramway bondit de près d’un quart", ""),
    ("Tramway : 24 % de voyageurs de plus", ""),
    ("Un tiers des logements à rénover avant 2030", ""),
]
IN_ENGLISH = [
    ("Council has 12% of its flats standing empty", "vacancy"),
    ("More than 10% of council flats stand empty", "vacancy"),
    ("Fewer flats stand empty: under 8% of them", "vacancy"),
    ("Repairs to cost $160 million", "repairs"),
    ("Repairs to cost about $160 million", "repairs"),
    ("Repairs to cost more than $160 million", "repairs"),
    ("Repairs will cost $610 million", "repairs"),
    ("Repairs to cost up to $160 billion", "repairs"),
    ("Voltan’s wind farm has a capacity of 8 GW", "capacity"),
    ("Voltan to build 600 MW at Bellrock", "capacity"),
    ("Wind Farm At Bellrock Gets 9 GW", "capacity"),
    ("Voltan puts $1.2 billion into the wind farm", "stake"),
    ("Voltan puts $1.62 million into the wind farm", "stake"),
    ("Tram ridership rises 42%", "tram"),
    ("At least 60 turbines have been ordered by Voltan", "turbines"),
    ("Brayford keeps $53 million for its schools", "schools"),
    ("Around 10% of council flats stand empty", ""),
    ("Nearly 10% of council flats stand empty", ""),
    ("Council flats: 9.9% stand empty", ""),
    ("Repairs may cost $160 million", ""),
    ("Repairs to cost $160 million at most", ""),
    ("Repairs to cost up to $160m", ""),
    ("Less than $200 million for repairs", ""),
    ("Bellrock wind farm to have 6,000 MW", ""),
    ("Voltan puts $1.6 billion into the wind farm", ""),
    ("Voltan puts more than $1.6 billion into the wind farm", ""),
    ("Voltan has ordered 40 turbines", ""),
    ("No, 12% of council flats do not stand empty", ""),
    ("Is Voltan’s wind farm worth 8 GW?", ""),
    ("Unemployment at 12% worries the council", ""),
    ("Council raises taxes by 3%", ""),
    ("Hydrane promises 9 GW in the bay", ""),
    ("Tram ridership rose 11% in 2019", ""),
    ("Turnout reaches 61% at the polls", ""),
    ("A $500 deposit for tenants", ""),
    ("The council spends $12 million on roads", ""),
    ("Three districts, 45 clubs, one council", ""),
    ("24% more riders for the tram", ""),
]


def _found(folder: Path, title: str, dek: str, lang: str) -> list[Diagnostic]:
    body, claims = (FRENCH, FRENCH_CLAIMS) if lang == "fr" else (ENGLISH, ENGLISH_CLAIMS)
    content = folder / "content"
    content.mkdir()
    (content / "site.yaml").write_text(
        "title: The Ledger\nurl: https://ledger.example/\n", encoding="utf-8"
    )
    head = f'---\ntitle: "{title}"\ndek: "{dek}"\ndate: 2026-11-02\nlang: {lang}\n---\n\n'
    (content / "plan.md").write_text(head + body, encoding="utf-8")
    (content / "plan.claims.yaml").write_text(claims, encoding="utf-8")
    said = check(folder, today=TODAY).diagnostics
    assert {problem.code for problem in said} <= {"contradicted-figure", "uncovered-figure"}
    return [problem for problem in said if problem.code == "contradicted-figure"]


@pytest.mark.parametrize("as_dek", [False, True], ids=["title", "dek"])
@pytest.mark.parametrize(
    ("lang", "text", "claim"),
    [
        *(("fr", text, claim) for text, claim in IN_FRENCH),
        *(("en", text, claim) for text, claim in IN_ENGLISH),
    ],
)
def test_a_title_is_held_against_the_claims(
    tmp_path: Path, lang: str, text: str, claim: str, *, as_dek: bool
) -> None:
    title, dek = ("Plan", text) if as_dek else (text, "A plan")
    found = _found(tmp_path, title, dek, lang)
    assert [f"`{claim}`" in problem.message for problem in found] == ([True] if claim else [])
