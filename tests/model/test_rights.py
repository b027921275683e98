import pytest
from pydantic import ValidationError

from pipeline.model import Rights

BY = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("basis", "url"),
    [
        ("cc-by", BY),
        ("cc-by", "https://creativecommons.org/licenses/by/3.0/igo/"),
        ("cc-by-sa", "https://creativecommons.org/licenses/by-sa/4.0/deed.ar"),
        ("public-domain", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("permission", "https://www.example.org/terms"),
    ],
)
def test_a_licence_is_named_by_its_address(basis: str, url: str) -> None:
    assert Rights.model_validate({"basis": basis, "license_url": url}).license_url == url


@pytest.mark.parametrize(
    ("basis", "url"),
    [
        ("cc-by", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("cc-by", "https://creativecommons.org/licenses/by-nd/4.0/"),
        ("cc-by-sa", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("permission", BY),
        ("cc-by", "CC BY 4.0"),
    ],
)
def test_a_licence_other_than_the_basis_is_a_fault(basis: str, url: str) -> None:
    with pytest.raises(ValidationError, match="license_url"):
        Rights.model_validate({"basis": basis, "license_url": url})


def test_a_credit_is_never_blank() -> None:
    with pytest.raises(ValidationError, match="credit"):
        Rights(credit="  ")


@pytest.mark.parametrize("basis", ["cc-by-nd", "CC-BY-NC-ND"])
def test_a_licence_that_forbids_translations_is_refused_with_the_reason(basis: str) -> None:
    with pytest.raises(ValidationError, match="NoDerivatives licence forbids"):
        Rights.model_validate({"basis": basis})
