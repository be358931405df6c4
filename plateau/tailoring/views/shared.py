"""The blueprint of the pages with own content."""

from flask import Blueprint

blueprint = Blueprint("tailoring", __name__, url_prefix="/organisaties/<uuid:organisation_id>")
