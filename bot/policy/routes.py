"""Alert routes in the policy file: ``routes:``, of which the first that fits an alert holds.

Answers for: the shape of a route and what two of its keys say against each other. May not: know which sources there are
(generic alerts name their own), or match anything (``crisis.policy.routes`` does).
"""

import re
from collections.abc import Collection, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from bot.policy import routes_texts as t
from bot.policy.problems import Report, listed
from bot.policy.values import RoleKey, SeverityName, Shape, Written, described
from bot.policy.yaml import Place
from bot.settings.settings import WrongValue
from crisis.policy.routes import Do, Route
from crisis.severity import Severity

MOST_STARS = 10

Label = Annotated[str, StringConstraints(max_length=200)]


def _pattern(value: str) -> str:
    if value.count("*") > MOST_STARS:
        raise WrongValue(t.TOO_MANY_STARS, most=MOST_STARS)
    return value.strip()


def _several(value: Any) -> Any:
    """One, or a list of them; a number or true is what YAML makes of a label's text."""
    found = value if isinstance(value, list) else [value]
    return [_as_text(each) for each in found]


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _do(value: Any) -> Any:
    if isinstance(value, str) and value in tuple(Do):
        return Do(value)
    raise WrongValue(t.NO_DEED, value=value)


def _source(value: str) -> str:
    found = _pattern(value)
    if re.fullmatch(r"/?alerts/.*|https?:.*", found):
        raise WrongValue(t.NO_ADDRESS, value=value)
    return found


_ONE = {"type": "string", "minLength": 1}
_SEVERAL = {"anyOf": [_ONE, {"type": "array", "items": _ONE, "minItems": 1}]}
_VALUES = {"anyOf": [{"type": ["string", "number", "boolean"]}, {"type": "array", "minItems": 1}]}
Sources = Annotated[
    list[Annotated[Written, AfterValidator(_source)]], BeforeValidator(_several), WithJsonSchema(_SEVERAL)
]
Values = Annotated[
    list[Annotated[Label, AfterValidator(_pattern)]],
    BeforeValidator(_several),
    Field(min_length=1),
    WithJsonSchema(_VALUES),
]
Names = Annotated[list[Annotated[Written, AfterValidator(str)]], BeforeValidator(_several), WithJsonSchema(_SEVERAL)]
Deed = Annotated[Do, BeforeValidator(_do), WithJsonSchema({"enum": [each.value for each in Do]})]


class RouteShape(Shape):
    """One route: what fits, then what follows."""

    source: Annotated[Sources | None, described(t.ABOUT_SOURCE)] = None
    labels: Annotated[dict[Written, Values], described(t.ABOUT_LABELS)] = Field(default_factory=dict)
    do: Annotated[Deed | None, described(t.ABOUT_DO)] = None
    kind: Annotated[RoleKey | None, described(t.ABOUT_KIND)] = None
    severity: Annotated[SeverityName | None, described(t.ABOUT_SEVERITY)] = None
    private: Annotated[bool, described(t.ABOUT_PRIVATE)] = False
    together: Annotated[Names | None, described(t.ABOUT_TOGETHER)] = None


def routes_of(
    written: Sequence[RouteShape], kinds: Collection[str], private_kinds: Collection[str], report: Report
) -> tuple[Route, ...]:
    """The routes in their order; what does not fit goes to the report."""
    for place, route in enumerate(written):
        _check(route, ("routes", place), kinds, private_kinds, report)
        fits_all = not route.source and not route.labels
        if fits_all and place < len(written) - 1:
            report.add(("routes", place), t.HIDES_OTHERS)
    return tuple(_route(each) for each in written)


def _check(
    route: RouteShape, place: Place, kinds: Collection[str], private_kinds: Collection[str], report: Report
) -> None:
    if route.kind and route.kind not in kinds:
        report.add((*place, "kind"), t.NO_KIND, kind=route.kind, kinds=listed(kinds))
    follows = (route.kind, route.severity, route.private, route.together)
    if route.do is None and not any(follows):
        report.add(place, t.DOES_NOTHING)
    if route.do is Do.IGNORE and any(follows):
        report.add((*place, "do"), t.IGNORES_AND_MORE)
    if route.do is Do.HOLD and (route.private or route.kind in private_kinds):
        report.add((*place, "do"), t.HELD_IN_PUBLIC)


def _route(route: RouteShape) -> Route:
    return Route(
        sources=tuple(route.source or ()),
        labels=tuple((name, tuple(values)) for name, values in route.labels.items()),
        do=route.do,
        kind=route.kind or "",
        severity=Severity[route.severity] if route.severity else None,
        private=route.private,
        together=tuple(route.together or ()),
    )
