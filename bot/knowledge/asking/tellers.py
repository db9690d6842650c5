"""By which function each thing that may be wanted is told of a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.knowledge.asking import later, life, way_out
from bot.knowledge.asking.telling import Telling
from bot.knowledge.asking.wanted import Wanted

TELLERS: Mapping[Wanted, Callable[[Telling], None]] = {
    Wanted.WHO: Telling.who,
    Wanted.WHEN: Telling.route,
    Wanted.FROM: Telling.route,
    Wanted.TO: way_out.place,
    Wanted.VIA: way_out.via,
    Wanted.PLACE: way_out.place,
    Wanted.HOW: way_out.how,
    Wanted.VEHICLE: way_out.vehicle,
    Wanted.WHY: way_out.why,
    Wanted.BIRTH: life.birth,
    Wanted.DEATH: life.death,
    Wanted.AGE: life.age,
    Wanted.AFTERMATH: later.aftermath,
    Wanted.SUCCESS: way_out.success,
    Wanted.BEFORE: later.before,
    Wanted.RETURN: later.returning,
    Wanted.HONOURS: life.honours,
    Wanted.DISPUTES: later.disputes,
    Wanted.NATIVE_NAME: life.native_name,
    Wanted.OTHER_NAMES: life.other_names,
    Wanted.COMPANIONS: way_out.companions,
    Wanted.DURATION: way_out.duration,
    Wanted.COUNT: way_out.count,
    Wanted.OCCUPATION: life.occupation,
    Wanted.SOURCES: later.sources,
}
"""How each thing is told. What is missing here is told as who the person was."""
