"""A page for each claim."""

from pelican import signals
from pelican.generators import Generator


class _Claims(Generator):
    def generate_output(self, writer):
        template = self.get_template("claim")
        for story in self.context["stories"]:
            for claim in story["claims"]:
                path = f"{claim['href'][1:]}index.html"
                writer.write_file(path, template, self.context, story=story, claim=claim)


def _generators(_pelican):
    return _Claims


def register():
    """Called by Pelican."""
    signals.get_generators.connect(_generators)
