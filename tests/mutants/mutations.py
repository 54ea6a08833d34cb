"""Small changes of a module's source, one at a time: each mutant is the whole text with one piece replaced.

Pieces are replaced in the text itself, so that a mutant's difference is what is shown. What is left alone, as a class,
stands in ``LEFT_OUT``.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from types import ModuleType

LEFT_OUT = (
    "docstrings, texts (f-strings and string literals, but for a rule's code and name), remedies and grounds, "
    "types, imports, decorators that cache or make a dataclass"
)

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}
_TEXTS = frozenset({"unit", "remedy", "law", "grounds"})
_TEXT_ARGUMENTS = frozenset({"fix", "strict"})
"""Keywords whose loss nobody but a reader could notice (``strict`` of zip only ever refuses)."""
_KEPT_DECORATORS = (
    "dataclass",
    "cache",
    "lru_cache",
    "cached_property",
    "property",
    "classmethod",
    "staticmethod",
)
_OPERATION = (ast.BinOp, ast.BoolOp, ast.UnaryOp, ast.Compare)


@dataclass(frozen=True)
class Mutant:
    """One changed text: where, in which function, and the changed lines before and after; ``nth`` of its like."""

    file: str
    line: int
    function: str
    was: str
    becomes: str
    text: str
    nth: int = 1

    @property
    def key(self) -> str:
        """The same however the file's other lines move."""
        return f"{self.function} | {self.was} | {self.becomes} | {self.nth}"


def mutants(file: str, text: str, module: ModuleType) -> list[Mutant]:
    """Every mutant of ``text``, the source of ``module``, from its top on; each once."""
    raw = text.encode()
    starts = [0]
    for line in raw.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found: list[Mutant] = []
    texts, like = {text}, Counter[str]()
    for node, function, new in _changes(ast.parse(text), module):
        begin, end = (
            starts[node.lineno - 1] + node.col_offset,
            starts[node.end_lineno - 1] + node.end_col_offset,
        )
        changed = (raw[:begin] + new.encode() + raw[end:]).decode()
        if changed in texts or not _compiles(changed):
            continue
        texts.add(changed)
        lines = raw[starts[node.lineno - 1] : starts[node.end_lineno]].decode()
        after = changed.encode()[
            starts[node.lineno - 1] : len(changed.encode()) - (len(raw) - starts[node.end_lineno])
        ]
        one = Mutant(file, node.lineno, function, _words(lines), _words(after.decode()), changed)
        like[one.key] += 1
        found.append(Mutant(*(getattr(one, name) for name in _FIELDS), nth=like[one.key]))
    return found


_FIELDS = ("file", "line", "function", "was", "becomes", "text")


def _words(lines: str) -> str:
    """Lines of source in one, single blanks between."""
    return " ".join(lines.split())


def _compiles(text: str) -> bool:
    try:
        compile(text, "mutant", "exec")
    except SyntaxError:
        return False
    return True


Change = tuple[ast.AST, str, str]
"""The node to replace, the function around it, and the text instead."""


def _changes(tree: ast.Module, module: ModuleType) -> Iterator[Change]:
    yield from _below(tree, (), "", module)


def _below(node: ast.AST, above: tuple[ast.AST, ...], function: str, module: ModuleType) -> Iterator[Change]:
    """The changes of what is in ``node``, outermost first."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        function = f"{function}.{node.name}".lstrip(".")
    for child in _children(node):
        for new in _instead(child, (*above, node), module):
            yield child, function, new
        yield from _below(child, (*above, node), function, module)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes in ``node`` that may change."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        yield from (one for one in node.decorator_list if _name(one) not in _KEPT_DECORATORS)
    if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
        yield from (
            node.args.defaults + [one for one in node.args.kw_defaults if one]
            if isinstance(node, ast.FunctionDef)
            else []
        )
        yield from (one for one in node.body if not _is_text(one))
    elif isinstance(node, ast.AnnAssign):
        yield from _metadata(node.annotation)
        yield from [node.value] if node.value and _target(node) not in _TEXTS else []
    elif isinstance(node, (ast.JoinedStr, ast.Import, ast.ImportFrom)):
        return
    elif isinstance(node, ast.Call):
        yield from (node.func, *node.args, *node.keywords)
    else:
        yield from ast.iter_child_nodes(node)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _target(node: ast.AnnAssign | ast.Assign) -> str:
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def _name(node: ast.AST) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _metadata(annotation: ast.AST) -> list[ast.expr]:
    """What ``Annotated`` says of a setting beyond its type."""
    if isinstance(annotation, ast.Subscript) and _name(annotation.value) == "Annotated":
        return annotation.slice.elts[1:] if isinstance(annotation.slice, ast.Tuple) else []
    return []


def _instead(node: ast.AST, above: tuple[ast.AST, ...], module: ModuleType) -> Iterator[str]:
    """Texts to put in the place of ``node``."""
    parent = above[-1]
    if isinstance(node, ast.expr):
        if _is_condition(node, parent):
            yield from ("False",) if isinstance(parent, ast.While) else ("True", "False")
        if isinstance(parent, ast.For) and node is parent.iter:
            yield "()"
        for new in _expressions(node, parent, module):
            text = ast.unparse(new)
            yield f"({text})" if isinstance(parent, _OPERATION) and isinstance(new, _OPERATION) else text
        if isinstance(parent, (ast.FunctionDef, ast.ClassDef)) and node in parent.decorator_list:
            yield "(lambda same: same)"
    elif isinstance(node, ast.stmt):
        yield from _statements(node, above)


def _is_condition(node: ast.expr, parent: ast.AST) -> bool:
    tests = [parent.test] if isinstance(parent, (ast.If, ast.IfExp, ast.While)) else []
    return node in [*tests, *(parent.ifs if isinstance(parent, ast.comprehension) else [])]


def _expressions(node: ast.expr, parent: ast.AST, module: ModuleType) -> Iterator[ast.expr]:
    match node:
        case ast.Compare() | ast.BinOp() | ast.BoolOp() | ast.UnaryOp():
            yield from _reckonings(node)
        case ast.Constant():
            yield from _constants(node, parent)
        case ast.Attribute(ast.Name(name), member) if _is_enum(module, name, member):
            members = list(type(getattr(getattr(module, name), member)))
            at = [one.name for one in members].index(member)
            yield ast.Attribute(node.value, members[(at + 1) % len(members)].name)
        case ast.Name(name) if name in _CALLED and isinstance(parent, ast.Call) and node is parent.func:
            yield ast.Name(_CALLED[name])
        case ast.Call():
            for at, keyword in enumerate(node.keywords):
                if keyword.arg not in _TEXT_ARGUMENTS and not _is_only_text(keyword.value):
                    yield ast.Call(node.func, node.args, [*node.keywords[:at], *node.keywords[at + 1 :]])
        case ast.Subscript(slice=ast.Slice() as cut):
            for lower, upper in {(None, cut.upper), (cut.lower, None)} - {(cut.lower, cut.upper)}:
                yield ast.Subscript(node.value, ast.Slice(lower, upper, cut.step))


def _reckonings(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare():
            for at, operator in enumerate(node.ops):
                for other in _COMPARED[type(operator)]:
                    yield ast.Compare(
                        node.left, [*node.ops[:at], other(), *node.ops[at + 1 :]], node.comparators
                    )
        case ast.BinOp() if type(node.op) in _RECKONED:
            yield ast.BinOp(node.left, _RECKONED[type(node.op)](), node.right)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            for at in range(len(node.values)):
                left = [*node.values[:at], *node.values[at + 1 :]]
                yield ast.BoolOp(node.op, left) if left[1:] else left[0]
        case ast.UnaryOp(ast.Not() | ast.USub()):
            yield node.operand


def _constants(node: ast.Constant, parent: ast.AST) -> Iterator[ast.expr]:
    match node.value:
        case bool():
            yield ast.Constant(not node.value)
        case int():
            yield ast.Constant(node.value + 1)
        case str() if isinstance(parent, ast.AnnAssign) and _target(parent) in ("code", "name"):
            yield ast.Constant(f"{node.value}x")


def _is_enum(module: ModuleType, name: str, member: str) -> bool:
    return isinstance(getattr(getattr(module, name, None), member, None), Enum)


def _is_only_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _statements(node: ast.stmt, above: tuple[ast.AST, ...]) -> Iterator[str]:
    inside = next((one for one in reversed(above) if isinstance(one, ast.FunctionDef)), None)
    looped = any(isinstance(one, (ast.For, ast.While)) for one in above)
    match node:
        case ast.Expr(ast.Yield() | ast.YieldFrom()):
            yield "yield from ()"
        case ast.Expr(ast.Call()):
            yield "pass"
        case ast.AugAssign() if type(node.op) in _RECKONED:
            yield "pass"
            yield ast.unparse(ast.AugAssign(node.target, _RECKONED[type(node.op)](), node.value))
        case ast.Assign() if looped:
            yield "pass"
        case ast.Continue():
            yield from ("break", "pass")
        case ast.Break():
            yield from ("continue", "pass")
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Constant):
            yield "return None"
            if inside and isinstance(inside.returns, ast.Name) and inside.returns.id == "bool":
                yield "return True"
