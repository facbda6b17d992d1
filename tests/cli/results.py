"""What a command has written."""

from click.testing import Result


def shown(result: Result) -> list[str]:
    """The lines of a command that went well."""
    assert result.exit_code == 0, result.output
    return result.output.splitlines()
