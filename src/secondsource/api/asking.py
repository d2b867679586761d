"""What a route is given besides its parameters: the desk, and who asks with the scope it needs."""

from typing import Annotated

from fastapi import Depends, Request

from secondsource.access.who import needs
from secondsource.desk.running import RunningDesk
from secondsource.records.people import Caller, Scope


def desk_of(request: Request) -> RunningDesk:
    """The desk that this API is of."""
    desk: RunningDesk = request.app.state.desk
    return desk


TheDesk = Annotated[RunningDesk, Depends(desk_of)]
Reader = Annotated[Caller, needs(Scope.READ)]
Checker = Annotated[Caller, needs(Scope.CHECK)]
Adder = Annotated[Caller, needs(Scope.ADD)]
Orderer = Annotated[Caller, needs(Scope.ORDER)]
Manager = Annotated[Caller, needs(Scope.MANAGE)]
