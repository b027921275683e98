"""The Creative Commons licences that allow a translation: which one, by what name."""

from pipeline.model import Rights
from pipeline.model.rights import CC_LICENSE


def with_license(rights: Rights) -> Rights:
    """Return `rights` with the licence's address, where only the evidence names it and it is the basis's own."""
    found = CC_LICENSE.fullmatch(rights.evidence)
    if rights.license_url is None and found and f"cc-{found['terms']}" == rights.basis:
        return rights.model_copy(update={"license_url": rights.evidence})
    return rights


def license_name(rights: Rights) -> str:
    """Return the licence's short name, as exact as is known: `CC BY-SA 4.0`, `CC BY 3.0 IGO`, `CC BY`."""
    found = CC_LICENSE.match(rights.license_url or "")
    exact = (found["version"], (found["port"] or "").upper()) if found else ()
    return " ".join(part for part in (rights.basis.replace("-", " ", 1).upper(), *exact) if part)
