"""The aligner: a sentence with a sentence needs no search, and comes out as the search has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.check.alignment.aligner import SourceSentence, TargetSentence, _Alignment, align
from pipeline.stages.check.alignment.anchors import Anchor


@given(
    lengths=st.tuples(st.integers(1, 400), st.integers(1, 400)),
    anchors=st.integers(0, 20),
    found=st.integers(0, 20),
)
def test_one_sentence_with_one_comes_out_as_the_search_has_it(
    lengths: tuple[int, int], anchors: int, found: int
) -> None:
    wanted = tuple(Anchor(n, n + 1, frozenset({f"~{n}"}), found=0.8, chance=0.001) for n in range(anchors))
    source = [SourceSentence(lengths[0], wanted)]
    target = [TargetSentence(lengths[1], 10, frozenset(f"~{n}" for n in range(found)))]
    assert align(source, target) == _Alignment(source, target).beads


@pytest.mark.parametrize(("found", "beads"), [(20, 1), (0, 2)])
def test_a_sentence_of_which_nothing_is_found_stands_alone(found: int, beads: int) -> None:
    wanted = tuple(Anchor(n, n + 1, frozenset({f"~{n}"}), found=0.8, chance=0.001) for n in range(20))
    target = TargetSentence(100, 10, frozenset(f"~{n}" for n in range(found)))
    assert len(align([SourceSentence(100, wanted)], [target])) == beads
