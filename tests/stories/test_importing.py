"""Files brought and taken out: previewed, applied whole or not at all, and out again as they came."""

import csv
from decimal import Decimal
from io import StringIO
from typing import Any

from bot.demo.play import Stage
from bot.playground import Actor
from tests.reading import read
from tests.views.showing import buttons

TARGETS = """Référence;Commercial;Objectif;Unité;Cible;Début;Fin;Segments;Couleur
CRM-1;Léa Moreau;Gagner trois ETI;€;120 000,50;01/10/2026;31/12/2026;Grands comptes 40 | Autres 60;bleu
CRM-2;Camille Girard;Ouvrir les Alpes;nombre;12;01/10/2026;31/12/2026;;vert
"""


async def bring(actor: Actor, content: str, kind: str = "objectives", *, encoding: str = "utf-8-sig") -> None:
    await actor.fill({"kind": kind, "file": [actor.upload("crm.csv", content.encode(encoding))]})
    await actor.submit()


async def shown(actor: Actor, words: str) -> str:
    return await actor.until(lambda: actor.modal and words in read(actor.modal) and read(actor.modal))


def files(actor: Actor) -> list[dict[str, Any]]:
    return [file for message in actor.messages() for file in message.get("files", [])]


def rows_of(stage: Stage, file: dict[str, Any], separator: str) -> list[list[str]]:
    content = stage.playground.workspace.files.complete(file["id"]).content
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


def written(*rows: list[str]) -> str:
    file = StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()


async def test_marc_brings_his_reps_objectives_in_french_and_lea_signs_hers(
    stage: Stage, marc: Actor, lea: Actor
) -> None:
    await marc.command("/objectives importer")
    await bring(marc, TARGETS.replace("nombre;12", "nombre;douze"), encoding="cp1252")

    # The preview says what is wrong, and cannot be applied.
    preview = await shown(marc, "Rien ne peut être appliqué")
    assert "1 ligne refusée\n:new: 1 nouvel objectif" in preview
    assert "Colonnes que Tandem ne connaît pas et laisse de côté : « Couleur »." in preview
    assert "Cible : Écrivez un nombre, par exemple 100." in preview
    assert marc.modal
    assert not marc.modal["submit"]
    await marc.close_modal()
    told = await marc.until(lambda: next((one for one in marc.messages() if "a été lu" in one["text"]), None))
    assert "Rien n’est encore enregistré" in read(told)
    [whole] = await marc.until(lambda: files(marc))
    assert rows_of(stage, whole, ";")[2][:4] == ["3", "refusé", "Camille Girard", "Ouvrir les Alpes"]

    # Mended, the file takes the place of the first; what it would do is shown before anything is written.
    await marc.command("/objectives importer")
    await bring(marc, TARGETS)
    preview = await shown(marc, "2 nouveaux objectifs")
    assert "Les nombres sont lus comme 12345,6, les dates comme jour/mois/année." in preview
    assert "120 000,50 € au 31 déc. 2026" in preview
    assert not [one for one in lea.messages() if "propose" in one["text"]]
    await marc.submit()
    assert "2 objectifs proposés" in await shown(marc, "« crm.csv » est appliqué")
    await marc.close_modal()
    dropped = await marc.until(lambda: next((one for one in marc.messages() if "mis de côté" in one["text"]), None))
    assert buttons(dropped) == []

    # Each rep gets one message, and signs what is theirs.
    told = await lea.until(lambda: next((one for one in lea.messages() if "issu d’un fichier" in one["text"]), None))
    assert read(told).splitlines()[0] == "Marc Lefèvre vous propose 1 objectif issu d’un fichier."
    await lea.click("objective_list", message=told)
    assert "Gagner trois ETI" in read(lea.modal)
    assert "attend votre signature" in read(lea.modal)
    await lea.close_modal()

    # The same file again finds everything as it says.
    await marc.command("/objectives importer")
    await bring(marc, TARGETS)
    preview = await shown(marc, "2 lignes sans changement")
    assert "il n’y a rien à appliquer" in preview
    await marc.close_modal()

    # What goes out comes in again as it is.
    await marc.command("/objectives exporter")
    file = await marc.until(lambda: next((one for one in files(marc) if one["name"].startswith("objectifs")), None))
    rows = rows_of(stage, file, ";")
    assert rows[0][:3] == ["Référence", "Commercial(e)", "Objectif"]
    mine = next(row for row in rows if row[0] == "CRM-1")
    assert (mine[9], mine[10]) == ("120000,5", "01/10/2026")
    content = stage.playground.workspace.files.complete(file["id"]).content
    await marc.command("/objectives importer")
    await bring(marc, content.decode("utf-8-sig"))
    assert f"{len(rows) - 1} lignes sans changement" in await shown(marc, "il n’y a rien à appliquer")


async def test_tom_brings_the_weekly_extract_of_his_crm_and_changes_what_is_signed_only_with_marc(
    stage: Stage, tom: Actor, marc: Actor
) -> None:
    await tom.command("/objectives export")
    file = await tom.until(lambda: next(iter(files(tom)), None))
    header, *rows = rows_of(stage, file, ",")
    assert {row[1] for row in rows} == {"Tom Baker"}
    first = dict(zip(header, rows[0], strict=True))

    # A value is recorded as of its day; the file opened late is read again.
    await tom.command("/objectives import")
    await bring(tom, f"Objective,Actual,As of\n{first['Objective']},1234.5,9/30/2026\n", kind="values")
    assert "12345.6, dates as month/day/year" in await shown(tom, "1 value to record")
    await tom.close_modal()
    told = await tom.until(lambda: next((one for one in tom.messages() if "is read" in one["text"]), None))
    await tom.click("import_open", message=told)
    await shown(tom, "1 value to record")
    await tom.submit()
    await shown(tom, "1 value recorded")
    await tom.close_modal()
    [told] = await tom.until(lambda: [one for one in tom.messages() if "is applied" in one["text"]])
    assert buttons(told) == []

    # A target that both signed is suggested, and Marc is asked.
    raised = str(Decimal(first["Target"]) + 1000)
    changed = first | {"Target": raised, "Note": "A port was lost"}
    await tom.command("/objectives import")
    await bring(tom, written([*changed], [*changed.values()]))
    await shown(tom, "1 change to suggest")
    await tom.submit()
    await shown(tom, "1 change suggested")
    asked = await marc.until(
        lambda: next((one for one in marc.messages() if "propose de modifier" in one["text"]), None)
    )
    assert "A port was lost" in read(asked)


async def test_a_file_that_is_none_is_refused_where_it_was_sent(tom: Actor, ines: Actor) -> None:
    await tom.command("/objectives import")
    await tom.submit()
    assert list(tom.errors or {}) == ["file"]
    await bring(tom, "PK\x03\x04 a workbook", encoding="latin-1")
    assert "This is not a CSV file" in await shown(tom, "cannot be imported")
    await tom.close_modal()

    await ines.command("/objectives importer")
    assert ines.modal is None
    assert "Vous ne faites pas encore partie d’une équipe" in read(ines.messages()[-1])
