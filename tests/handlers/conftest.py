"""What most tests of features begin with."""

import pytest

from tests.handlers.asking import Asking


@pytest.fixture
async def asking() -> Asking:
    """One incident, number 1, SEV3 triage, with its channel."""
    asked = Asking()
    await asked.with_room()
    return asked
