"""The forms of an export: a workbook, or text for its first sheet."""

from crm.errors import ExportTooLarge, NotThere
from handlers.kit.files import UPLOAD_LIMIT
from storage.spreadsheets.writing import Sheet, as_separated, as_workbook


def check_size(content: bytes) -> None:
    """Refuse a file that Telegram does not carry: ExportTooLarge."""
    if len(content) > UPLOAD_LIMIT:
        raise ExportTooLarge(UPLOAD_LIMIT)


def file_of(form: str, sheets: list[Sheet]) -> bytes:
    """Return some sheets in a form, `xlsx` or `csv`, the first alone; NotThere for another form."""
    if form == "csv":
        return as_separated(sheets[0][1], sheets[0][2])
    if form != "xlsx":
        raise NotThere("form", 0)
    return as_workbook(sheets)
