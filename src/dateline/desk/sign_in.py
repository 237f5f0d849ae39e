"""The form before the desk: it says that an e-mail address does as well as a name."""

from typing import Any

from wagtail.admin.forms.auth import LoginForm


class SignInForm(LoginForm):
    """Wagtail's, in words of the people who have either at hand."""

    error_messages = {**LoginForm.error_messages, "invalid_login": "Name and password do not match. Try again."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["placeholder"] = "Name or e-mail"
