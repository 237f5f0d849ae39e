"""A link in a text: to a web page, an address or a telephone. There are no pages of Wagtail's to choose from."""

from django.urls import reverse_lazy
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

PASTED = "^(http:|https:|mailto:|tel:|undefined$)"  # what `compose` lets through; "undefined" is a link not pasted but made here


def link_feature() -> EntityFeature:
    """Wagtail's own, but that it opens where an address is typed."""
    typed = reverse_lazy("wagtailadmin_choose_page_external_link")
    choosers = {
        "pageChooser": typed,
        "externalLinkChooser": typed,
        "emailLinkChooser": reverse_lazy("wagtailadmin_choose_page_email_link"),
        "phoneLinkChooser": reverse_lazy("wagtailadmin_choose_page_phone_link"),
        "anchorLinkChooser": typed,
    }
    told = {
        "type": "LINK",
        "icon": "link",
        "description": "Link",
        "attributes": ["url"],
        "allowlist": {"href": PASTED},
        "chooserUrls": choosers,
    }
    return EntityFeature(told, js=["wagtailadmin/js/page-chooser-modal.js"])
