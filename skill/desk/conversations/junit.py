"""The outcome as JUnit's XML, which every CI reads."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from skill.desk.conversations.running import Ran


def write(path: Path, ran: list[Ran]) -> None:
    """One test case a conversation, in a suite of its file."""
    suites = ElementTree.Element("testsuites", _counts(ran))
    for file in dict.fromkeys(each.file for each in ran):
        of_file = [each for each in ran if each.file == file]
        suite = ElementTree.SubElement(suites, "testsuite", {"name": str(file), **_counts(of_file)})
        for each in of_file:
            case = ElementTree.SubElement(
                suite, "testcase",
                {"classname": file.stem, "name": each.conversation.name, "file": str(file), "time": str(each.seconds)},
            )  # fmt: skip
            if each.differs:
                failure = ElementTree.SubElement(case, "failure", {"message": each.differs[0]})
                failure.text = "\n".join(each.differs)
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(suites).write(path, encoding="utf-8", xml_declaration=True)


def _counts(ran: list[Ran]) -> dict[str, str]:
    failures, seconds = sum(bool(each.differs) for each in ran), sum(each.seconds for each in ran)
    return {"tests": str(len(ran)), "failures": str(failures), "errors": "0", "time": f"{seconds:.3f}"}
