"""Translate: the texts of an article, from the memory and the engines, with their marks on the right words.

`stage` is the door. It settles what needs no engine (`copying`, the memory) and hands the rest to `rendering`,
which carries marks through as `tokens` or finds them again by `alignment`, and which sends `lines` and gets
verified answers by way of `asking`; `plausibility` sees lines that were merged or exchanged on the way.
"""

from pipeline.stages.translate.stage import translate

__all__ = ["translate"]
