"""Which articles are versions of each other: a tie that one of two declares holds for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vouch.frozen import frozen


@frozen
class Tied:
    """An article with its language and the slugs that it names as its versions."""

    slug: str
    lang: str
    names: Sequence[str]


def groups(articles: Sequence[Tied]) -> Mapping[str, tuple[str, ...]]:
    """For each slug those of its versions, itself among them, in the order of ``articles``."""
    known = {article.slug for article in articles}
    together = {slug: {slug} for slug in known}
    for article in articles:
        for name in known.intersection(article.names):
            joined = together[article.slug] | together[name]
            for slug in joined:
                together[slug] = joined
    places: dict[str, list[int]] = {}
    for place, article in enumerate(articles):
        places.setdefault(article.slug, []).append(place)
    members = {
        id(group): tuple(
            articles[place].slug for place in sorted(p for slug in group for p in places[slug])
        )
        for group in together.values()
    }
    return {slug: members[id(together[slug])] for slug in places}
