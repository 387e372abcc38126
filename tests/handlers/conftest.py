from tests.staging import camille, ines, lea, marc, stage, tom

__all__ = ["camille", "ines", "lea", "marc", "stage", "tom"]
