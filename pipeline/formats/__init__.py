"""Projections of a publication: HTML, JSON Feed."""
