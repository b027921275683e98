"""A companion file that is a table: CSV in UTF-8, whose first line names the columns.

Every fault is told with its line and column, all of them at once.
"""

import csv
from collections.abc import Callable, Hashable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pipeline.errors import ConfigurationError

T = TypeVar("T")
Row = dict[str, str]


def text_of(path: Path) -> str | None:
    """Return what the file at `path` says, or None where there is no such file. Raises ConfigurationError."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(f"line {line}: not UTF-8: {error}", item=str(path)) from error
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror}", item=str(path)) from error


def table(
    text: str, item: str, columns: Sequence[str], make: Callable[[Row], T], key: Callable[[T], Hashable]
) -> tuple[T, ...]:
    """Return what `make` makes of each row of a table; no two may have the same `key`.

    `make` is given texts without spaces at their ends, and raises ValueError where one is wrong.
    Raises ConfigurationError, which names `item` and every faulty line.
    """
    reader = csv.DictReader(text.splitlines(), restkey="more")
    try:
        return _made(reader, item, columns, make, key)
    except csv.Error as error:  # a quotation mark that is never closed
        raise ConfigurationError(f"line {reader.line_num + 1}: {error}", item=item) from error


def _made(
    reader: "csv.DictReader[str]",
    item: str,
    columns: Sequence[str],
    make: Callable[[Row], T],
    key: Callable[[T], Hashable],
) -> tuple[T, ...]:
    if tuple(reader.fieldnames or ()) != tuple(columns):
        raise ConfigurationError(f"its first line is not {','.join(columns)}", item=item)
    made: dict[Hashable, T] = {}
    faults: list[str] = []
    for row in reader:
        try:
            value = make(_whole(row, columns))
        except ValidationError as error:
            faults += (f"line {reader.line_num}: {said}" for said in _said(error))
        except ValueError as error:
            faults.append(f"line {reader.line_num}: {error.args[0]}")
        else:
            if made.setdefault(key(value), value) is not value:
                faults.append(f"line {reader.line_num}: {columns[0]}: {row[columns[0]]!r} stands there twice")
    if faults:
        raise ConfigurationError("; ".join(faults), item=item, next_step="correct it, then: republish config validate")
    return tuple(made.values())


def _whole(row: Row, columns: Sequence[str]) -> Row:
    if "more" in row or None in row.values():
        raise ValueError(f"it has not {len(columns)} columns; a text with a comma stands between quotation marks")
    return {name: " ".join(text.split()) for name, text in row.items()}


def _said(error: ValidationError) -> Iterator[str]:
    for fault in error.errors():
        place = ".".join(map(str, fault["loc"]))
        message = fault["msg"].removeprefix("Value error, ")
        yield f"{place}: {message}" if place else message
