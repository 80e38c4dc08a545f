"""To be imported where servers are forked from: everything is read, and no lab is open."""

from app import commands, main  # noqa: F401
from app.i18n import LANGUAGES, catalogue
from app.jinja import templates

for name in templates.list_templates():
    templates.get_template(name)
for language in LANGUAGES:
    catalogue(language)
