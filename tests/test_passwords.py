"""How passwords are kept, at what they cost for real."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from app import passwords
from tests.conftest import REAL

LOW_MEMORY = (Type.ID, 3, 64 * 1024, 4)
"""The second choice of RFC 9106: passes, KiB, lanes."""


@pytest.fixture(autouse=True)
def _as_on_a_real_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", REAL.hasher)
    monkeypatch.setattr(passwords, "NOBODYS", REAL.nobodys)


def costs(word: str) -> tuple[Type, int, int, int]:
    told = extract_parameters(word)
    return told.type, told.time_cost, told.memory_cost, told.parallelism


@pytest.mark.anyio
async def test_a_password_costs_what_the_standard_says() -> None:
    assert costs(await passwords.hashed("four words in a row")) == LOW_MEMORY


def test_where_there_is_no_account_to_refuse_costs_the_same() -> None:
    assert costs(REAL.nobodys) == LOW_MEMORY


@pytest.mark.anyio
async def test_only_the_password_itself_is_right() -> None:
    word = await passwords.hashed("four words in a row")
    tried = ["four words in a row", "four words in a row ", "Four words in a row", ""]
    assert [await passwords.is_right(word, each) for each in tried] == [True, False, False, False]


@pytest.mark.anyio
@pytest.mark.parametrize(
    "word",
    [None, "", "!", "$argon2id$", "four words in a row", pytest.param(PasswordHasher(1, 8, 1).hash("x"), id="weaker")],
)
async def test_what_is_no_hash_of_it_opens_nothing(word: str | None) -> None:
    assert await passwords.is_right(word, "four words in a row") is False


@pytest.mark.anyio
async def test_nobody_s_password_is_not_known() -> None:
    assert [await passwords.is_right(None, each) for each in ("", "samskap", "nobody's")] == [False] * 3


@pytest.mark.anyio
async def test_the_same_password_is_kept_differently_each_time() -> None:
    assert len({await passwords.hashed("four words in a row") for _ in range(2)}) == 2
