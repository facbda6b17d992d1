"""The tool block checks are written with: a list of problems, each with the place it was found at.

Guarantee: a check never raises on a strange shape; it writes down what is wrong and goes on, so all problems come
back at once, worded as Slack words them (`must be less than 3001 characters [json-pointer:/blocks/0/text/text]`).
"""

from bot.workspace.model import JsonObject

_TEXT_FIELDS = frozenset({"type", "text", "emoji", "verbatim"})


class Problems:
    """Collects what is wrong, by place."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, where: str, what: str) -> None:
        """Write down one problem at a JSON pointer."""
        self.found.append(f"{what} [json-pointer:{where}]")

    def json_object(self, value: object, where: str) -> JsonObject:
        """`value` where it is an object, else a problem and an empty one."""
        if isinstance(value, dict):
            return value
        self.add(where, "must provide an object")
        return {}

    def items(self, holder: JsonObject, field: str, where: str, *, most: int, least: int = 1) -> list[object]:
        """The list at `field`, its length checked."""
        value = holder.get(field)
        if not isinstance(value, list):
            self.add(f"{where}/{field}", "must provide an array")
            return []
        if len(value) > most:
            self.add(f"{where}/{field}", f"no more than {most} items allowed")
        if len(value) < least:
            self.add(f"{where}/{field}", f"no fewer than {least} items allowed")
        return value

    def string(self, holder: JsonObject, field: str, where: str, *, most: int, needed: bool = False) -> str:
        """The string at `field`, its length checked; it must not be empty where it is given."""
        value = holder.get(field)
        place = f"{where}/{field}"
        if value is None:
            if needed:
                self.add(where, f"missing required field: {field}")
            return ""
        if not isinstance(value, str):
            self.add(place, "must provide a string")
            return ""
        if not value:
            self.add(place, "must be more than 0 characters")
        if len(value) > most:
            self.add(place, f"must be less than {most + 1} characters")
        return value

    def text(self, holder: JsonObject, field: str, where: str, *, most: int, plain: bool, needed: bool = True) -> None:
        """The text object at `field`: its type, its length, its fields."""
        if holder.get(field) is None:
            if needed:
                self.add(where, f"missing required field: {field}")
            return
        place = f"{where}/{field}"
        self.text_object(self.json_object(holder[field], place), place, most=most, plain=plain)

    def text_object(self, value: JsonObject, where: str, *, most: int, plain: bool) -> None:
        """One text object."""
        kind = value.get("type")
        if kind not in ("plain_text", "mrkdwn"):
            self.add(f"{where}/type", f"unsupported type: {kind}")
        elif plain and kind != "plain_text":
            self.add(f"{where}/type", "must be a plain_text object")
        if kind == "mrkdwn" and "emoji" in value:
            self.add(f"{where}/emoji", "emoji is not a valid property of mrkdwn")
        self.known_fields(value, _TEXT_FIELDS, where)
        self.string(value, "text", where, most=most, needed=True)

    def known_fields(self, value: JsonObject, known: frozenset[str], where: str) -> None:
        """Fields Slack does not know are refused."""
        for name in value:
            if name not in known:
                self.add(where, f"invalid additional property: {name}")

    def url(self, holder: JsonObject, field: str, where: str, *, most: int = 3000, needed: bool = False) -> None:
        """A link: http or https (mailto and slack links too), and not too long."""
        value = self.string(holder, field, where, most=most, needed=needed)
        if value and not value.startswith(("http://", "https://", "mailto:", "slack://")):
            self.add(f"{where}/{field}", "invalid url")
