"""Uptime Kuma's notification of the type Webhook, as JSON: a monitor, its newest heartbeat, and the line about it.

https://github.com/louislam/uptime-kuma/wiki/Notification-Methods A line alone is its “Test” button, or a certificate
that will expire: these wait for a person. The format has no severity; a tag ``severity`` of the monitor says it.
"""

from collections.abc import Sequence
from typing import Annotated, Any

from crisis.alert import Alert
from crisis.handling import ASKED
from crisis.language import Text
from crisis.severity import Severity
from handlers.alerts.fields import title_of
from handlers.alerts.soft import Labels, Lenient, Soft, SoftMoment, Web, as_labels, first, part, severity
from handlers.alerts.source import BadPayload, Item, Problem, Reading, Source, checked

DOWN, UP = "0", "1"  # 2 is pending, 3 is maintenance: neither is an alert
SEVERITIES = ("severity", "sev", "priority", "级别")  # names of tags
IS_DOWN = Text("{name} is down", "{name} 不可用")


class HeartbeatShape(Lenient):
    status: Soft = ""
    msg: Soft = ""
    time: SoftMoment = None  # UTC, without a zone


class MonitorShape(Lenient):
    id: Soft = ""
    name: Soft = ""
    pathName: Soft = ""
    description: Soft = ""
    type: Soft = ""
    url: Web = ""
    hostname: Soft = ""
    port: Soft = ""
    tags: Labels


class PayloadShape(Lenient):
    msg: Soft = ""
    heartbeat: Annotated[HeartbeatShape, part(HeartbeatShape)] = HeartbeatShape()
    monitor: Annotated[MonitorShape, part(MonitorShape)] = MonitorShape(tags={})


def split(payload: Any) -> tuple[Sequence[Item], bool]:
    one = checked(PayloadShape, Item("", payload), None)
    status = one.heartbeat.status
    if not status and not one.msg.strip():
        raise BadPayload(
            Problem("heartbeat.status", "neither a heartbeat nor a message: choose application/json there")
        )
    if status in (DOWN, UP) and not first(one.monitor.id, one.monitor.name):
        raise BadPayload(Problem("monitor.id", "the monitor's id or name is wanted"))
    return ([Item("", payload)] if status in ("", DOWN, UP) else []), False


def read(item: Item, reading: Reading) -> Alert:
    one = checked(PayloadShape, item, reading)
    beat, monitor = one.heartbeat, one.monitor
    if not beat.status:
        said = title_of(one.msg, "Uptime Kuma", reading.language)
        return Alert("uptime-kuma", said, reading.now, severity_hint=Severity.SEV4, handling=ASKED)
    name = first(monitor.name, monitor.id)
    named = monitor.tags | {
        "monitor": first(monitor.pathName, monitor.name),
        "type": monitor.type,
        "hostname": monitor.hostname if monitor.type in ("port", "ping", "dns", "steam") else "",
        "port": monitor.port if monitor.type == "port" else "",
    }
    return Alert(
        source="uptime-kuma",
        title=title_of(IS_DOWN.say(reading.language, name=name), "Uptime Kuma", reading.language),
        received_at=reading.now,
        key=f"monitor-{first(monitor.id, monitor.name)}",
        text="\n".join(each for each in (beat.msg.strip(), monitor.description.strip()) if each),
        severity_hint=severity(*(monitor.tags.get(tag, "") for tag in SEVERITIES)),
        started_at=beat.time if beat.status == DOWN else None,
        labels=as_labels(named.items()),
        url=monitor.url if monitor.url.rstrip("/").lower() != "https:" else "",
        resolved=beat.status == UP,
    )


UPTIME_KUMA = Source("uptime-kuma", split, read)
