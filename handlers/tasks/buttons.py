"""The buttons of tasks."""

from handlers.kit.buttons import button


@button("jka")
class AcceptTask:
    """He takes it on."""

    task_id: int


@button("jkd")
class DeclineTask:
    """He cannot do it."""

    task_id: int


@button("jkf")
class FinishTask:
    """It is done."""

    task_id: int


@button("jko")
class OpenTask:
    """Show a task."""

    task_id: int
