"""Wrong settings are told in one clear sentence each."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsInvalid, read_settings

TOKEN = "123456:a-secret-nobody-may-read"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("TOKEN", "API_URL", "DATABASE_URL", "SEND_RATE", "LOG_LEVEL", "PROXY"):
        monkeypatch.delenv(f"FIELDBOOK_{name}", raising=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOKEN", ""),
        ("TOKEN", "not a token"),
        ("TOKEN", "123456:short"),
        ("API_URL", "api.telegram.org"),
        ("DATABASE_URL", "mysql://x"),
        ("SEND_RATE", "-1"),
        ("SEND_RATE", "fast"),
        ("SEND_RATE_PER_CHAT", "x"),
        ("LOG_LEVEL", "loud"),
        ("PROXY", "10.0.0.1:3128"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("FIELDBOOK_TOKEN", TOKEN)
    monkeypatch.setenv(f"FIELDBOOK_{name}", value)

    with pytest.raises(SettingsInvalid) as caught:
        read_settings(Settings)

    assert str(caught.value).startswith(f"FIELDBOOK_{name} ")
    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_without_a_token_the_sentence_says_where_to_get_one() -> None:
    with pytest.raises(SettingsInvalid, match="@BotFather"):
        read_settings(Settings)


def test_a_file_that_others_can_read_is_refused() -> None:
    Path(".env").write_text(f"FIELDBOOK_TOKEN={TOKEN}\n")
    Path(".env").chmod(0o644)

    with pytest.raises(SettingsInvalid, match="chmod 600"):
        read_settings(Settings)


def test_a_private_file_is_read_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text(f"FIELDBOOK_TOKEN={TOKEN}\nFIELDBOOK_SEND_RATE=5\n")
    Path(".env").chmod(0o600)
    monkeypatch.setenv("FIELDBOOK_SEND_RATE", "7")

    settings = read_settings(Settings)

    assert settings.token == TOKEN
    assert settings.send_rate == 7
    assert TOKEN not in repr(settings)
    assert TOKEN not in str(settings)


def test_what_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELDBOOK_TOKEN", TOKEN)
    monkeypatch.setenv("FIELDBOOK_SEND_RATE", "")
    monkeypatch.setenv("FIELDBOOK_PROXY", "")

    settings = read_settings(Settings)

    assert (settings.send_rate, settings.proxy) == (29.8, None)
