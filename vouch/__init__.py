"""Vouch compiles articles and their claims into a site where every figure leads to its evidence."""

__version__ = "0.1.0"
