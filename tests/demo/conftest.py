"""Lets a failing check of the demo say what it compared."""

import pytest

pytest.register_assert_rewrite("tests.demo.checks")
