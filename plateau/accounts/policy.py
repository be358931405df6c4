"""Who may do what: one visible table, one pure question."""

from __future__ import annotations

from plateau.accounts.model import Permission, Role

READING = frozenset(
    {
        Permission.ORGANISATION_READ,
        Permission.PROFILE_READ,
        Permission.AMBITION_READ,
        Permission.ROADMAP_READ,
    }
)

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.MEMBER: READING | {Permission.QUESTIONNAIRE_ANSWER},
    Role.CONSULTANT: READING
    | {Permission.ROUND_MANAGE, Permission.ROADMAP_DRAFT, Permission.REPORT_DOWNLOAD},
    Role.DIRECTOR: READING
    | {
        Permission.QUESTIONNAIRE_ANSWER,
        Permission.ROUND_MANAGE,
        Permission.ROUND_ADOPT,
        Permission.AMBITION_SET,
        Permission.ROADMAP_DRAFT,
        Permission.ROADMAP_APPROVE,
        Permission.REPORT_DOWNLOAD,
    },
}


def may(role: Role, permission: Permission) -> bool:
    """Whether someone with `role` for an organisation may use `permission` there."""
    return permission in PERMISSIONS[role]


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """The roles that may use `permission`: who can help someone who may not."""
    return tuple(role for role in Role if may(role, permission))
