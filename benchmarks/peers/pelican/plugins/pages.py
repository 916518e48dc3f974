"""A page for each claim."""

from pelican import signals
from pelican.generators import Generator


class _Claims(Generator):
    def generate_output(self, writer):
        template = self.get_template("claim")
        for article in self.context["articles"]:
            for claim in article.story["claims"]:
                writer.write_file(
                    f"{article.slug}/claims/{claim['id']}/index.html",
                    template,
                    self.context,
                    article=article,
                    claim=claim,
                )


def _generators(_pelican):
    return _Claims


def register():
    """Called by Pelican."""
    signals.get_generators.connect(_generators)
