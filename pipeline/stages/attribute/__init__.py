"""Attribute: a checked translation becomes a publication, with its source, its disclaimers and its rights."""

from pipeline.stages.attribute.attribute import attribute

__all__ = ["attribute"]
