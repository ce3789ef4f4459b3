"""The options that tests/conftest.py adds."""

from __future__ import annotations

from pathlib import Path

import pytest

PLAIN = ("-p", "no:cacheprovider", "-p", "no:xdist")


@pytest.fixture
def suite(pytester: pytest.Pytester, checkout: Path) -> pytest.Pytester:
    pytester.makeconftest((checkout / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers = heavy: takes minutes\n")
    return pytester


@pytest.mark.parametrize(("options", "passed", "skipped"), [((), 1, 1), (("--heavy",), 2, 0)])
def test_heavy_tests_run_only_when_asked_for(
    suite: pytest.Pytester, options: tuple[str, ...], passed: int, skipped: int
) -> None:
    suite.makepyfile("import pytest\ndef test_light(): pass\n@pytest.mark.heavy\ndef test_heavy(): pass\n")
    suite.runpytest_subprocess(*PLAIN, *options).assert_outcomes(passed=passed, skipped=skipped)


def test_a_golden_that_differs_or_is_missing_fails(suite: pytest.Pytester) -> None:
    folder = suite.mkdir("golden")
    (folder / "old.txt").write_text("Failover On\n", encoding="utf-8")
    suite.makepyfile(
        "def test_same(golden): golden('old.txt', 'Failover On\\n')\n"
        "def test_differs(golden): golden('old.txt', 'Failover Off\\n')\n"
        "def test_missing(golden): golden('new.txt', 'Failover On\\n')\n"
    )
    suite.runpytest_subprocess(*PLAIN).assert_outcomes(passed=1, failed=2)
    assert not (folder / "new.txt").exists()


def test_goldens_are_rewritten_when_asked_for(suite: pytest.Pytester) -> None:
    suite.makepyfile("def test_writes(golden): golden('deep/new.txt', 'Failover On\\n')\n")
    suite.runpytest_subprocess(*PLAIN, "--update-goldens").assert_outcomes(passed=1)
    written = suite.path / "golden" / "deep" / "new.txt"
    assert written.read_bytes() == b"Failover On\n"
    suite.runpytest_subprocess(*PLAIN).assert_outcomes(passed=1)
