"""What stands in a received text and is no part of the article: told apart, line by line.

Promotional links to other articles, bylines, datelines, what is left of share bars. A line is one
of these as a whole or not at all: no sentence of an article is cut.
"""

from __future__ import annotations

import re
from datetime import date

from vouch.importing.blocks import Aside

_LONGEST = 220
_S = r"[\s\u00a0\u202f]"
_HEAD = (
    r"(?:lire|à lire|a lire|voir|à voir|a voir|lisez|découvrez|à découvrir|écouter|à écouter)"
    rf"{_S}+(?:aussi|également|encore|plus)"
    r"|à lire|a lire|sur le même sujet|dans la même rubrique|à ne pas manquer|articles? liés?"
    r"|articles? similaires?|pour aller plus loin|nos autres articles|read (?:also|more|next|on)"
    r"|also read|related(?: articles?| stories| story| posts?)?|see also|more on this(?: story)?"
    r"|recommended(?: for you)?|you (?:may|might) also like|don['’]t miss|up next|more from \w+"
)
_ENGLISH = r"read(?: this| too)?|watch|must[ -]read|further reading|also on(?: [A-Z]\w+| the){1,4}"
_CAPITAL = '(?-i:[A-ZÀ-Ý«“"0-9])'
_CROSS_LINK = re.compile(
    rf"[\W_]{{0,4}}(?:{_HEAD}){_S}*(?:[:：–—|>»→-].*|$|{_S}{{2}}.*|(?=.*[^.]$){_CAPITAL}.*)"
    rf"|[\W_]{{0,4}}(?:lire|voir|{_ENGLISH}){_S}*[:：].*|(?:Lire|Voir|Read)(?:{_S}{{2}}|\u00a0).*"
    rf"|(?:Lire|Voir){_S}(?={_CAPITAL}).*[^.…:;]$"
    rf"|Read{_S}(?={_CAPITAL})(?:\S+{_S}){{5,}}\S*[^.…:;]$",
    re.IGNORECASE,
)
_CAPITALISED = r"[A-ZÀ-Ý][\w'’.-]*"
_PARTICLES = "(?:(?:de|du|des|d['’]|la|le|van|von|den|der|di|da|el|al|bin) ?)*"
_NAME = f"{_CAPITALISED}(?: {_PARTICLES}{_CAPITALISED}){{0,4}}"
_BYLINE = re.compile(
    r"(?:(?:[Pp]ar|PAR|[Bb]y|BY|[Éé]crit par|[Ww]ritten by|[Pp]ropos recueillis par|[Tt]exte de"
    r"|[Tt]exte :|[Aa]uteure? ?:|[Aa]uthor ?:|[Rr]édigé par|[Pp]ublié par|[Pp]osted by)"
    rf"\s+)(?P<names>{_NAME}(?:\s*(?:,|&|et|and|/)\s*{_NAME}){{0,4}})"
    r"(?!\w)(?P<rest>\s*[,|–—(•·/-].{0,60}|\s+(?:(?:le|on|à|at)\s|\d).{0,60}|)"
)
_BETWEEN_NAMES = re.compile(r"\s*(?:,|&|/|\bet\b|\band\b)\s*")
_NO_NAME = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June"
    " July August September October November December Contrast Comparison Default Far Law Now"
    " Then".split()
)
_DATELINE = re.compile(
    r"(?:(?:article )?(?:publié|posté|mis en ligne|mis à jour|modifié|actualisé|published|posted"
    r"|updated"
    r"|last updated|date)\b(?: le| on| à| at)?\s*:?\s*).{0,80}",
    re.IGNORECASE,
)
_TAGS = re.compile(
    r"(?:tags?|mots[ -]clés|étiquettes?|filed under|topics?) ?:.{0,120}", re.IGNORECASE
)
_READING_TIME = re.compile(
    r"(?:temps de lecture|durée de lecture|lecture|reading time)\s*:?\s*(?:de )?\d+ ?min\w*\.?"
    r"|\d+[ -]min(?:ute)?s?(?: de lecture| read)\.?",
    re.IGNORECASE,
)
_SHARES = (
    "facebook twitter linkedin whatsapp messenger pinterest telegram reddit bluesky mastodon"
    " threads"
    " partager partagez partage share tweet tweeter tweetez imprimer print"
)
_SHARE_FILLERS = (
    "x email e-mail mail courriel copier copy le lien link the sur on via par by cet article this"
    " post story envoyer send à to un ami friend suivez-nous follow us abonnez-vous subscribe save"
    " enregistrer commenter commentaires commentaire comments comment instagram tiktok youtube sms"
    " rss"
    " l' lien url et and ou or mail flipboard linkedin"
)
_SHARE_WORDS = frozenset(f"{_SHARES} {_SHARE_FILLERS}".split())
_SHARE_TELLING = frozenset(_SHARES.split())
_TOKEN = re.compile(r"[^\W\d_][\w-]*['’]?|\d+")
_DATES = (
    re.compile(r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"),
    re.compile(r"(?P<d>\d{1,2})(?:er|st|nd|rd|th)?\s+(?P<name>[^\W\d_]{3,9})\.?,?\s+(?P<y>20\d\d)"),
    re.compile(r"(?P<name>[^\W\d_]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>20\d\d)"),
    re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d\d)"),
)
_MONTHS = (
    ("janvier", "january"),
    ("février", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("août", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("décembre", "december"),
)


def aside(line: str) -> Aside | None:
    """What a line is if it is no part of the article."""
    text = line.strip()
    if not text or len(text) > _LONGEST:
        return None
    kind = ""
    if authors(text):
        kind = "byline"
    elif _DATELINE.fullmatch(text) and day(text):
        kind = "dateline"
    elif _TAGS.fullmatch(text):
        kind = "tags"
    elif _READING_TIME.fullmatch(text) or _is_share_bar(text):
        kind = "share bar"
    elif _CROSS_LINK.fullmatch(text):
        kind = "cross-link"
    return Aside(kind, text) if kind else None


def authors(line: str) -> tuple[str, ...]:
    """The names in a byline; nothing where the line is none."""
    found = _BYLINE.fullmatch(line.strip())
    if found is None or (found["rest"] and line.rstrip().endswith((".", "…", "!", "?"))):
        return ()
    names = tuple(name.strip() for name in _BETWEEN_NAMES.split(found["names"]) if name.strip())
    return () if any(name.split()[0] in _NO_NAME for name in names) else names


def day(line: str) -> str:
    """The first day in a line that is sure, as 2026-11-23; empty where there is none.

    `03/04/2026` is two days, according to who reads it: none.
    """
    for pattern in _DATES:
        for found in pattern.finditer(line):
            parts = found.groupdict()
            number = _month(parts["name"]) if "name" in parts else int(parts["m"])
            if "/" in found[0] and int(parts["d"]) <= 12 and parts["d"] != parts["m"]:
                continue
            try:
                return date(int(parts["y"]), number, int(parts["d"])).isoformat()
            except ValueError:
                continue
    return ""


def _month(name: str) -> int:
    word = name.lower()
    found = [n for n, both in enumerate(_MONTHS, 1) if any(m.startswith(word) for m in both)]
    return found[0] if len(found) == 1 else 0


def _is_share_bar(text: str) -> bool:
    words = [word.lower() for word in _TOKEN.findall(text)]
    if len(text) > 120 or not words:
        return False
    known = all(word.isdigit() or word in _SHARE_WORDS or word in ("l’", "l'") for word in words)
    return known and any(word in _SHARE_TELLING for word in words)
