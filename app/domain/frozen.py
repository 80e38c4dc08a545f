"""What an edition keeps: what was found, as plain data in few bytes, that a later Samskap reads as it was."""

import json
import zlib
from datetime import datetime
from typing import Any

AT = "$at"  # under which a moment is kept, so that it is read as one


def packed(told: dict[str, Any]) -> bytes:
    return zlib.compress(json.dumps(told, ensure_ascii=False, default=moment).encode())


def unpacked(body: bytes) -> dict[str, Any]:
    return json.loads(zlib.decompress(body), object_hook=revived)  # type: ignore[no-any-return]


def moment(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {AT: value.isoformat()}
    raise TypeError(type(value).__name__)


def revived(found: dict[str, Any]) -> Any:
    return datetime.fromisoformat(found[AT]) if found.keys() == {AT} else found
