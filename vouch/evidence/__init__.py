"""Captures of sources, and the excerpts that are looked up in them."""
