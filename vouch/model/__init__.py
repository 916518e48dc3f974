"""What goes in, typed: the site, its articles, the claims in them (contract, sections 1, 2)."""
