"""The site and who publishes it (schema.org), with the pages that say how they work."""

from __future__ import annotations

from vouch.outputs import schemaorg
from vouch.outputs.jsonld import Node, document, node
from vouch.outputs.publication import Publication


def organization(publication: Publication) -> Node:
    """The publisher with its policies, and the site."""
    policies = publication.policies
    how = [policies[role] for role in ("method", "verdicts") if role in policies]
    contact = policies.get("contact")
    publisher = schemaorg.publisher(
        publication,
        "NewsMediaOrganization",
        publishingPrinciples=policies.get("method"),
        verificationFactCheckingPolicy=how,
        correctionsPolicy=policies.get("corrections"),
        ownershipFundingInfo=policies.get("about"),
        actionableFeedbackPolicy=contact,
        contactPoint=node("ContactPoint", contactType="newsroom", url=contact) if contact else None,
    )
    site = node(
        "WebSite",
        url=publication.url,
        name=publication.title,
        description=publication.tagline,
        inLanguage=publication.lang,
        publisher={"@id": publisher["@id"]},
    )
    return document({"@graph": [publisher, site]})
