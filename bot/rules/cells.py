"""Text in the cells of a CSV file: never a formula to the spreadsheet that opens it, and read back as it was."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
QUOTE = "'"


def neutral(text: str) -> str:
    """Write text so that no spreadsheet takes it for a formula: a quote goes before what could begin one.

    The characters are those that OWASP names under "CSV Injection". Meant for texts: of a figure, -5 is no formula.
    """
    return QUOTE + text if text.lstrip(QUOTE).startswith(FORMULA) else text


def bare(text: str) -> str:
    """Read text back as it was before `neutral`."""
    quoted = text.startswith(QUOTE) and text.lstrip(QUOTE).startswith(FORMULA)
    return text[1:] if quoted else text
