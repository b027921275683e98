"""What holds of every value that flows."""

import inspect
from collections.abc import Iterator

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import pipeline.model
from pipeline.model import MarkedText, Model

flowing = st.one_of(
    strategies.pages,
    strategies.articles,
    strategies.translations(),
    strategies.reports,
    strategies.publications,
)
MODELS = [
    exported
    for exported in vars(pipeline.model).values()
    if inspect.isclass(exported) and issubclass(exported, Model) and exported is not Model
]


@given(flowing)
def test_a_value_is_the_same_after_a_round_trip_through_json(value: Model) -> None:
    assert type(value).model_validate_json(value.model_dump_json()) == value


@given(flowing)
def test_no_mark_of_a_value_reaches_beyond_its_text(value: Model) -> None:
    for text in _texts_within(value):
        assert all(0 <= mark.start < mark.end <= len(text.text) for mark in text.marks)
        assert all(text.marked(mark) for mark in text.marks)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_model_is_frozen_and_rejects_unknown_keys(model: type[Model]) -> None:
    assert model.model_config.get("frozen") is True
    with pytest.raises(ValidationError) as caught:
        model.model_validate({"surprise": 1})
    assert ("surprise",) in [fault["loc"] for fault in caught.value.errors() if fault["type"] == "extra_forbidden"]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_model_says_what_it_is(model: type[Model]) -> None:
    assert model.__doc__
    assert model.__doc__ != Model.__doc__


def _texts_within(value: object) -> Iterator[MarkedText]:
    if isinstance(value, MarkedText):
        yield value
    if isinstance(value, Model):
        for _, part in value:
            yield from _texts_within(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts_within(part)
