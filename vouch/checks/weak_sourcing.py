"""A verdict that rests on less than site.yaml asks of it, under `sourcing`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vouch import backing
from vouch.backing import Backing, Cited, grouped, meets
from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic, Note
from vouch.model.claims import Claim, Source
from vouch.model.sections import Sourcing
from vouch.outcomes import HELD, Finding, Left, Level

CODE = "weak-sourcing"
LEVEL = Level.WARNING
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MOST_NAMED = 3


def check(subject: Subject) -> Iterator[Finding]:
    """Counts what bears on each verdict (:mod:`vouch.backing`).

    Not checkable where something that may count could not be read or is not known; silent where no
    source is named at all: another check tells that.
    """
    claims = {claim.id: claim for claim in reversed(subject.sidecar.claims)}
    known = {**subject.shared_sources, **subject.sidecar.sources}
    for index, claim in enumerate(subject.sidecar.claims):
        path = ("claims", index)
        verdict = subject.reading.document.text(subject.reading.place(*path, "verdict"))
        need = subject.policy.needs.get(verdict)
        if need is None or (not claim.sources and subject.needs_source.get(verdict, False)):
            continue
        held = backing.backing(claim, claims, known)
        if meets(need, held.counted):
            yield HELD
        elif _is_unclear(subject, index, claims, known, held):
            yield Left.UNCHECKABLE
        else:
            problem = Diagnostic(
                CODE,
                f"the verdict `{verdict}` of `{claim.id}` rests on {_found(held)}{_left_out(held)}",
                subject.reading.span(*path, "verdict"),
                _help(need, held),
                tuple(_reprints(subject, index, held)),
                LEVEL.severity,
            )
            yield (problem,)


def _is_unclear(
    subject: Subject,
    index: int,
    claims: Mapping[str, Claim],
    known: Mapping[str, Source],
    held: Backing,
) -> bool:
    """Whether something that might count is written and cannot be told."""
    rows = subject.rows
    named = {rows[one.claim] for one in held.cited} | {index}
    taken = {
        operand.figure
        for row in named
        for calculation in subject.sidecar.claims[row].check
        for operand in calculation.where.values()
        if operand.figure is not None
    }
    return (
        not taken <= claims.keys()
        or any(subject.is_faulty("claims", row) for row in {rows[id] for id in taken} | named)
        or any(one.source is None or _is_misread(subject, one.id, known) for one in held.cited)
    )


def _is_misread(subject: Subject, id: str, known: Mapping[str, Source]) -> bool:
    """Whether a source, or what it reprints, could not be read as it is written."""
    met: set[str] = set()
    while id in known and id not in met:
        met.add(id)
        if id in subject.sidecar.sources:
            misread = subject.is_faulty("sources", id)
        else:
            misread = id in subject.policy.unclear
        if misread:
            return True
        id = known[id].origin or ""
    return False


def _found(held: Backing) -> str:
    """What counts, in words: `one primary and two secondary sources of one origin`."""
    counted = held.counted
    if not counted:
        return "no source that counts" if held.cited else "no source"
    kinds = [(kind, sum(one.kind == kind for one in counted)) for kind in ("primary", "secondary")]
    told = [f"{_number(number)} {kind}" for kind, number in kinds if number]
    last = next((number for _, number in reversed(kinds) if number), 0)
    words = [f"{' and '.join(told)} {_sources(last)}"] if told else []
    unsaid = len(counted) - sum(number for _, number in kinds)
    if unsaid:
        noun = "" if told else f" {_sources(unsaid)}"
        words.append(f"{_number(unsaid)}{noun} without `kind`")
    origins = len(held.origins)
    if len(counted) == 1:
        return words[0]
    tail = "different origins" if origins == len(counted) else f"{_number(origins)} {_of(origins)}"
    return f"{' and '.join(words)}{',' if told and unsaid else ''} of {tail}"


def _left_out(held: Backing) -> str:
    """What is named and does not count, with the reason."""
    unseen = [one for one in held.bearing if not one.is_seen]
    context = [one for one in held.cited if one.stance == "context"]
    told = f"; {_names(unseen)} {_be(unseen)} `unseen`, which counts for nothing" if unseen else ""
    if not held.counted and context:
        told += f"; {_names(context)} {_be(context)} mere context"
    return told


def _help(need: Sourcing, held: Backing) -> str:
    options = [*_further(need, held)]
    help = f"add {', or '.join(options)}"
    unseen = [one for one in held.bearing if not one.is_seen]
    if unseen and meets(need, held.bearing):
        help += f"; or look at {_names(unseen)}, and say under `seen` how"
    unsaid = [one for one in held.counted if not one.kind]
    as_primary = [one for one in held.counted if one.kind != "secondary"]
    if unsaid and need.primary is not None and len(grouped(as_primary)) >= need.primary:
        help += f"; or write `kind: primary` for {_names(unsaid)}, if that holds"
    return help


def _further(need: Sourcing, held: Backing) -> Iterator[str]:
    """What would do, each way of its own."""
    if need.primary is not None:
        lacking = need.primary - held.primary
        further = ("another", " more") if held.primary else ("a", "")
        some = further[0] if lacking == 1 else f"{_number(lacking)}{further[1]}"
        yield f"{some} primary {_sources(lacking)}"
    if need.origins is not None:
        lacking = need.origins - len(held.origins)
        some = "a source" if lacking == 1 else f"{_number(lacking)} sources"
        if held.origins:
            firsts = _names([group[0] for group in held.origins])
            yield f"{some} of {'another origin' if lacking == 1 else 'other origins'} than {firsts}"
        else:
            yield some if lacking == 1 else f"{some} of different origins"


def _reprints(subject: Subject, index: int, held: Backing) -> Iterator[Note]:
    """Sources that count once, each group at the second of them."""
    own = subject.sidecar.claims[index].id
    for group in held.origins:
        row = next((one.row for one in group[1:] if one.claim == own and one.row is not None), None)
        if row is not None:
            span = subject.reading.span("claims", index, "sources", row)
            yield Note(f"{_names(group)} are of one origin and count once", span)


def _names(cited: Sequence[Cited]) -> str:
    names = list(dict.fromkeys(one.name for one in cited))
    if len(names) > _MOST_NAMED + 1:
        names[_MOST_NAMED:] = [f"{len(names) - _MOST_NAMED} others"]
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _sources(number: int) -> str:
    return "source" if number == 1 else "sources"


def _of(origins: int) -> str:
    return "origin" if origins == 1 else "origins"


def _be(cited: Sequence[Cited]) -> str:
    return "is" if len({one.name for one in cited}) == 1 else "are"
