"""Text in the cells of a spreadsheet."""

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """Have what somebody wrote stay text in a spreadsheet, where it would be a formula: an apostrophe goes before it.

    The characters are those that OWASP names under "CSV Injection". Meant for texts: of a figure, -5 is no formula.
    """
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
