"""A page for each claimant."""

from pelican import signals
from pelican.generators import Generator


class _Claimants(Generator):
    def generate_output(self, writer):
        template = self.get_template("claimant")
        for claimant in self.context["claimants"]:
            path = f"claimants/{claimant['slug']}/index.html"
            writer.write_file(path, template, self.context, claimant=claimant)


def _generators(_pelican):
    return _Claimants


def register():
    """Called by Pelican."""
    signals.get_generators.connect(_generators)
