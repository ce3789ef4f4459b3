"""From the tree of a file to the types of the format; an error says where, what, and what is allowed.

The types are msgspec structs: what they declare is read here, and written down in ``schema.py`` for editors.
"""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, TypeVar

import msgspec
from msgspec import inspect as types

from .errors import ScenarioError, alternatives
from .nodes import Listing, Mapping, Node, Scalar, kind
from .values import Reader

T = TypeVar("T")


def spelled(name: str) -> str:
    """A field as the file spells it: ``power_off`` is ``power-off``, ``in_`` is ``in``."""
    return name.rstrip("_").replace("_", "-")


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=spelled):
    """Base of everything that is a mapping in a scenario file."""

    def wrong(self) -> tuple[str, str] | None:
        """A key and what is wrong with it, where the keys do not fit together; None if they do."""
        return None


class Choice(Part, frozen=True, kw_only=True):
    """Base of mappings of several kinds, told apart by the key that each kind alone has, its ``subject``."""

    #: the key that tells the kind; empty for the kind without one
    subject: ClassVar[str] = ""
    #: what to call one of them in a message
    noun: ClassVar[str] = "entry"


def decode(node: Node, wanted: type[T]) -> T:
    """A value of a type from its node; ``ScenarioError`` for the first thing that is wrong."""
    value: T = _decode(node, described(wanted))
    return value


def described(wanted: object) -> types.Type:
    """What msgspec knows of a type."""
    return _described(wanted)


@cache
def _described(wanted: Any) -> types.Type:
    return types.type_info(wanted)


@cache
def kinds(base: type[Choice]) -> tuple[type[Choice], ...]:
    """The kinds of a choice, in the order of the module that declares them; none for a kind itself."""
    direct = base.__subclasses__()
    return tuple(found for child in direct for found in (kinds(child) or (child,)))


def _decode(node: Node, info: types.Type) -> Any:  # noqa: PLR0911  # one a kind of type
    match info:
        case types.Metadata(extra={"reader": reader}):
            return _read(_scalar(node), reader)
        case types.Metadata(type=inner):
            return _decode(node, inner)
        case types.StructType(cls=cls):
            return _struct(node, cls)
        case types.VarTupleType(item_type=item):
            nodes = node.items if isinstance(node, Listing) else [node]
            return tuple(_decode(child, item) for child in nodes)
        case types.TupleType(item_types=items):
            return _fixed(node, items)
        case types.DictType(value_type=value):
            return {name: _decode(child, value) for name, child in _mapping(node).entries.items()}
        case types.UnionType(types=members):
            (inner,) = (member for member in members if not isinstance(member, types.NoneType))
            return _decode(node, inner)
        case _:
            return _word(_scalar(node), info)


def _mapping(node: Node) -> Mapping:
    if not isinstance(node, Mapping):
        raise ScenarioError(node.position, f"expected keys with values, this is {kind(node)}")
    return node


def _scalar(node: Node) -> Scalar:
    if not isinstance(node, Scalar):
        raise ScenarioError(node.position, f"expected one value, this is {kind(node)}")
    return node


def _fixed(node: Node, items: tuple[types.Type, ...]) -> Any:
    if not isinstance(node, Listing) or len(node.items) != len(items):
        raise ScenarioError(node.position, f"expected a list of {len(items)}, such as [12s, 40s]")
    return tuple(_decode(child, item) for child, item in zip(node.items, items, strict=True))


def _read(node: Scalar, reader: Reader) -> Any:
    """One value from one text, by a reader of its own."""
    try:
        return reader(node)
    except ScenarioError:
        raise
    except ValueError as error:
        raise ScenarioError(node.position, str(error)) from None


def _word(node: Scalar, info: types.Type) -> Any:
    """One value from one text."""
    match info:
        case types.LiteralType(values=values):
            return _one_of(node, {str(value): value for value in values})
        case types.EnumType(cls=cls):
            return _one_of(node, {str(value.value): value for value in cls})
        case types.BoolType():
            return _one_of(node, {"true": True, "false": False})
        case types.IntType():
            return _number(node)
        case _:
            return node.text


def _one_of(node: Scalar, allowed: dict[str, Any]) -> Any:
    """The value whose word was written; upper and lower case do not matter."""
    written = " ".join(node.text.split()).lower()
    for word, value in allowed.items():
        if word.lower() == written:
            return value
    raise ScenarioError(
        node.position, f"{node.text!r} is not possible here, {alternatives(node.text, allowed)}"
    )


def _number(node: Scalar) -> int:
    try:
        number = msgspec.convert(node.text, int, strict=False)
    except msgspec.ValidationError:
        number = -1
    if number < 0:
        raise ScenarioError(node.position, f"{node.text!r} is not a whole number such as 1000")
    return number


def _struct(node: Node, cls: type[Any]) -> Any:
    mapping = _mapping(node)
    if choices := kinds(cls) if issubclass(cls, Choice) else ():
        cls = _chosen(mapping, cls, choices)
    fields = {field.encode_name: field for field in msgspec.structs.fields(cls)}
    for name, where in mapping.keys.items():
        if name not in fields:
            raise ScenarioError(where, f"unknown key {name!r}{_beside(cls)}, {alternatives(name, fields)}")
    for name, field in fields.items():
        if field.required and name not in mapping.entries:
            raise ScenarioError(mapping.position, f"the key {name!r} is missing{_beside(cls)}")
    infos = _fields(cls)
    values = {fields[name].name: _decode(child, infos[name]) for name, child in mapping.entries.items()}
    value = cls(**values)
    if fault := value.wrong():
        key, problem = fault
        raise ScenarioError(mapping.keys.get(key, mapping.position), f"{key!r}: {problem}")
    return value


def _fields(cls: type[Any]) -> dict[str, types.Type]:
    info = described(cls)
    assert isinstance(info, types.StructType)  # noqa: S101  # what described() says of a struct
    return {field.encode_name: field.type for field in info.fields}


def _beside(cls: type[Any]) -> str:
    return f" beside {cls.subject!r}" if issubclass(cls, Choice) and cls.subject else ""


def _chosen(mapping: Mapping, base: type[Choice], choices: tuple[type[Choice], ...]) -> type[Choice]:
    """The kind whose subject is among the keys."""
    subjects = {choice.subject: choice for choice in choices}
    found = [name for name in mapping.entries if name and name in subjects]
    if len(found) > 1:
        raise ScenarioError(
            mapping.keys[found[1]],
            f"{found[0]!r} and {found[1]!r} in one {base.noun}: write two, one behind the other",
        )
    if found:
        return subjects[found[0]]
    common = [field.encode_name for field in msgspec.structs.fields(base)]
    allowed = [*filter(None, subjects), *common]
    for name, where in mapping.keys.items():
        if name not in common:
            raise ScenarioError(
                where, f"unknown key {name!r} in this {base.noun}, {alternatives(name, allowed)}"
            )
    if "" in subjects and mapping.entries:
        return subjects[""]
    raise ScenarioError(mapping.position, f"this {base.noun} says nothing: {alternatives('', allowed)}")
