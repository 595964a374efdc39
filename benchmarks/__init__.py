"""How fast b12dt is, in ratios to what else one would use."""
