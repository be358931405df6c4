"""What people do with the content of their own organisation."""

from plateau.tailoring.operations.estimates import StaleEstimateError, set_estimate
from plateau.tailoring.operations.interventions import Imported, InUseError, import_interventions, withdraw
from plateau.tailoring.operations.questionnaires import (
    Proposal,
    ProposalOutdated,
    adopt_proposal,
    offered_questionnaires,
    propose_questionnaire,
    read_proposal,
    set_withdrawn,
)
from plateau.tailoring.operations.whole import catalogue_asking, catalogue_of, find_asked

__all__ = [
    "Imported",
    "InUseError",
    "Proposal",
    "ProposalOutdated",
    "StaleEstimateError",
    "adopt_proposal",
    "catalogue_asking",
    "catalogue_of",
    "find_asked",
    "import_interventions",
    "offered_questionnaires",
    "propose_questionnaire",
    "read_proposal",
    "set_estimate",
    "set_withdrawn",
    "withdraw",
]
