"""The names of where an item can stand, apart from the values themselves: the command line knows them at once."""

from typing import Literal, get_args

State = Literal["discovered", "working", "published", "held", "refused", "failed", "withdrawn"]
STATES: tuple[State, ...] = get_args(State)

Stage = Literal["fetch", "extract", "translate", "check", "attribute", "publish"]
STAGES: tuple[Stage, ...] = get_args(Stage)
