"""What docs/scale.md tells to start."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCALE = Path(__file__).parents[3] / "docs" / "scale.md"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd: its units are not verified")
def test_the_unit_of_a_worker_is_what_systemd_takes(tmp_path: Path) -> None:
    [unit] = re.findall(r"```ini\n(.*?)```", SCALE.read_text("utf-8"), re.DOTALL)
    lines = [line.strip() for line in unit.splitlines()]
    text = "\n".join(lines).replace(
        "/opt/republish/.venv/bin/republish", str(Path(sys.executable).with_name("republish"))
    )
    path = tmp_path / "republish-worker@1.service"
    path.write_text(text, "utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(path)],  # noqa: S607 - as PATH has it
        capture_output=True,
        text=True,
        check=False,
    )
    assert (verified.returncode, verified.stderr) == (0, "")
