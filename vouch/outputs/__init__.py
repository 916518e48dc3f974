"""The same facts in the formats of machines, of other sites and of those who search."""
