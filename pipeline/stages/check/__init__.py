"""The check stage: what is wrong with a translation, found without a second one to compare it with.

Repairs by rule come first (typography, entities, stray characters), then checks on each text, sentence by
sentence where that matters, then checks across the article. A `hold` means that a person must look.

What is exported is loaded when it is first used: a run with nothing new compiles no pattern of any check.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.stages.check.documents import check_document
    from pipeline.stages.check.pairwise import check_pair
    from pipeline.stages.check.policy import BY_POLICY
    from pipeline.stages.check.stage import check

__all__ = ["BY_POLICY", "check", "check_document", "check_pair"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Load what is exported from where it is."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pipeline.stages.check import documents, pairwise, policy, stage  # noqa: PLC0415 - only now, as is said above

    homes = {"BY_POLICY": policy, "check": stage, "check_document": documents, "check_pair": pairwise}
    return getattr(homes[name], name)
