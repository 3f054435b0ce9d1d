"""Checks everything there is and packs it: content, models, manifest, the function for Lambda.

Nothing that answers anybody imports it.
"""
