"""What the pages say: catalogues that agree, dates, numbers and figures in words."""

import re
from datetime import date
from decimal import Decimal
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch.catalogues import Entry, catalogue
from vouch.dates import parse
from vouch.quantity import Modality
from vouch.typography import typeset
from vouch.units import parse_unit
from vouch.wording import LANGUAGES, DateForm, FigureParts, machine_date, wording

# In the tables `~` stands for a no-break space and `_` for a narrow one.
SIGNS = str.maketrans({"~": "\u00a0", "_": "\u202f"})
FR, EN = wording("fr"), wording("en")
VERDICTS = (
    "accurate",
    "mostly-accurate",
    "missing-context",
    "misleading",
    "inaccurate",
    "unverifiable",
    "pending",
)


# --- Catalogues ---


def strings(entry: Entry) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def shared(lang: str) -> dict[str, Entry]:
    """Everything but what the grammar of a language needs for itself."""
    return {k: v for k, v in catalogue(lang).items() if not k.startswith("grammar.")}


def test_the_languages_are_the_catalogues() -> None:
    assert {"fr", "en"} <= LANGUAGES


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_catalogues_have_the_same_keys(lang: str) -> None:
    assert sorted(shared(lang)) == sorted(shared("fr"))


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_catalogues_have_the_same_placeholders_and_plurals(lang: str) -> None:
    for key, entry in shared("fr").items():
        other = shared(lang)[key]
        if key != "unit" and not key.startswith("unit."):
            assert isinstance(entry, str) is isinstance(other, str), key
        wanted = placeholders(strings(entry)[0])
        for text in (*strings(entry), *strings(other)):
            assert placeholders(text) == wanted, key


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_catalogue_strings_are_typeset_and_trimmed(lang: str) -> None:
    for key, entry in catalogue(lang).items():
        for text in strings(entry):
            assert typeset(text, lang) == (), key
            assert text == text.strip(), key
            assert "'" not in text, key
            assert lang != "fr" or not re.search(r"[^\s] [;:!?»]|« ", text), key


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_every_string_with_a_date_says_it(lang: str) -> None:
    said = wording(lang)
    for key, entry in shared(lang).items():
        wanted = placeholders(strings(entry)[0])
        if "date" in wanted:
            for written in ("2025-10-06", "2025-10", "2026-Q4", "2026-H2", "2026-22", "2026~"):
                text = said.text(key, date=parse(written), **dict.fromkeys(wanted - {"date"}, "x"))
                assert said.date(parse(written)).removeprefix("vers ")[-4:] in text, key


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_default_verdict_has_its_words(lang: str, verdict: str) -> None:
    said = wording(lang)
    assert said.text(f"verdict.{verdict}").islower()
    assert said.text(f"verdict.{verdict}.meaning").endswith(".")
    assert said.text(f"verdict.{verdict}.count", n=1).startswith("1 ")


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
@pytest.mark.parametrize(
    "keys",
    [
        [f"timeline.status.{s}" for s in ("done", "announced", "due", "missed", "cancelled")],
        [f"correction.kind.{k}" for k in ("typo", "update", "correction")],
        [f"source.kind.{k}" for k in ("primary", "secondary")],
        [f"source.seen.{s}" for s in ("page", "mirror", "quoted", "unseen")],
        [f"stance.{s}" for s in ("supports", "contradicts", "context")],
    ],
    ids=["status", "correction", "kind", "seen", "stance"],
)
def test_every_word_of_the_claim_file_is_said_differently(lang: str, keys: list[str]) -> None:
    said = {wording(lang).text(key) for key in keys}
    assert len(said) == len(keys)
    assert all(said)


def test_wording_is_made_once_for_each_language() -> None:
    assert wording("fr") is FR
    assert wording("fr-CA").lang == "fr"


@pytest.mark.parametrize("lang", ["", "de", "xx-fr", "french", "../fr"])
def test_a_language_without_catalogue_is_refused(lang: str) -> None:
    with pytest.raises(KeyError):
        wording(lang)


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("article.no-such-thing", {}),
        ("article", {}),
        ("verdict.sure.count", {"n": 1}),
        ("article.by", {}),
        ("article.by", {"author": "x"}),
        ("count.claims", {}),
    ],
    ids=["unknown", "table", "unknown-verdict", "no-value", "other-value", "no-number"],
)
def test_an_unknown_key_or_a_missing_value_is_a_defect(key: str, values: dict[str, int]) -> None:
    with pytest.raises(KeyError):
        FR.text(key, **values)


def test_a_plural_is_chosen_by_a_number() -> None:
    with pytest.raises(TypeError):
        FR.text("count.claims", n="2")


@pytest.mark.parametrize(
    ("n", "fr", "en"),
    [
        (0, "0 affirmation", "0 claims"),
        (1, "1 affirmation", "1 claim"),
        (2, "2 affirmations", "2 claims"),
        (1234, "1_234 affirmations", "1,234 claims"),
        (1000000, "1_000_000 affirmations", "1,000,000 claims"),
    ],
)
def test_plurals(n: int, fr: str, en: str) -> None:
    assert FR.text("count.claims", n=n) == fr.translate(SIGNS)
    assert EN.text("count.claims", n=n) == en


def test_labels_and_quotations_follow_the_language() -> None:
    assert FR.text("site.labelled", label="Verdict", value="faux") == "Verdict\u00a0: faux"
    assert FR.text("site.quoted", text="oui") == "«\u00a0oui\u00a0»"
    assert EN.text("site.quoted", text="yes") == "“yes”"


def test_values_are_put_in_as_they_are() -> None:
    assert FR.text("article.by", authors="{x} 'y'") == "Par {x} 'y'"


@pytest.mark.parametrize(
    ("items", "fr", "en"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a et b", "a and b"),
        (["a", "b", "c"], "a, b et c", "a, b and c"),
    ],
    ids=len,
)
def test_join(items: list[str], fr: str, en: str) -> None:
    assert FR.join(items) == fr
    assert EN.join(iter(items)) == en


COUNTS = tuple(zip(VERDICTS, (4, 7, 7, 4, 2, 3, 2), strict=True))


def test_verdict_counts_agree_with_the_claims() -> None:
    assert FR.verdict_counts(COUNTS) == (
        "29 affirmations\u00a0: 4 vraies, 7 plutôt vraies, 7 imprécises, 4 trompeuses, "
        "2 fausses, 3 invérifiables, 2 en attente"
    )
    assert EN.verdict_counts(COUNTS) == (
        "29 claims: 4 accurate, 7 mostly accurate, 7 missing context, 4 misleading, "
        "2 inaccurate, 3 unverifiable, 2 pending"
    )


def test_verdict_counts_leave_out_what_is_not_there() -> None:
    assert FR.verdict_counts([("accurate", 1), ("pending", 0)]) == "1 affirmation\u00a0: 1 vraie"
    assert FR.verdict_counts([("accurate", 0)]) == "0 affirmation"
    assert EN.verdict_counts([]) == "0 claims"


def test_verdicts_of_a_site_are_named_by_its_labels() -> None:
    counts = [("accurate", 2), ("shaky", 1)]
    labels = {"shaky": "Fragile", "accurate": "Juste"}
    assert FR.verdict_counts(counts, labels) == (
        "3 affirmations\u00a0: 2 «\u00a0Juste\u00a0», 1 «\u00a0Fragile\u00a0»"
    )
    assert EN.verdict_counts(counts, labels) == "3 claims: 2 “Juste”, 1 “Fragile”"


# --- Dates ---

DATES = {
    "day": ("2025-10-06", "6~octobre 2025", "6~October 2025"),
    "first": ("2025-10-01", "1er~octobre 2025", "1~October 2025"),
    "eleventh": ("2025-10-11", "11~octobre 2025", "11~October 2025"),
    "month": ("2025-10", "octobre 2025", "October 2025"),
    "first-quarter": ("2026-Q1", "1er~trimestre 2026", "first quarter of 2026"),
    "second-quarter": ("2026-Q2", "2e~trimestre 2026", "second quarter of 2026"),
    "third-quarter": ("2026-Q3", "3e~trimestre 2026", "third quarter of 2026"),
    "fourth-quarter": ("2026-Q4", "4e~trimestre 2026", "fourth quarter of 2026"),
    "first-half": ("2027-H1", "premier semestre 2027", "first half of 2027"),
    "second-half": ("2026-H2", "second semestre 2026", "second half of 2026"),
    "spring": ("2026-21", "printemps 2026", "spring 2026"),
    "summer": ("2026-22", "été 2026", "summer 2026"),
    "autumn": ("2026-23", "automne 2026", "autumn 2026"),
    "winter": ("2025-24", "hiver 2025–2026", "winter 2025–2026"),
    "year": ("2029", "2029", "2029"),
    "decade": ("202X", "années 2020", "2020s"),
    "century": ("20XX", "2000–2099", "2000–2099"),
    "approximate": ("2026~", "vers 2026", "about 2026"),
    "approximate-day": ("2025-04-08~", "vers le 8~avril 2025", "about 8~April 2025"),
    "approximate-quarter": ("2026-Q4~", "vers le 4e~trimestre 2026", None),
    "uncertain": ("2026?", "2026 (incertain)", "2026 (uncertain)"),
    "both": ("2026%", "vers 2026 (incertain)", "about 2026 (uncertain)"),
    "months": ("2026-07/2026-12", "de juillet à décembre 2026", "from July to December 2026"),
    "months-elided": ("2026-10/2026-12", "d’octobre à décembre 2026", None),
    "months-of-two-years": (
        "2026-10/2027-01",
        "d’octobre 2026 à janvier 2027",
        "from October 2026 to January 2027",
    ),
    "days": ("2026-07-01/2026-07-14", "du 1er au 14~juillet 2026", "from 1 to 14~July 2026"),
    "days-of-two-months": ("2026-06-28/2026-07-14", "du 28~juin au 14~juillet 2026", None),
    "quarters": (
        "2026-Q3/2026-Q4",
        "du 3e au 4e~trimestre 2026",
        "from the third to the fourth quarter of 2026",
    ),
    "halves": ("2026-H1/2026-H2", "du premier au second semestre 2026", None),
    "years": ("2025/2029", "de 2025 à 2029", "from 2025 to 2029"),
    "seasons": ("2026-22/2026-23", "de l’été à l’automne 2026", "from summer to autumn 2026"),
    "decades": ("199X/202X", "des années 1990 aux années 2020", "from the 1990s to the 2020s"),
    "mixed": ("2026-10/2027", "d’octobre 2026 à 2027", "from October 2026 to 2027"),
    "same-ends": ("2026-10/2026-10", "octobre 2026", "October 2026"),
    "uncertain-end": ("2025/2029?", "de 2025 à 2029 (incertain)", "from 2025 to 2029 (uncertain)"),
    "approximate-month": (
        "2026-07~/2026-12",
        "de juillet (approximatif) à décembre 2026",
        "from July (approximate) to December 2026",
    ),
    "month-to-day": ("2026-10/2026-10-15", "d’octobre 2026 au 15~octobre 2026", None),
    "approximate-start": ("2025~/2029", "de 2025 (approximatif) à 2029", None),
    "open-end": ("2026-07/..", "depuis juillet 2026", "since July 2026"),
    "open-end-day": ("2026-07-01/..", "depuis le 1er~juillet 2026", "since 1~July 2026"),
    "open-end-decade": ("202X/..", "depuis les années 2020", "since the 2020s"),
    "open-start": ("../2026-10", "jusqu’en octobre 2026", "until October 2026"),
    "open-start-day": ("../2026-10-06", "jusqu’au 6~octobre 2026", "until 6~October 2026"),
    "open-start-summer": ("../2026-22", "jusqu’à l’été 2026", "until summer 2026"),
}


@pytest.mark.parametrize(("written", "fr", "en"), DATES.values(), ids=DATES)
def test_dates(written: str, fr: str, en: str | None) -> None:
    assert FR.date(parse(written)) == fr.translate(SIGNS)
    assert en is None or EN.date(parse(written)) == en.translate(SIGNS)


FORMS: dict[DateForm, tuple[str, ...]] = {
    "on": ("le 6~mai", "en avril", "au 4e~trimestre", "à l’été", "dans les années"),
    "as-of": ("au 6~mai", "en avril", "au 4e~trimestre", "à l’été", "dans les années"),
    "since": (
        *("depuis le 6~mai", "depuis avril", "depuis le 4e~trimestre"),
        *("depuis l’été", "depuis les années"),
    ),
    "until": (
        *("jusqu’au 6~mai", "jusqu’en avril", "jusqu’au 4e~trimestre"),
        *("jusqu’à l’été", "jusqu’aux années"),
    ),
    "from": ("du 6~mai", "d’avril", "du 4e~trimestre", "de l’été", "des années"),
    "to": ("au 6~mai", "à avril", "au 4e~trimestre", "à l’été", "aux années"),
}


@pytest.mark.parametrize("form", FORMS)
def test_french_dates_agree_with_what_stands_before(form: DateForm) -> None:
    written = ("2020-05-06", "2020-04", "2020-Q4", "2020-22", "202X")
    said = tuple(FR.date(parse(text), form) for text in written)
    assert said == tuple(f"{text} 2020".translate(SIGNS) for text in FORMS[form])


def test_a_plain_day_is_a_date_too() -> None:
    assert FR.date(date(2026, 11, 23)) == "23\u00a0novembre 2026"
    assert FR.text("article.due", date=date(2027, 1, 1)) == (
        "Prochaine vérification prévue le 1er\u00a0janvier 2027"
    )
    assert (
        EN.text("site.as-of", date=date(2026, 11, 23)) == "Information as of 23\u00a0November 2026"
    )


@pytest.mark.parametrize(
    ("written", "expected", "enclosing"),
    [
        ("2025-10-06", "2025-10-06", "2025-10-06"),
        ("2025-10", "2025-10", "2025-10"),
        ("2025", "2025", "2025"),
        ("0476", "0476", "0476"),
        ("2026~", "2026", "2026"),
        ("2026-Q4", None, "2026"),
        ("2026-H2", None, "2026"),
        ("2026-22", None, "2026"),
        ("2025-24", None, None),
        ("202X", None, None),
        ("2026-07/2026-12", None, "2026"),
        ("2026-07/2027", None, None),
        ("2026-07/..", None, None),
        ("../2026", None, None),
    ],
)
def test_machine_dates(written: str, expected: str | None, enclosing: str | None) -> None:
    assert machine_date(parse(written)) == expected
    assert machine_date(parse(written), enclosing=True) == enclosing


# --- Numbers and figures ---

NUMBERS = {
    "zero": ("0", "0", "0"),
    "kept-zero": ("9.10", "9,10", "9.10"),
    "thousand": ("1622.8", "1_622,8", "1,622.8"),
    "three": ("999", "999", "999"),
    "million": ("1234567", "1_234_567", "1,234,567"),
    "minus": ("-1234.50", "−1_234,50", "−1,234.50"),
    "decimals-apart": ("0.123456", "0,123456", "0.123456"),
    "exponent": ("1.6E+6", "1_600_000", "1,600,000"),
}


@pytest.mark.parametrize(("value", "fr", "en"), NUMBERS.values(), ids=NUMBERS)
def test_numbers(value: str, fr: str, en: str) -> None:
    assert FR.number(Decimal(value)) == fr.translate(SIGNS)
    assert EN.number(Decimal(value)) == en


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4) | st.integers())
def test_a_number_keeps_every_digit(value: Decimal | int) -> None:
    for said, mark in ((FR, ","), (EN, ".")):
        text = said.number(value).replace("\u2212", "-")
        bare = re.sub(r"[^\d-]", "", text.replace(mark, "D", 1) if mark == "," else text)
        assert bare == re.sub(
            r"[^\d-]", "", f"{value:f}" if isinstance(value, Decimal) else str(value)
        )


FIGURES = {
    "percent": ("9.88", "%", "9,88~%", "9.88%"),
    "gigawatts": ("6", "GW", "6~GW", "6~GW"),
    "plain": ("33.3", "", "33,3", "33.3"),
    "ratio": ("33.3", "ratio", "33,3", "33.3"),
    "points": ("1", "pp", "1~point de pourcentage", "1~percentage point"),
    "shares-in-full": ("160000000", "share", "160~millions d’actions", "160~million shares"),
    "shares-scaled": ("160", "million shares", "160~millions d’actions", "160~million shares"),
    "billion": ("1.62", "billion shares", "1,62~milliard d’actions", "1.62~billion shares"),
    "own-scale-kept": ("1622.8", "million shares", "1_622,8~millions d’actions", None),
    "zero-kept": ("1.60", "million shares", "1,60~million d’actions", "1.60~million shares"),
    "three-decimals": ("1622000000", "share", "1,622~milliard d’actions", None),
    "lower-scale": ("1622800000", "share", "1_622,8~millions d’actions", None),
    "below-a-million": ("999999", "share", "999_999~actions", "999,999~shares"),
    "no-short-form": ("1234567", "share", "1_234_567~actions", "1,234,567~shares"),
    "thousand": ("12", "thousand shares", "12_000~actions", "12,000~shares"),
    "many-thousands": ("5000", "thousand shares", "5~millions d’actions", "5~million shares"),
    "scale-alone": ("160", "million", "160~millions", "160~million"),
    "dollars": ("100", "billion USD", "100~milliards de dollars", "$100~billion"),
    "dollars-in-full": ("1600000", "USD", "1,6~million de dollars", "$1.6~million"),
    "trillion": ("1.4", "trillion USD", "1_400~milliards de dollars", "$1.4~trillion"),
    "cent": ("0.01", "USD/share", "0,01~dollar par action", "$0.01~per share"),
    "monthly": ("20", "USD/month", "20~dollars par mois", "$20~per month"),
    "yearly": (
        "400",
        "billion USD/year",
        "400~milliards de dollars par an",
        "$400~billion per year",
    ),
    "per-gigawatt": ("50", "billion USD/GW", "50~milliards de dollars par GW", None),
    "negative-money": ("-5", "USD", "−5~dollars", "−$5"),
    "euros": ("1", "million euros", "1~million d’euros", "€1~million"),
    "pounds": ("2", "GBP", "2~livres sterling", "£2"),
    "francs": ("3", "million CHF", "3~millions de francs suisses", "CHF~3~million"),
    "yen": ("500", "JPY", "500~yens", "¥500"),
    "year": ("1.5", "year", "1,5~an", "1.5~years"),
    "years": ("5", "years", "5~ans", "5~years"),
    "no-thousand": ("0", "thousand shares", "0~action", "0~shares"),
    "none": ("0", "share", "0~action", "0~shares"),
    "one": ("1", "share", "1~action", "1~share"),
    "half-years": ("2", "semestre", "2~semestres", "2~half-years"),
    "gpus": ("6", "million GPU", "6~millions de GPU", "6~million GPUs"),
    "bytes": ("100", "TB", "100~To", "100~TB"),
    "battery": ("10000", "mAh", "10_000~mAh", "10,000~mAh"),
    "speed": ("90", "km/hour", "90~km/h", "90~km/h"),
    "frequency": ("3", "1/year", "3~par an", "3~per year"),
    "barrels": ("2000000", "barrel", "2~millions de barils", "2~million barrels"),
    "percent-scaled": ("1.5", "million %", "1_500_000~%", "1,500,000%"),
    "people": ("1", "person", "1~personne", "1~person"),
}


@pytest.mark.parametrize(("value", "unit", "fr", "en"), FIGURES.values(), ids=FIGURES)
def test_figures(value: str, unit: str, fr: str, en: str | None) -> None:
    assert FR.figure(Decimal(value), parse_unit(unit)) == fr.translate(SIGNS)
    assert en is None or EN.figure(Decimal(value), parse_unit(unit)) == en.translate(SIGNS)


def test_a_unit_of_the_site_brings_its_own_words() -> None:
    labels = {"puce-an": ("puce-année", "puces-année"), "USD": ("billet vert", "billets verts")}
    chips = parse_unit("puce-an", labels)
    assert FR.figure(Decimal("1.5"), chips, labels) == "1,5\u00a0puce-année"
    assert FR.figure(Decimal(2), chips, labels) == "2\u00a0puces-année"
    assert FR.figure(Decimal(2000000), chips, labels) == "2\u00a0millions de puces-année"
    assert (
        EN.figure(Decimal(2), parse_unit("USD/month"), labels) == "2\u00a0billets verts per month"
    )


@pytest.mark.parametrize(
    ("modality", "fr", "en"),
    [
        (Modality.EXACT, "160~millions d’actions", "160~million shares"),
        (Modality.ABOUT, "environ 160~millions d’actions", "about 160~million shares"),
        (Modality.UP_TO, "jusqu’à 160~millions d’actions", "up to 160~million shares"),
        (Modality.AT_LEAST, "au moins 160~millions d’actions", "at least 160~million shares"),
        (Modality.ESTIMATED, "estimation~: 160~millions d’actions", "estimate: 160~million shares"),
        (Modality.ANNOUNCED, "annoncé~: 160~millions d’actions", "announced: 160~million shares"),
    ],
)
def test_a_figure_is_said_with_its_modality(modality: Modality, fr: str, en: str) -> None:
    unit = parse_unit("million shares")
    assert FR.with_modality(Decimal(160), unit, modality) == fr.translate(SIGNS)
    assert EN.with_modality(Decimal(160), unit, modality) == en.translate(SIGNS)
    assert FR.figure_parts(Decimal(160), unit, modality).modality in fr
    assert bool(FR.text(f"modality.{modality}")) is (modality is not Modality.EXACT)


@pytest.mark.parametrize(
    ("value", "unit", "fr", "en"),
    [
        ("160", "million shares", ("160", "millions d’actions"), ("160", "million shares")),
        ("9.88", "%", ("9,88", "%"), ("9.88%", "")),
        ("100", "billion USD", ("100", "milliards de dollars"), ("$100", "billion")),
        ("33.3", "", ("33,3", ""), ("33.3", "")),
    ],
    ids=["shares", "percent", "dollars", "plain"],
)
def test_a_callout_gets_a_figure_in_parts(
    value: str, unit: str, fr: tuple[str, str], en: tuple[str, str]
) -> None:
    quantity = Decimal(value), parse_unit(unit)
    assert FR.figure_parts(*quantity, Modality.UP_TO) == FigureParts("jusqu’à", *fr)
    assert EN.figure_parts(*quantity, Modality.UP_TO) == FigureParts("up to", *en)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15),
    st.sampled_from(["", "%", "GW", "million shares", "USD/month", "trillion EUR", "thousand t"]),
    st.sampled_from(sorted(LANGUAGES)),
)
def test_a_figure_says_the_value_that_it_is_given(value: Decimal, unit: str, lang: str) -> None:
    """Reading a figure's digits and its word of scale gives the value back, exactly."""
    parsed = parse_unit(unit)
    text = wording(lang).figure(value, parsed)
    number = re.sub(r"[^\d.-]", "", _machine_readable(text, lang))
    words = {"million": 6, "milliard": 9, "billion": 9, "trillion": 12}
    word = re.search(r"tr?illion|[mb]illi(?:on|ard)", text)
    shift = words[word[0]] if word else 0
    assert _exactly(number, shift) == _exactly(f"{value:f}", parsed.scale.adjusted())


def _machine_readable(text: str, lang: str) -> str:
    text = text.replace("\u2212", "-")
    return text.replace(",", ".") if lang == "fr" else text.replace(",", "")


def _exactly(number: str, shift: int) -> Decimal:
    return Decimal(f"{number}E{shift}")
