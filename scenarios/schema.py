"""The JSON Schema of the scenario format, made from its types: ``python -m asapair.scenarios.schema``.

Editors that know it complete keys and mark mistakes while one types.
"""

from __future__ import annotations

import sys
from typing import Any

import msgspec
from msgspec import inspect as types

from .decoding import Choice, described, kinds
from .scenario import ScenarioFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema as plain data."""
    definitions: dict[str, Any] = {}
    root = _of(described(ScenarioFile), definitions)
    return {"$schema": DIALECT, **root, "$defs": dict(sorted(definitions.items()))}


def encoded() -> bytes:
    """The schema as the packaged file holds it."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"


def _of(info: types.Type, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: PLR0911  # one a kind of type
    """The schema of a type; that of a struct goes into ``definitions``, once."""
    match info:
        case types.Metadata(type=inner, extra_json_schema=extra):
            return {**_of(inner, definitions), **(extra or {})}
        case types.StructType(cls=cls):
            return _struct(cls, definitions)
        case types.VarTupleType(item_type=item):
            one = _of(item, definitions)
            return {"anyOf": [one, {"type": "array", "items": one}]}
        case types.TupleType(item_types=items):
            return {
                "type": "array",
                "prefixItems": [_of(item, definitions) for item in items],
                "minItems": len(items),
                "maxItems": len(items),
            }
        case types.DictType(value_type=value):
            return {"type": "object", "additionalProperties": _of(value, definitions)}
        case types.UnionType(types=members):
            (inner,) = (member for member in members if not isinstance(member, types.NoneType))
            return _of(inner, definitions)
        case _:
            return _word(info)


def _word(info: types.Type) -> dict[str, Any]:
    match info:
        case types.LiteralType(values=values):
            return {"enum": list(values)}
        case types.EnumType(cls=cls):
            words = [str(member.value) for member in cls]
            return {"enum": list(dict.fromkeys([*words, *(word.lower() for word in words)]))}
        case types.BoolType():
            return {"type": "boolean"}
        case types.IntType():
            return {"type": "integer"}
        case _:
            return {"type": "string"}


def _struct(cls: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    name = cls.__name__
    if name not in definitions:
        definitions[name] = {}
        choices = kinds(cls) if issubclass(cls, Choice) else ()
        if choices:
            definitions[name] = {"anyOf": [_of(described(choice), definitions) for choice in choices]}
        else:
            definitions[name] = _object(cls, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _object(cls: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    info = described(cls)
    assert isinstance(info, types.StructType)  # noqa: S101  # what described() says of a struct
    required = [field.encode_name for field in info.fields if field.required]
    return {
        "description": " ".join((cls.__doc__ or "").split()),
        "type": "object",
        "properties": {field.encode_name: _of(field.type, definitions) for field in info.fields},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


if __name__ == "__main__":
    sys.stdout.buffer.write(encoded())
