"""What goes in, typed: the site, its articles, and the claims in them (contract, sections 1 and 2)."""
