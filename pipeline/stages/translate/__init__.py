"""Translate: the texts of an article, from the memory and the engines, with their marks on the right words.

`stage` is the door. It settles what needs no engine (`copying`, the memory) and hands the rest to `rendering`,
which carries marks through as `tokens` or finds them again by `alignment`, and which sends `lines` and gets
verified answers by way of `asking`; `verification` says what the checks make of them, and `plausibility` sees lines
that were merged or exchanged on the way.

It is loaded when it is first used: a run with nothing new waits for none of it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.stages.translate.stage import translate
    from pipeline.stages.translate.verification import Said, Verified, verified

__all__ = ["Said", "Verified", "translate", "verified"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Load what is exported from where it is."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pipeline.stages.translate import stage, verification  # noqa: PLC0415 - only now, as is said above

    return getattr(stage if name == "translate" else verification, name)
