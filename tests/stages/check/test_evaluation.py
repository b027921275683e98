"""The checks on pairs written for this repository: good ones, and the same with one fault each.

What is found is compared with `evaluation/baseline.json`; a fall of precision or recall fails, and a rise is
recorded there by hand, so that it holds from then on.
"""

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.model import Flag
from pipeline.stages.check import check_pair
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.pairwise import CHECKS

FOLDER = Path(__file__).parent / "evaluation"


class Evaluation(NamedTuple):
    false_holds: list[str]
    false_notes: list[str]
    missed: list[str]
    misnamed: list[str]
    faults: int


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def injected(fault: dict[str, str], good: dict[str, tuple[str, str]]) -> tuple[str, str]:
    english, arabic = good[fault["id"]]
    broken = fault["new"] if fault["old"] == "*" else arabic.replace(fault["old"], fault["new"] or "", 1)
    assert broken != arabic, fault
    return english, broken


def evaluate() -> Evaluation:
    good = {row["id"]: (row["english"], row["arabic"]) for row in rows("good.tsv")}
    flags = {name: check_pair(*pair) for name, pair in good.items()}
    holds = [name for name, found in flags.items() if any(flag.severity == "hold" for flag in found)]
    notes = [name for name, found in flags.items() if found and name not in holds]
    missed, misnamed = [], []
    faults = rows("faulty.tsv")
    for fault in faults:
        english, broken = injected(fault, good)
        found = {flag.code for flag in check_pair(english, broken)}
        name = f"{fault['id']}: {fault['codes']}, found {sorted(found)}"
        if not found:
            missed.append(name)
        elif not found & set(fault["codes"].split()):
            misnamed.append(name)
    return Evaluation(holds, notes, missed, misnamed, len(faults))


def test_precision_and_recall_do_not_fall_below_the_baseline() -> None:
    baseline = json.loads((FOLDER / "baseline.json").read_text("utf-8"))
    result = evaluate()

    assert len(result.false_holds) <= baseline["false_holds"], result.false_holds
    assert len(result.false_notes) <= baseline["false_notes"], result.false_notes
    assert len(result.missed) <= baseline["missed"], result.missed
    assert len(result.misnamed) <= baseline["misnamed"], result.misnamed
    assert result.faults >= baseline["faults"]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__module__.rpartition(".")[2])
def test_without_any_one_of_the_checks_a_fault_would_be_missed(check: Callable[[Pair], Iterable[Flag]]) -> None:
    good = {row["id"]: (row["english"], row["arabic"]) for row in rows("good.tsv")}
    broken = [injected(fault, good) for fault in rows("faulty.tsv")]

    found = ((pair, {flag.code for flag in check(Pair(*pair))}) for pair in broken)
    assert any(codes and codes == {flag.code for flag in check_pair(*pair)} for pair, codes in found)
