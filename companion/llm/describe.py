"""What goes where, at what price: shown to the author before the first word is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from companion.llm.budget import Budget
from companion.llm.destinations import Destination, destination
from companion.llm.errors import OverBudget
from companion.llm.prices import NOTHING, Estimate, dollars, estimate
from companion.llm.roles import RoleCall
from companion.text.wording import counted


@dataclass(frozen=True, slots=True)
class Sending:
    """Calls that are about to be made to one model.

    ``texts`` holds, call by call, every word that would be sent; ``why`` says why it may not be,
    and what would make it possible; "" if it may.
    """

    model: str
    place: Destination
    texts: tuple[str, ...]
    cost: Estimate
    left: float
    why: str = ""

    @property
    def summary(self) -> str:
        """One sentence for the page."""
        what = f"{counted(len(self.texts), 'request')}, about {self.cost.sent:,} tokens"
        if self.place.is_local:
            where = f"stay on this machine, with {self.model} ({self.place.host})"
        else:
            where = f"go to {self.place.way}, to {self.model}"
        return f"{what}, {where}. {self.price} ${self.left:.2f} of the budget is left."

    @property
    def price(self) -> str:
        """The price in words."""
        if self.cost.dollars is None:
            return "The price of this model is unknown."
        if self.cost.at_most == 0:
            return "It costs nothing."
        likely, most = dollars(self.cost.dollars), dollars(self.cost.at_most)
        return (
            f"It costs {most}." if likely == most else f"It costs about {likely}, at most {most}."
        )

    @property
    def allowed(self) -> bool:
        """Whether the whole of it may be sent, so far as prices are known."""
        return not self.why


def describe_send(
    calls: Sequence[RoleCall], budget: Budget, place: Destination | None = None
) -> Sending:
    """What making ``calls``, all to one role, would send where.

    Raises:
        ValueError: without a call.
        ModelError: if no model is set, or its address is not one.
    """
    if not calls:
        raise ValueError("nothing would be sent")
    role = calls[0].role
    place = place or destination(role.model, role.api_base, key_variable=role.key_variable)
    cost = NOTHING
    for call in calls:
        cost += estimate(call, place)
    why = ""
    try:
        budget.check(cost.at_most, is_local=place.is_local, calls=len(calls))
    except OverBudget as error:
        why = str(error)
    return Sending(role.model, place, tuple(call.text for call in calls), cost, budget.left, why)
