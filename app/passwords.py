"""Passwords, hashed by argon2id. Each costs 64 MiB for a twentieth of a second: two at once, beside the server."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2
HASHER = PasswordHasher()  # RFC 9106, for machines that are short of memory
BESIDE = ThreadPoolExecutor(AT_ONCE, "passwords")
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$c2Ftc2thcC1zYW1za2Fw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
"""Compared where there is no account, which then takes as long to refuse as one that there is."""


async def hashed(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(BESIDE, HASHER.hash, password)


async def is_right(kept: str | None, password: str) -> bool:
    """Whether this is the password that was hashed."""
    return await asyncio.get_running_loop().run_in_executor(BESIDE, matches, kept or NOBODYS, password)


def matches(kept: str, password: str) -> bool:
    try:
        return HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
