"""The demo: a fictional municipality and provider, each with a measurement, an ambition and a roadmap.

No real municipality or provider bears these names. All figures are made up; the model is the real one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from plateau.accounts import operations as accounts
from plateau.accounts import store as accounts_store
from plateau.accounts.model import Actor, Organisation, Person, Role
from plateau.assessment import operations as assessment
from plateau.assessment import store
from plateau.assessment.evidence import Evidence
from plateau.assessment.model import (
    Answer,
    Mark,
    Participant,
    Perspective,
    Response,
    RoundState,
    Target,
)
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import PLATEAUS, Certainty, Instrument, Kind
from plateau.database import Database, new_id
from plateau.language import Text
from plateau.roadmap import operations as roadmap
from plateau.roadmap.milestones import DatedMilestone

DEMO_PASSWORD = "welkom-bij-plateau"  # noqa: S105  (printed on screen: the demo has no secrets)
NAMESPACE = UUID("0192f0c0-7f7a-7000-8000-706c61746561")


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Someone in the demo; `shift` is how their answers differ from the rest (None: did not answer)."""

    email: str
    name: str
    role: Role
    organisation: str
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class DemoGuest:
    """Someone without an account who answered through a personal link.

    `shift` is how they see every third topic, `unknown` the topics (by position) that they know nothing of.
    """

    name: str
    perspective: Perspective
    shift: int = 0
    unknown: tuple[int, ...] = ()
    comments: Mapping[int, str] = field(default_factory=dict)
    evidence: Mapping[int, tuple[str, str]] = field(default_factory=dict)  # what it is, and where


@dataclass(frozen=True, slots=True)
class DemoMilestone:
    """A date of the organisation itself, so many quarters from now on the first of a quarter."""

    transitie: str
    title: str
    quarters: int
    certainty: Certainty
    plateau: int


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    """An organisation in the demo; `answers`: per criterion 1..5, ? for unknown, - for not applicable."""

    name: str
    kind: Kind
    size: int
    domain: str
    answers: str
    targets: Mapping[str, int]
    motivation: str
    motivations: Mapping[str, str]
    milestones: tuple[DemoMilestone, ...]
    guests: tuple[DemoGuest, ...] = ()
    earlier: str = ""
    views: Mapping[int, Mapping[Perspective, int]] = field(default_factory=dict)
    reasons: Mapping[int, str] = field(default_factory=dict)  # why a topic is not applicable


# Whom management does not hear: professionals see these topics (by position) two plateaus lower.
BLIND_SPOT = {Perspective.MANAGEMENT: 1, Perspective.PROFESSIONALS: -1}
TWO_CAMPS = {Perspective.MANAGEMENT: 1, Perspective.PROFESSIONALS: -1, Perspective.PARTNER: 1}
LINDERVAART_GUESTS = (
    DemoGuest(
        "Carla Dijkman",
        Perspective.PROFESSIONALS,
        comments={
            2: "De plannen zijn mooi, maar wij horen ze pas als ze af zijn.",
            13: "Voor een goed gesprek met een gezin is in de week geen uur over.",
        },
    ),
    DemoGuest(
        "Tarik El Amrani",
        Perspective.PROFESSIONALS,
        -1,
        comments={13: "Als enige jeugdconsulent in Noord zie ik dit elke dag misgaan."},
    ),
    DemoGuest("Wilma Postuma", Perspective.PROFESSIONALS, 1),
    DemoGuest(
        "Jeroen Haak",
        Perspective.PROFESSIONALS,
        comments={8: "Bij de overdracht begint een inwoner opnieuw met zijn verhaal."},
    ),
    DemoGuest(
        "Saskia Blom",
        Perspective.STAF,
        comments={2: "Het beleidsplan noemt dit op drie plaatsen."},
        evidence={
            0: ("Startnotitie transities", "https://www.lindervaart.example/startnotitie"),
            2: ("Beleidsplan sociaal domein", "https://www.lindervaart.example/beleidsplan"),
        },
    ),
    DemoGuest("Daan Verweij", Perspective.STAF),
    DemoGuest("Ilse Kamphuis", Perspective.PARTNER, unknown=(9, 11)),
    DemoGuest("Omar Haddad", Perspective.PARTNER, unknown=(9,)),
)

ORGANISATIONS = (
    DemoOrganisation(
        name="Gemeente Lindervaart",
        kind=Kind.GEMEENTE,
        size=60_000,
        domain="lindervaart.example",
        answers="333332" + "223" + "1?22" + "322" + "333",
        targets={"sb": 4, "ps": 3, "mi": 3, "mv": 4, "lc": 4},
        motivation=(
            "Gezinnen in Lindervaart hebben vaak met drie of vier wetten tegelijk te maken. Wij willen dat "
            "zij met één gezin, één plan en één gezicht verder komen. Dat lukt samen met onze partners."
        ),
        motivations={
            "sb": "Zonder gedeelde visie op de vier transities blijven keuzes elkaar in de weg zitten.",
            "mi": "Eerst orde in contracten en cijfers; daarna kijken wij of plateau 4 hier nodig is.",
            "mv": "Het gesprek met de inwoner begint bij onze mensen.",
        },
        milestones=(
            DemoMilestone("jeugdzorg", "Nieuwe contracten jeugdhulp gaan in", 8, Certainty.VAST, 3),
            DemoMilestone(
                "wmo", "Nieuwe verordening maatschappelijke ondersteuning", 6, Certainty.VERWACHT, 3
            ),
            DemoMilestone("participatiewet", "Eén team voor werk en begeleiding", 12, Certainty.ONZEKER, 3),
            DemoMilestone(
                "passend_onderwijs", "Nieuw ondersteuningsplan met de scholen", 11, Certainty.VAST, 3
            ),
        ),
        guests=LINDERVAART_GUESTS,
        earlier="323322" + "222" + "1?23" + "222" + "323",
        views={2: BLIND_SPOT, 8: BLIND_SPOT, 13: BLIND_SPOT, 16: TWO_CAMPS},
    ),
    DemoOrganisation(
        name="Stichting De Brugwachter",
        kind=Kind.AANBIEDER,
        size=250,
        domain="brugwachter.example",
        answers="322323" + "2232" + "22-" + "3323" + "23",
        targets={"sb": 3, "ps": 3, "mi": 3, "mv": 4, "lc": 4},
        motivation=(
            "Gemeenten vragen ons om hulp die past en om samen te werken met anderen. Wij willen dat een "
            "cliënt niet merkt waar onze organisatie ophoudt en die van een partner begint."
        ),
        motivations={
            "ps": "De overdracht tussen teams en partners is waar cliënten nu het meest op wachten."
        },
        reasons={12: "Onze opdrachtgevers controleren het werk; daar gaan wij niet over."},
        milestones=(
            DemoMilestone("jeugdzorg", "Aanbesteding jeugdhulp in de regio", 7, Certainty.VERWACHT, 3),
            DemoMilestone("wmo", "Contract begeleiding loopt af", 9, Certainty.VAST, 3),
        ),
    ),
)

PEOPLE = (
    DemoPerson("directeur@lindervaart.example", "Marijke Terpstra", Role.DIRECTOR, "Gemeente Lindervaart", 1),
    DemoPerson("sociaal@lindervaart.example", "Yusuf Aydın", Role.MEMBER, "Gemeente Lindervaart", 0),
    DemoPerson("bedrijf@lindervaart.example", "Annelies de Wit", Role.MEMBER, "Gemeente Lindervaart", -1),
    DemoPerson("wijk@lindervaart.example", "Ruben Sardjoe", Role.MEMBER, "Gemeente Lindervaart", 0),
    DemoPerson("nieuw@lindervaart.example", "Fenna Postma", Role.MEMBER, "Gemeente Lindervaart"),
    DemoPerson(
        "directeur@brugwachter.example", "Hendrik Oosterling", Role.DIRECTOR, "Stichting De Brugwachter", 0
    ),
    DemoPerson("zorg@brugwachter.example", "Sanne Kuiper", Role.MEMBER, "Stichting De Brugwachter", 0),
    DemoPerson("staf@brugwachter.example", "Malika Bouzidi", Role.MEMBER, "Stichting De Brugwachter", -1),
    DemoPerson("adviseur@plateau.example", "Joost Verbeek", Role.CONSULTANT, "Gemeente Lindervaart"),
    DemoPerson("adviseur@plateau.example", "Joost Verbeek", Role.CONSULTANT, "Stichting De Brugwachter"),
)


def people() -> tuple[DemoPerson, ...]:
    """Everyone in the demo, with the organisation they work for."""
    return PEOPLE


def fill(database: Database, *, now: datetime) -> bool:
    """Load the demo data unless they are there already; True when they were loaded."""
    with database.transaction() as session:
        if accounts_store.find_person(session, _id("adviseur@plateau.example")):
            return False
        persons = _register_people(session, now)
        for item in ORGANISATIONS:
            _fill_organisation(session, item, persons, now)
    return True


def _id(name: str) -> UUID:
    return uuid5(NAMESPACE, name)


def _register_people(session: Session, now: datetime) -> dict[str, Person]:
    persons = {item.email: Person(_id(item.email), item.email, item.name, "nl") for item in PEOPLE}
    for person in persons.values():
        accounts.register_person(session, person=person, password=DEMO_PASSWORD, now=now)
    return persons


def _fill_organisation(
    session: Session, item: DemoOrganisation, persons: Mapping[str, Person], now: datetime
) -> None:
    organisation = Organisation(_id(item.name), item.name, item.kind, item.size)
    accounts.register_organisation(session, organisation=organisation, now=now)
    actors = []
    for member in PEOPLE:
        if member.organisation == item.name:
            person = persons[member.email]
            accounts.give_role(
                session,
                membership_id=new_id(),
                person_id=person.id,
                organisation_id=organisation.id,
                role=member.role,
            )
            actors.append((Actor(person, organisation, member.role), member.shift))
    director = next(actor for actor, _ in actors if actor.role is Role.DIRECTOR)
    instrument = catalogue().instrument(item.kind.value)
    if item.earlier:
        _measure_earlier(session, item, director, instrument, now - timedelta(days=400))
    measured = now - timedelta(days=14)
    started = assessment.open_round(
        session,
        actor=director,
        instrument=instrument,
        name="Nulmeting",
        is_baseline=True,
        now=measured,
        round_id=new_id(),
    )
    for actor, shift in actors:
        if shift is not None:
            answers = _answers(item, instrument, DemoGuest(actor.person.name, Perspective.MANAGEMENT, shift))
            _answer(session, actor, started.id, answers, measured)
    for guest in item.guests:
        _let_in(session, started.id, guest, _answers(item, instrument, guest), measured)
    ambition = assessment.set_ambition(
        session,
        actor=director,
        round_id=started.id,
        horizon=date(now.year + 4, 12, 31),
        motivation=item.motivation,
        motivations=item.motivations,
        targets=[Target(area, plateau) for area, plateau in item.targets.items()],
        base_version=0,
        now=now - timedelta(days=7),
    )
    assert ambition.version == 1
    for milestone in item.milestones:
        roadmap.add_milestone(session, actor=director, milestone=_dated(milestone, now))
    roadmap.compute_roadmap(
        session, actor=director, round_id=started.id, catalogue=catalogue(), now=now, today=now.date()
    )


def _measure_earlier(
    session: Session, item: DemoOrganisation, director: Actor, instrument: Instrument, now: datetime
) -> None:
    """A measurement of a year ago, discussed and adopted: what the present one is compared with."""
    started = assessment.open_round(
        session,
        actor=director,
        instrument=instrument,
        name="Verkenning",
        is_baseline=False,
        now=now,
        round_id=new_id(),
    )
    pattern = replace(item, answers=item.earlier, views={})
    for guest in item.guests:
        quiet = replace(guest, comments={}, evidence={})
        _let_in(session, started.id, quiet, _answers(pattern, instrument, quiet), now)
    for before, after in pairwise((RoundState.OPEN, RoundState.CLOSED, RoundState.CONSENSUS)):
        assessment.move_round(
            session, actor=director, round_id=started.id, expected=before, to=after, now=now
        )
    for position, (criterion, letter) in enumerate(zip(instrument.criteria, item.earlier, strict=True)):
        answer = _one_answer(criterion.id, letter, 0)
        is_known = answer.mark is Mark.PLATEAU
        assessment.agree(
            session,
            actor=director,
            round_id=started.id,
            asked=instrument,
            answer=answer if is_known else Answer(criterion.id, None, None),
            reason="Zo herkennen wij het in het werk van dit jaar." if is_known else "",
            dissent="De wijkteams zien het een plateau lager." if position == 2 else "",
            evidence="Evaluatie sociaal domein" if position == 0 else "",
            base_version=0,
            now=now + timedelta(days=7),
        )
    assessment.move_round(
        session,
        actor=director,
        round_id=started.id,
        expected=RoundState.CONSENSUS,
        to=RoundState.ADOPTED,
        now=now + timedelta(days=8),
    )


def _dated(item: DemoMilestone, now: datetime) -> DatedMilestone:
    quarter = now.year * 4 + (now.month - 1) // 3 + item.quarters
    return DatedMilestone(
        id=str(new_id()),
        transitie=item.transitie,
        title=Text(nl=item.title, en=item.title),
        date=date(quarter // 4, quarter % 4 * 3 + 1, 1),
        certainty=item.certainty,
        plateau=item.plateau,
        own=True,
    )


def _answer(session: Session, actor: Actor, round_id: UUID, answers: Sequence[Answer], now: datetime) -> None:
    assessment.save_answers(
        session, actor=actor, round_id=round_id, answers=answers, base_revision=0, now=now
    )
    assessment.submit_response(session, actor=actor, round_id=round_id, now=now)


def _let_in(
    session: Session, round_id: UUID, guest: DemoGuest, answers: Sequence[Answer], now: datetime
) -> None:
    """Someone without an account takes part."""
    participant = Participant(new_id(), round_id, None, guest.name, None, guest.perspective)
    store.add_participant(session, participant)
    response = Response(new_id(), round_id, participant.id, None, 0, None, None, {})
    store.add_response(session, response)
    store.add_answers(session, response_id=response.id, answers=answers, revision=1, now=now)
    for position, (description, url) in guest.evidence.items():
        piece = Evidence(new_id(), answers[position].criterion, description, url, None, True, now)
        store.add_evidence(session, response_id=response.id, piece=piece)
    store.set_submitted(session, response.id, now)


def _answers(item: DemoOrganisation, instrument: Instrument, guest: DemoGuest) -> list[Answer]:
    found = []
    for position, (criterion, letter) in enumerate(zip(instrument.criteria, item.answers, strict=True)):
        shift = guest.shift if position % 3 == 0 else 0
        if position in item.views:
            shift = item.views[position].get(guest.perspective, 0)
        answer = _one_answer(criterion.id, "?" if position in guest.unknown else letter, shift)
        comment = guest.comments.get(position, item.reasons.get(position, ""))
        found.append(replace(answer, comment=comment))
    return found


def _one_answer(criterion: str, letter: str, shift: int) -> Answer:
    if letter == "?":
        return Answer(criterion, Mark.UNKNOWN, None)
    if letter == "-":
        return Answer(criterion, Mark.NOT_APPLICABLE, None)
    return Answer(criterion, Mark.PLATEAU, min(max(int(letter) + shift, PLATEAUS[0]), PLATEAUS[-1]))
