"""The calls that a skill made to Alexa's services, and, of one that was refused, why and what helps."""

from __future__ import annotations

from dataclasses import dataclass

from skill.desk.alerts.permissions import SCOPES


@dataclass(frozen=True)
class ServiceCall:
    """One call, and what came of it."""

    method: str
    path: str
    status: int
    reason: str = ""
    """Why it was refused, in the words of the service."""
    needs: str = ""
    """The permission that it lacked, by its short name."""
    is_switched: bool = False
    """Whether the service failed because somebody at the desk switched it so."""
    is_known: bool = True
    """Whether the desk has such a service."""
    sells_nothing: bool = False
    """Whether products were asked for, and nobody has told the desk of any."""

    @property
    def is_refused(self) -> bool:
        """Whether the skill got nothing for it."""
        return self.status >= 400 or self.sells_nothing

    @property
    def trouble(self) -> str:
        """What its developer is told: what was called, the reason the service gave, and the remedy."""
        if self.sells_nothing:
            return (
                f"{self.method} {self.path} told of no product, for none is known here; describe them in the "
                "skill-package/isps folder of the project, or as products in --person FILE"
            )
        told = f"{self.method} {self.path} was refused with {self.status}: {self.reason or 'no reason was given'}"
        return f"{told.rstrip('.')}; {self._remedy}"

    @property
    def _remedy(self) -> str:
        if not self.is_known:
            return "docs/any-skill.md lists the services there are; catch the error, as Alexa can refuse too"
        if self.needs:
            return (
                f"the skill needs the permission {SCOPES[self.needs]}: ask for it by voice or by card, and allow it "
                f'here with `/grant {self.needs}` in chat, the switch on the page, or {self.needs} = "granted" '
                "below [permissions] in --person FILE"
            )
        if self.status == 401:
            return "send context.System.apiAccessToken of the request that is being answered, as a bearer's"
        return "correct the call, or catch the error and say so"
