"""--map, for the commands that read a file of mentions."""

import click

from bot.core.field_map import MENTION_FIELDS, FieldMap, FieldPathError

map_option = click.option(
    "--map", "maps", multiple=True, metavar="FIELD=COLUMN", help="Where a field stands: --map text='Review body'."
)


def field_map(maps: tuple[str, ...]) -> FieldMap:
    """What --map said; click.BadParameter where that is no field, or no place for one."""
    declared = {}
    for entry in maps:
        name, separator, path = entry.partition("=")
        if not (separator and path.strip()):
            fields = ", ".join(sorted(MENTION_FIELDS))
            raise click.BadParameter(f"«{entry}» should be FIELD=COLUMN; fields are {fields}", param_hint="--map")
        declared[name.strip()] = path.strip()
    try:
        return FieldMap(declared)
    except FieldPathError as error:
        raise click.BadParameter(str(error), param_hint="--map") from None
