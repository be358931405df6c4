"""What can be wrong with what someone asks of a round."""

from __future__ import annotations

from plateau.assessment.consensus import AgreedValue
from plateau.assessment.lifecycle import Hindrance
from plateau.assessment.model import Ambition, Guest, Round


class NotFound(LookupError):
    """This organisation has no such thing."""


class NameTaken(ValueError):
    """The organisation has another round with this name."""


class TermsFixed(RuntimeError):
    """What was asked for can't change (any more) in the state the round is in, or would loosen a promise."""


class RoundMoved(RuntimeError):
    """The round went to another state since this page was opened; `current` is the round as it is."""

    def __init__(self, current: Round) -> None:
        super().__init__("the round moved")
        self.current = current


class MoveRefused(RuntimeError):
    """The step can't be taken; `hindrance` says why."""

    def __init__(self, hindrance: Hindrance) -> None:
        super().__init__(hindrance.value)
        self.hindrance = hindrance


class LinkEnded(LookupError):
    """A personal link that does not work (any more)."""


class BeginsFirst(RuntimeError):
    """A handed link of an anonymous round: it leads to the door, where `guest` begins in `round`."""

    def __init__(self, guest: Guest, item: Round) -> None:
        super().__init__("a handed link opens no answers")
        self.guest = guest
        self.round = item


class LinkUnknown(LookupError):
    """A link that works and can't be shown again: the server's secret was changed since it was made."""


class ListClosed(RuntimeError):
    """The round takes no participants in the state it is in."""


class HasAnswered(RuntimeError):
    """A participant with answers stays on the list."""


class RoundClosed(RuntimeError):
    """The round takes no answers (any more)."""


class AlreadySubmitted(RuntimeError):
    """The response was handed in; it must be opened again before it can change."""


class ReasonsMissing(RuntimeError):
    """Answers say "not applicable" and not why; `criteria` are these."""

    def __init__(self, criteria: tuple[str, ...]) -> None:
        super().__init__("reasons are missing")
        self.criteria = criteria


class TooLarge(ValueError):
    """A file is larger than a file may be."""


class TooMuchEvidence(RuntimeError):
    """An answer has as many pieces of evidence as it may have."""


class NoRoom(RuntimeError):
    """The files of one questionnaire take as much as they may."""


class AmbitionChanged(RuntimeError):
    """Someone set another ambition since this page was opened; `current` is that one."""

    def __init__(self, current: Ambition | None) -> None:
        super().__init__("the ambition changed")
        self.current = current


class AddressTaken(RuntimeError):
    """Another participant, or someone with an account, has this e-mail address."""


class AddressFixed(RuntimeError):
    """This address can't change: who has it can get at the answers of an anonymous round."""


class AskedFixed(RuntimeError):
    """What someone is asked, or from where, can't change; `field` ("perspective", "areas") says which."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} can't change")
        self.field = field


class AddressOfAccount(RuntimeError):
    """The address of who has an account is that of the account."""


class NotAgreeing(RuntimeError):
    """The round is in a state in which nothing is agreed (any more)."""


class AgreedValueChanged(RuntimeError):
    """Someone set another value since this page was opened; `current` is that one."""

    def __init__(self, current: AgreedValue | None) -> None:
        super().__init__("the agreed value changed")
        self.current = current
