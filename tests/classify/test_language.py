"""Which language a text is in."""

import pytest

from bot.classify.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The room was dirty and nobody came to clean it", "en"),
        ("Das Zimmer war schmutzig und niemand hat geputzt", "de"),
        ("La chambre était sale et personne n'est venu", "fr"),
        ("La habitación estaba sucia y nadie vino a limpiar", "es"),
        ("La camera era sporca e nessuno è venuto", "it"),
        ("部屋が汚くて誰も来ませんでした", "ja"),
        ("THE ROOM WAS DIRTY AND NOBODY CAME", "en"),
        ("@haldengrand #hotel Das Zimmer war schmutzig 😡😡 https://example.org/en/the-room", "de"),
    ],
)
def test_a_sentence_is_recognised(text: str, language: str) -> None:
    found, confidence = detect_language(text)
    assert found == language
    assert 0.4 <= confidence <= 1.0


@pytest.mark.parametrize("text", ["", "ok", "😀😀😀", "@someone https://a.example", "12345", "\x00", "\ud800", "hm"])
def test_too_little_is_undetermined(text: str) -> None:
    assert detect_language(text) == ("und", 0.0)


def test_megabytes_do_no_harm() -> None:
    assert detect_language("the room was dirty " * 100_000)[0] == "en"
