"""What pages say, by language: one `<lang>.toml` beside this file for each.

A catalogue is written with plain spaces and typeset when it is read. Its tables become dotted
keys: `[claim] read = "…"` is `claim.read`. A table of CLDR plural categories stays one entry.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from vouch.typography import apply, typeset

# A string, or one for each plural category, of which "other" is always there.
Entry = str | Mapping[str, str]

_PLURAL_CATEGORIES: Final = frozenset({"zero", "one", "two", "few", "many", "other"})
_SUFFIX: Final = ".toml"

LANGUAGES: Final = frozenset(
    file.name.removesuffix(_SUFFIX)
    for file in files(__name__).iterdir()
    if file.name.endswith(_SUFFIX)
)


@cache
def catalogue(lang: str) -> Mapping[str, Entry]:
    """The entries of a language by dotted key. `lang` is one of LANGUAGES."""
    written = files(__name__).joinpath(f"{lang}{_SUFFIX}").read_text(encoding="utf-8")
    return dict(_entries(tomllib.loads(written), lang))


def string(entries: Mapping[str, Entry], key: str) -> str:
    """An entry that is one string; KeyError if it is a plural or is missing."""
    entry = entries[key]
    if not isinstance(entry, str):
        raise KeyError(key)
    return entry


def elides(entries: Mapping[str, Entry], word: str) -> bool:
    """Whether a word asks for the elided form of the one before it: « d’octobre »."""
    return bool(word) and word[0] in string(entries, "grammar.elides")


def _entries(
    table: Mapping[str, object], lang: str, prefix: str = ""
) -> Iterator[tuple[str, Entry]]:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, str):
            yield key, _typeset(value, lang)
        elif not isinstance(value, dict):
            raise TypeError(f"catalogue {lang}: {key} is neither a string nor a table")
        elif isinstance(value.get("other"), str) and value.keys() <= _PLURAL_CATEGORIES:
            yield key, {category: _typeset(said, lang) for category, said in value.items()}
        else:
            yield from _entries(value, lang, f"{key}.")


def _typeset(text: str, lang: str) -> str:
    return apply(text, typeset(text, lang))
