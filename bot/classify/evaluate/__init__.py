"""How well the department head does on labelled texts that it has not seen."""
