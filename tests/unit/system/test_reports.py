from chorus_desk.system.reports import write_report


def test_write_report__tells_where_and_never_what() -> None:
    secret = "FR7630000000010000000000007"
    try:
        raise ValueError(f"bad IBAN {secret}")
    except ValueError as error:
        text = write_report(error, "issue").read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "test_reports.py" in text
    assert secret not in text
    assert "IBAN" not in text
