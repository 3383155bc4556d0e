"""The printed matrix: every permission with who holds it."""

import pytest

from renda.foundation.policy import grants
from renda.project import command


def test_the_matrix_prints_every_permission_with_who(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["matrix"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"{one.permission}\t{one.who}" for one in grants.all_grants()]
    assert "accounts.administer\t系统管理员" in lines
