"""/control/weather: latency, limits and faults, read and set."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aiohttp import web

from workspace.apps.tickets import TRIGGER_SECONDS, Tickets
from workspace.control.bodies import Refused, body_of, flag, number, words
from workspace.memory.records import Json
from workspace.weather import FAULTS, Chance, EventRule, ExpiredTrigger, LostAnswer, Rule, Slow, Weather

_EVERYWHERE = ("kind", "share", "times")
FIELDS = {
    "fail": (*_EVERYWHERE, "methods", "fault", "retry_after"),
    "slow": (*_EVERYWHERE, "methods", "seconds"),
    "events": (*_EVERYWHERE, "events", "copies", "late"),
    "lose_answers": (*_EVERYWHERE, "envelopes"),
    "expire_triggers": _EVERYWHERE,
}


class WeatherControl:
    """`methods`: the names of all methods, which a form may offer."""

    def __init__(self, weather: Weather, tickets: Tickets, methods: Sequence[str]) -> None:
        self._weather = weather
        self._tickets = tickets
        self._methods = sorted((*methods, "response_url", "upload", "webhook", "link"))
        self._makers: dict[str, Callable[[Json], Chance]] = {
            "fail": self._fail,
            "slow": self._slow,
            "events": self._events,
            "lose_answers": self._lose_answers,
            "expire_triggers": self._expire_triggers,
        }

    async def read(self, request: web.Request) -> Json:
        return self.shape()

    def shape(self) -> Json:
        weather = self._weather
        return {
            "latency": {"from": weather.latency, "to": max(weather.latency, weather.latency_to)},
            "rate_limits": weather.tiers,
            "minute": weather.minute,
            "shows_late": weather.shows_late,
            "trigger_seconds": self._tickets.trigger_seconds,
            "rules": [rule_shape(rule) for rule in weather.all_rules],
            "faults": list(FAULTS),
            "methods": self._methods,
        }

    async def change(self, request: web.Request) -> Json:
        body = await body_of(request, "latency", "rate_limits", "minute", "shows_late", "trigger_seconds")
        weather = self._weather
        latency = body.get("latency", {"from": weather.latency, "to": weather.latency_to})
        least, most = _span(latency)
        limits = flag(body, "rate_limits", weather.tiers)
        minute = number(body, "minute", weather.minute, least=0.001)
        late = number(body, "shows_late", weather.shows_late)
        trigger = number(body, "trigger_seconds", self._tickets.trigger_seconds)
        weather.latency, weather.latency_to = least, most
        weather.tiers, weather.minute, weather.shows_late = limits, minute, late
        self._tickets.trigger_seconds = trigger
        return self.shape()

    async def clear(self, request: web.Request) -> Json:
        self._weather.clear()
        self._tickets.trigger_seconds = TRIGGER_SECONDS
        return self.shape()

    async def add(self, request: web.Request) -> Json:
        every = {name for names in FIELDS.values() for name in names}
        body = await body_of(request, *sorted(every))
        kind = words(body, "kind", "fail")
        known = FIELDS.get(kind)
        if known is None:
            raise Refused(f"there is no kind {kind!r} of rule; there are {', '.join(FIELDS)}")
        strange = [name for name in body if name not in known]
        if strange:
            raise Refused(f"a rule of kind {kind} has no field {strange[0]!r}; it has {', '.join(known)}")
        times, share = _times(body), number(body, "share", 1.0, most=1.0)
        rule = self._makers[kind](body)
        rule.times, rule.probability = times, share
        return {"rule": rule_shape(rule)}

    async def remove(self, request: web.Request) -> Json:
        wanted = request.match_info["id"]
        if not wanted.isdigit() or not self._weather.remove(int(wanted)):
            raise Refused(f"there is no rule {wanted}", 404)
        return {}

    def _fail(self, body: Json) -> Rule:
        after = int(number(body, "retry_after", 1))
        try:
            return self._weather.fail(words(body, "methods", "*"), words(body, "fault"), retry_after=after)
        except ValueError as wrong:
            raise Refused(str(wrong)) from None

    def _slow(self, body: Json) -> Slow:
        seconds = number(body, "seconds", 0.0, most=600)
        return self._weather.slow(words(body, "methods", "*"), seconds)

    def _events(self, body: Json) -> EventRule:
        copies, late = int(number(body, "copies", 1, most=20)), number(body, "late", 0.0)
        rule = self._weather.repeat_events(words(body, "events", "*"), copies=copies)
        rule.late = late
        return rule

    def _lose_answers(self, body: Json) -> LostAnswer:
        return self._weather.lose_answers(words(body, "envelopes", "*"))

    def _expire_triggers(self, body: Json) -> ExpiredTrigger:
        return self._weather.expire_triggers()


def _times(body: Json) -> int | None:
    return None if body.get("times") is None else int(number(body, "times", 1, least=1))


def _span(latency: object) -> tuple[float, float]:
    """Seconds, or {"from", "to"}."""
    if not isinstance(latency, dict):
        return number({"latency": latency}, "latency", 0.0, most=600), 0.0
    least = number(latency, "from", 0.0, most=600)
    return least, number(latency, "to", least, most=600)


def rule_shape(rule: Chance) -> Json:
    """A rule as it is read and, without `id` and `hits`, set."""
    shape: Json = {"id": rule.id, "share": rule.probability, "times": rule.times, "hits": rule.hits}
    match rule:
        case Rule():
            fault = f"error:{rule.error}" if rule.fault == "error" else rule.fault
            return {**shape, "kind": "fail", "methods": rule.of, "fault": fault, "retry_after": rule.retry_after}
        case Slow():
            return {**shape, "kind": "slow", "methods": rule.of, "seconds": rule.seconds}
        case EventRule():
            return {**shape, "kind": "events", "events": rule.of, "copies": rule.copies, "late": rule.late}
        case LostAnswer():
            return {**shape, "kind": "lose_answers", "envelopes": rule.of}
    return {**shape, "kind": "expire_triggers"}
