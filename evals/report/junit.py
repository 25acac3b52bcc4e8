"""A run as JUnit XML, which build servers read: a test for each case and each gated figure."""

from collections import defaultdict
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from evals.gate import Finding
from evals.record import Row
from evals.report.characters import shortened, showable
from evals.report.failing import told
from evals.report.report import Report
from evals.report.wording import first_fault

WORDS = 200


def junit(report: Report) -> str:
    """`failure`: wrong, or a figure that fails; `error`: could not be judged."""
    name = report.run.about.name
    cases = _suite(f"{name}.cases", [_case(row, name) for row in report.run.rows])
    gate = _suite(f"{name}.gate", _gate(report))
    properties = Element("properties")
    for figure in report.summary.figures:
        if figure.value is not None:
            SubElement(properties, "property", name=figure.name, value=f"{figure.value:.6f}")
    gate.insert(0, properties)
    whole = Element("testsuites", _counts([*cases.iter("testcase"), *gate.iter("testcase")]))
    whole.set("name", showable(f"onrecord {name}"))
    whole.extend([cases, gate])
    indent(whole)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(whole, encoding="unicode") + "\n"


def _suite(name: str, tests: Iterable[Element]) -> Element:
    tests = list(tests)
    suite = Element("testsuite", {"name": showable(name), **_counts(tests)})
    suite.extend(tests)
    return suite


def _counts(tests: Iterable[Element]) -> dict[str, str]:
    tests = list(tests)
    return {
        "tests": str(len(tests)),
        "failures": str(sum(test.find("failure") is not None for test in tests)),
        "errors": str(sum(test.find("error") is not None for test in tests)),
        "skipped": "0",
        "time": f"{sum(float(test.get('time', 0)) for test in tests):.3f}",
    }


def _case(row: Row, name: str) -> Element:
    test = Element(
        "testcase",
        classname=showable(f"{name}.{row.case.form}"),
        name=shortened(f"{row.case.id}: {row.case.question}", WORDS),
        time=f"{row.seconds:.3f}",
    )
    if not row.is_right:
        kind = ("failure", "wrong") if row.is_judged else ("error", "not judged")
        said = "\n".join(f"{what}: {words}" for what, words in told(row))
        _add(test, *kind, message=first_fault(row), said=said)
    return test


def _gate(report: Report) -> list[Element]:
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in report.verdict.findings:
        found[finding.about].append(finding)
    held = [one.name for one in report.summary.figures if report.standing(one)]
    return [_held(name, found[name]) for name in dict.fromkeys(["cases", *held, *found])]


def _held(name: str, findings: list[Finding]) -> Element:
    test = Element("testcase", classname="gate", name=showable(name), time="0")
    levels = [finding.level for finding in findings]
    said = "\n".join(f"{finding.level}: {finding.message}" for finding in findings)
    if "could not judge" in levels:
        _add(test, "error", "could not judge", message=findings[0].message, said=said)
    elif "fail" in levels:
        _add(test, "failure", "fail", message=findings[0].message, said=said)
    elif said:
        SubElement(test, "system-out").text = showable(said)
    return test


def _add(test: Element, name: str, kind: str, *, message: str, said: str) -> None:
    wrong = SubElement(test, name, type=kind, message=shortened(message, WORDS))
    wrong.text = showable(said)
