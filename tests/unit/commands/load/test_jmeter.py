"""The plan of JMeter is that of our own driver, its assertions can fail, and its results are read."""

import json
import xml.etree.ElementTree as ET
from itertools import cycle, pairwise
from pathlib import Path

import pytest

from commands.load.jmeter import PLAN, JMeterFailed, _properties, read_results
from commands.load.load_documents import ENROLL, STATUS
from commands.load.load_plan import FILES, RECENT_TASKS, SENDS_A_NEW_TASK, Baskets, LoadPlan, planned, write_csv
from commands.load.load_term import own_baskets

SMALL = LoadPlan(users=2, ramp_seconds=1, loops=3)
ROOT = ET.parse(PLAN).getroot()  # noqa: S314 - our own plan


def text(element: ET.Element, name: str) -> str:
    """A property of an element."""
    found = element.find(f"*[@name='{name}']")
    assert found is not None, name
    return found.text or ""


def samplers() -> list[tuple[ET.Element, ET.Element]]:
    """The requests of the plan, each with what hangs from it."""
    found = []
    for tree in ROOT.iter("hashTree"):
        children = list(tree)
        found += [(one, below) for one, below in pairwise(children) if one.tag == "HTTPSamplerProxy"]
    return found


def body(sampler: ET.Element) -> str:
    [value] = sampler.findall(".//stringProp[@name='Argument.value']")
    assert value.text
    return value.text


def test_the_plan_sends_what_our_driver_sends() -> None:
    sent = {one.get("testname"): body(one) for one, _ in samplers()}
    assert set(sent) == {"enroll", "status", "race", "first", "repeat", "conflict"}
    assert set(sent) >= SENDS_A_NEW_TASK
    for label, document in sent.items():
        query = json.loads(document.replace("${groups}", "[]"))["query"]
        assert query == (STATUS if label == "status" else ENROLL)
    assert sent["status"].count("${") == RECENT_TASKS


def test_every_request_has_an_assertion_of_its_own() -> None:
    for sampler, below in samplers():
        asserted = below.findall("ResponseAssertion/collectionProp/stringProp")
        assert asserted, sampler.get("testname")
        assert all(one.text for one in asserted)
    [repeat, _] = [below for sampler, below in samplers() if sampler.get("testname") == "repeat"]
    texts = [one.text for one in repeat.findall("ResponseAssertion/collectionProp/stringProp")]
    assert texts == ['"__typename":"TaskAccepted"', '"replayed":true', '"id":"${task}"']


def test_the_plan_takes_every_property_that_it_is_given() -> None:
    given = {*_properties("https://registro.example:8443/api", "load-1", "T", SMALL), "data"}
    ours = {name for name in given if "." not in name}
    asked = PLAN.read_text(encoding="utf-8")
    assert {name for name in ours if f"${{__P({name}," not in asked} == set()
    assert asked.count("${__P(") == len(ours) + len(FILES) - 1 + len(samplers()) - 1, "and no other"


def test_there_is_a_request_for_each_loop_of_each_user(tmp_path: Path) -> None:
    requests = planned(SMALL, own_baskets(lambda student: f"token-of-{student}"))
    assert [len(rows) for rows in (requests.enroll, requests.race, requests.repeat)] == [6, 12, 6]
    keys = [row.key for rows in (requests.enroll, requests.race, requests.repeat) for row in rows]
    assert len(set(keys)) == len(keys)
    assert len({row.student for row in requests.enroll}) == 6
    rounds = [requests.race[first : first + 4] for first in (0, 4, 8)]
    assert [len({(row.student, row.groups) for row in one}) for one in rounds] == [1, 1, 1]
    write_csv(requests, tmp_path)
    first = (tmp_path / FILES["enroll"]).read_text(encoding="utf-8").splitlines()[0]
    student, token, groups, key = first.split(";")
    row = requests.enroll[0]
    assert (student, token, tuple(json.loads(groups)), key) == (row.student, row.token, row.groups, row.key)


def test_students_may_come_again() -> None:
    baskets = Baskets(cycle(["S1"]), cycle([("G",)]), ("G",), ("G",), lambda _: "token")
    rows = planned(SMALL, baskets).enroll
    assert {row.student for row in rows} == {"S1"}
    assert len({row.key for row in rows}) == len(rows)


RESULTS = """timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes
1796019033483,378,enroll,200,OK,Enrollments 1-2,text,true,,315
1796019033983,12,repeat,200,OK,Idempotency 3-1,text,false,"Test failed: text expected to contain /""id"":""1""/",340
1796019034483,20,status,503,Service Unavailable,Enrollments 1-2,text,false,,20"""


def test_results_of_jmeter_are_read() -> None:
    enroll, repeat, status = read_results(RESULTS.splitlines())
    assert (enroll.label, enroll.at, enroll.milliseconds, enroll.user, enroll.failure) == (
        "enroll", 0, 378, "Enrollments 1-2", "",
    )  # fmt: skip
    assert (repeat.at, repeat.failure) == (0.5, 'Test failed: text expected to contain /"id":"1"/')
    assert (status.at, status.failure) == (1, "503 Service Unavailable")


def test_no_results_are_a_failure() -> None:
    with pytest.raises(JMeterFailed, match="nothing"):
        read_results(RESULTS.splitlines()[:1])
