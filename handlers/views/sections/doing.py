"""The buttons: what should be done now, one of them green; and at the end what changes the incident.

May not: say what a button does (the features do).
"""

from crisis.clock.due import target_times
from crisis.incident import Incident, Target
from crisis.language import Language
from crisis.stages import TRANSITIONS, Move, Stage
from handlers.blocks import Block, actions
from handlers.views import buttons
from handlers.views.drill import stop_button
from handlers.views.joining import merge_button, split_button
from handlers.views.sections.base import Shown
from handlers.views.tasks import add_button as add_task
from handlers.views.tasks import kind_button
from handlers.wording.vocabulary import LEAD


def doing(shown: Shown) -> list[Block]:
    """What can be done now; the first, green, is what should be."""
    incident, language = shown.incident, shown.language
    if not incident.is_open:
        return []
    targets = (target for target, _ in target_times(incident, shown.policy) if target in buttons.REACHED)
    missing = [target for target in targets if incident.reached_at(target) is None]
    others = [buttons.reached(incident, target, language) for target in missing if target is not Target.ACKNOWLEDGED]
    if Target.ACKNOWLEDGED in missing:
        first = [buttons.reached(incident, Target.ACKNOWLEDGED, language, "primary")]
    elif incident.stage is Stage.RESOLVED:
        first = [buttons.close(incident, language, "primary")]
    else:
        first = _lead(shown)
    said = [buttons.decision(incident, language), buttons.note(incident, language), add_task(incident, language)]
    if not first:
        return [actions(buttons.update(incident, language), *others, *said)]
    return [actions(*first, *others, buttons.update(incident, language, None), *said)]


def changing(shown: Shown) -> list[Block]:
    """What changes the incident as a whole; when it is over, what is left to do with it."""
    incident, language = shown.incident, shown.language
    if not incident.is_open:
        return [_over(incident, language)]
    change = [
        buttons.roles(incident, language),
        buttons.stage(incident, language),
        buttons.severity(incident, language),
        kind_button(incident, language),
        buttons.timeline(incident, language),
        buttons.follow(incident, language),
    ]
    change += [buttons.page(incident, language)] if shown.policy.pages.channels else []
    change += [merge_button(incident, language)] if not incident.drill else []
    change += [split_button(incident, language)] if incident.mentions.total > 1 else []
    change += [buttons.dismiss(incident, language)] if incident.stage is Stage.TRIAGE else []
    drill = [actions(stop_button(incident, language))] if incident.drill else []
    return [actions(*change), *drill]


def _lead(shown: Shown) -> list[Block]:
    """Somebody must lead: whoever is here may, while nobody has been asked who may still say yes."""
    incident = shown.incident
    if incident.holder(LEAD) or incident.open_offers(LEAD):
        return []
    return [buttons.take_role(incident, LEAD, shown.policy, shown.language, "primary")]


def _over(incident: Incident, language: Language) -> Block:
    can_reopen = TRANSITIONS.get((incident.stage, Stage.RESPONDING)) is Move.REOPEN and not incident.drill
    return actions(
        *([buttons.reopen(incident.number, language)] if can_reopen else []),
        buttons.export(incident, "md", language),
        buttons.export(incident, "html", language),
        buttons.timeline(incident, language),
    )
