"""A source added to sources.toml: what a look has found, and by what right a person says that it is republished."""

import contextlib
import json
from collections.abc import Sequence

from pydantic import ValidationError

from pipeline.config import Settings, parse_sources
from pipeline.errors import InputError
from pipeline.model import Rights
from pipeline.run.amending import append
from pipeline.run.looking import Look
from pipeline.run.opening import open_ledger, utc_now
from pipeline.settings.sources import SourceSettings
from pipeline.stages.rights import objections


def rights_given(basis: str, evidence: str, *, images: bool) -> Rights:
    """Return the rights that a person states; raises InputError where they are none, or none that allow this."""
    try:
        return Rights.model_validate({"basis": basis, "evidence": " ".join(evidence.split()), "images": images})
    except ValidationError as error:
        raise InputError(_faults(error), item=basis, next_step="state the right, or unknown") from error


def objecting(found: Look, rights: Rights) -> tuple[str, ...]:
    """Return what the tried page says against `rights`, by which each of its articles will be held."""
    return tuple(flag.detail for flag in objections(rights, found.trial.signals if found.trial else ()))


def source_given(
    rights: Rights,
    *,
    name: str,
    hosts: Sequence[str],
    feeds: Sequence[str] = (),
    sitemaps: Sequence[str] = (),
    pages: Sequence[str] = (),
) -> SourceSettings:
    """Return the source that a person states; raises InputError where something of it is not as it must be."""
    values = {"hosts": tuple(hosts), "feeds": tuple(feeds), "sitemaps": tuple(sitemaps), "pages": tuple(pages)}
    try:
        return SourceSettings.model_validate({"name": " ".join(name.split()), "rights": rights, **values})
    except ValidationError as error:
        raise InputError(_faults(error), item=name, next_step="correct it, then add the source again") from error


def _faults(error: ValidationError) -> str:
    return "; ".join(
        ".".join(map(str, fault["loc"])) + f": {fault['msg'].removeprefix('Value error, ')}" for fault in error.errors()
    )


def add_source(settings: Settings, source: SourceSettings, by: str | None) -> None:
    """Write `source` at the end of sources.toml, valid with what stands there or not at all, and note by whom.

    Raises InputError where there is a source of that name, and ConfigurationError where the file would not be valid.
    """
    path = settings.paths.sources
    added = _toml(source, first=not path.exists())

    def check(text: str) -> None:
        before = text.replace("\r\n", "\n").removesuffix(added)  # the file as it is now: others add, too
        if any(other.is_named(source.name) for other in parse_sources(before, path).source):
            raise InputError("there is a source of this name", item=source.name, next_step="give it another")
        parse_sources(text, path)

    append(path, added, check)
    with contextlib.closing(open_ledger(settings)) as ledger:
        ledger.note(None, "source added", utc_now(), by=by, detail=f"{source.name}: {', '.join(source.hosts)}")


def _toml(source: SourceSettings, *, first: bool) -> str:
    """Return `source` as TOML, without what is as it would be anyway. JSON's strings and lists are TOML's too."""
    values = source.model_dump(mode="json", exclude_defaults=True)
    rights = values.pop("rights", {})
    lines = ["" if first else "\n", "[[source]]\n", *_pairs(values)]
    return "".join((*lines, "[source.rights]\n", *_pairs(rights)) if rights else lines)


def _pairs(values: dict[str, object]) -> list[str]:
    return [
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n".replace("\x7f", "\\u007f") for key, value in values.items()
    ]
