"""The modals: what each asks for, and the command that its answers become. One module each.

Guarantee: a modal carries ids only; what it offers is checked again when it is sent off.
"""

from bot.slack.actions import Act
from bot.slack.modals import (
    bring_in,
    dismiss,
    escalate,
    hand_off,
    merge,
    note,
    reopen,
    resolve,
    snooze,
    split,
    urgency,
    whys,
)
from bot.slack.modals.form import Form

FORMS: dict[Act, Form] = {
    form.act: form
    for form in (
        hand_off.FORM,
        bring_in.FORM,
        escalate.FORM,
        snooze.FORM,
        resolve.FORM,
        urgency.FORM,
        dismiss.FORM,
        reopen.FORM,
        merge.FORM,
        split.FORM,
        note.FORM,
        whys.FORM,
    )
}
"""Every form by the act it asks about."""
