"""Records to and from plain values: TOML when they are read, JSON when they are stored."""

from __future__ import annotations

import zlib
from typing import Any, TypeVar

import msgspec

from bot.knowledge.dates import HistoricalDate

_T = TypeVar("_T")
_S = TypeVar("_S", bound=msgspec.Struct)
_QUICKLY = 1


def from_plain(value: Any, kind: type[_T]) -> _T:
    """``value`` (as it was read from TOML) as a ``kind``; msgspec.ValidationError says what does not fit."""
    return msgspec.convert(value, kind, dec_hook=_decode)


def from_json(text: bytes | str, kind: type[_T]) -> _T:
    """What `to_json` wrote, as a ``kind``."""
    return msgspec.json.decode(text, type=kind, dec_hook=_decode)


def to_json(value: Any) -> bytes:
    """``value`` (a record, or anything made of records) as JSON; what equals its default is left out."""
    return msgspec.json.encode(value, enc_hook=_encode)


def to_packed(value: Any) -> bytes:
    """``value`` as `to_json` writes it, in a third of the room."""
    return zlib.compress(to_json(value), _QUICKLY)


def from_packed(packed: bytes, kind: type[_T]) -> _T:
    """What `to_packed` wrote, as a ``kind``."""
    return from_json(zlib.decompress(packed), kind)


def to_packed_fields(value: msgspec.Struct) -> bytes:
    """``value`` packed field by field."""
    return msgspec.msgpack.encode([to_packed(getattr(value, field)) for field in value.__struct_fields__])


def from_packed_fields(packed: bytes, kind: type[_S]) -> _S:
    """What `to_packed_fields` wrote, as a ``kind``; other threads get their turn between two fields."""
    parts = msgspec.msgpack.decode(packed, type=list[bytes])
    return kind(*map(from_packed, parts, (field.type for field in msgspec.structs.fields(kind))))


def to_plain(value: Any) -> Any:
    """``value`` as dicts, lists, text and numbers."""
    return msgspec.to_builtins(value, enc_hook=_encode, builtin_types=())


def _decode(kind: type[Any], value: Any) -> Any:
    if kind is HistoricalDate:
        if not isinstance(value, str):
            raise ValueError('a date is written as text, such as "1974-06-29"')
        return HistoricalDate.parse(value)
    raise TypeError(f"{kind.__name__} cannot stand in a record")


def _encode(value: Any) -> Any:
    if isinstance(value, HistoricalDate):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot stand in a record")
