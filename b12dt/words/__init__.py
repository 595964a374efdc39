"""Findings and advice in words. Renderers add no facts: what they tell was found or decided elsewhere."""
