"""Plain mappings, lists and strings -> YAML text: the way back of ``yaml_text.py``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types

SHORT = 90
"""Characters of the values of a list or mapping that is written in one line; a longer one gets a line an entry."""

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_RESOLVER = yaml.resolver.Resolver()
_UNQUOTED = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"}
"""What a text may look like to a reader of YAML 1.1 and stand without quotes; ``NO`` and ``5`` get them."""


def write_yaml(fields: Mapping[str, Any]) -> str:
    """The text of these fields in their order, each value of them a text, a whole number, a list or a mapping.

    Read again by ``read_yaml`` it is the same, numbers as text. Texts that another reader of YAML would take for
    something else stand in quotes; short lists and mappings below the first level stand in one line.
    """
    top = _mapping(_Dumper("", sort_keys=False), dict(fields))
    top.flow_style = False
    written: str = yaml.serialize(top, Dumper=_Dumper, allow_unicode=True, width=1_000_000)
    return written


class _Dumper(_DUMPER):  # type: ignore[misc, valid-type]  # the base is one of two untyped classes
    """PyYAML's own but for the style of texts, mappings and lists, and without aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # the name and the arguments are PyYAML's
        return True


def _text(_dumper: _Dumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    if style is None and _RESOLVER.resolve(yaml.ScalarNode, value, (True, False)) not in _UNQUOTED:
        style = "'"
    return yaml.ScalarNode("tag:yaml.org,2002:str", value, style=style)


def _mapping(dumper: _Dumper, value: dict[str, Any]) -> yaml.MappingNode:
    node: yaml.MappingNode = dumper.represent_mapping("tag:yaml.org,2002:map", value)
    node.flow_style = _is_short([part for pair in node.value for part in pair])
    return node


def _list(dumper: _Dumper, value: list[Any]) -> yaml.SequenceNode:
    node: yaml.SequenceNode = dumper.represent_sequence("tag:yaml.org,2002:seq", value)
    node.flow_style = _is_short(node.value)
    return node


def _is_short(nodes: list[yaml.Node]) -> bool:
    """Whether all are single values, or lists that stand in one line themselves, and few."""
    length = 0
    for node in nodes:
        if isinstance(node, yaml.ScalarNode) and "\n" not in node.value:
            length += len(node.value) + 2
        elif isinstance(node, yaml.SequenceNode) and node.flow_style:
            length += sum(len(part.value) + 2 for part in node.value)
        else:
            return False
    return length <= SHORT


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(list, _list)
