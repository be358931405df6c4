"""What was released stays: answers, plans and other people's files point to ids, rounds to versions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plateau.catalogue.kept import digest_of
from plateau.catalogue.model import Catalogue
from plateau.catalogue.yaml_reader import Value

#: What questionnaires stand on. The copy that a round keeps names these and does not hold them: none of them
#: can be retired.
FOUNDATIONS = frozenset(
    (
        *("k2-2012", "gemeentesecretarissen-2010", "nvrr-2017", "korsten-2018", "vng-2021"),
        *("sb", "ps", "mi", "mv", "lc"),
        *("participatie", "nieuwe_professional", "eenvoudiger_stelsel"),
        *("jeugdzorg", "wmo", "participatiewet", "passend_onderwijs"),
    )
)


NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def ids_of(catalogue: Catalogue) -> frozenset[str]:
    """Every id that something outside the catalogue may point to."""
    criteria = (criterion for instrument in catalogue.instruments for criterion in instrument.criteria)
    questions = (question for scan in catalogue.scans for question in scan.criteria)
    groups = (
        catalogue.documents,
        catalogue.areas,
        catalogue.principles,
        catalogue.transities,
        catalogue.instruments,
        criteria,
        catalogue.scans,
        questions,
        catalogue.interventions,
        catalogue.tools,
        catalogue.figures,
    )
    return frozenset(item.id for group in groups for item in group)


def ids_kept(catalogue: Catalogue, released: Value) -> Iterator[str]:
    """Each released id still exists, or stands under `retired` with the reason; never both.

    `released` is the document `released.yaml`: `ids`, and `retired` (id → reason).
    """
    keys = released.mapping({"ids", "retired"}, {"versions"})
    retired = {name: reason.text() for name, reason in keys["retired"].mapping().items()}
    present = ids_of(catalogue)
    for item in keys["ids"].items():
        name = item.text()
        if name not in present and name not in retired:
            yield f"{name}: was released and is gone; bring it back, or retire it with a reason"
    for name in sorted(present & retired.keys()):
        yield f"{name}: is retired and still here"
    for name in sorted(FOUNDATIONS - present):
        yield f"{name}: rounds of before name it; it has to stay"


def versions_kept(catalogue: Catalogue, released: Value) -> Iterator[str]:
    """What a version of a questionnaire asks never changes: two contents never have one number.

    `versions` in `released.yaml` tells of each version what it asks (id → number → digest).

    Raises:
        ContentError: `versions` is not like that.
    """
    told = released.mapping().get("versions")
    known = {name: _by_number(numbers) for name, numbers in told.mapping().items()} if told else {}
    for item in catalogue.questionnaires:
        versions = known.get(item.id, {})
        newest, digest = max(versions, default=0), digest_of(item)
        if item.version < newest:
            yield f"{item.id}: is version {item.version}, and version {newest} was there already"
        elif item.version not in versions:
            yield f"{item.id}: add its new version to released.yaml: {item.version}: {digest}"
        elif versions[item.version] != digest:
            yield (
                f"{item.id}: version {item.version} asks something else than it did; raise the number to "
                f"{newest + 1}, and add to released.yaml the line that this check tells then"
            )


def _by_number(numbers: Value) -> dict[int, str]:
    digests = numbers.mapping()
    for number, digest in digests.items():
        if not NUMBER.fullmatch(number):
            digest.tell("expected the number of a version as its key", None)
    return {int(number): digest.text() for number, digest in digests.items()}
