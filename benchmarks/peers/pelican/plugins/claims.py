"""Gives each article its claims, read from YAML, their explanations as HTML."""

from pathlib import Path

import markdown
import yaml
from pelican import signals

_converter = markdown.Markdown()


def _attach(generator):
    for article in generator.articles:
        text = Path("claims", f"{article.slug}.yaml").read_text(encoding="utf-8")
        article.story = yaml.load(text, Loader=yaml.CSafeLoader)
        for claim in article.story["claims"]:
            claim["explanation"] = _converter.reset().convert(claim["explanation"])
        for event in article.story["timeline"]:
            event["text"] = _converter.reset().convert(event["text"])


def register():
    """Called by Pelican."""
    signals.article_generator_finalized.connect(_attach)
