"""The project's frame holds."""

from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_package_file_is_empty() -> None:
    packages = ("bot", "handlers", "scheduler", "crm", "storage", "sandbox")
    files = [file for name in packages for file in (ROOT / name).rglob("__init__.py")]

    assert files
    assert [file for file in files if file.read_text()] == []
