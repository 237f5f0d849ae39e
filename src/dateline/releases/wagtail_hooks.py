"""What Wagtail's history says of acts that are ours."""

from typing import Any

from wagtail import hooks


@hooks.register("register_log_actions")
def register_withdraw(actions: Any) -> None:
    actions.register_action("dateline.withdraw", "Withdraw", "Withdrawn from the public")
