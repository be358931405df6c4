"""The readers for project files: PSPLIB and Patterson, in their spellings, and what is wrong with a file."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plateau.roadmap.finish import BadProject, finish_project, read_patterson, read_psplib

PSPLIB = """\
************************************************************************
projects                      :  1
jobs (incl. supersource/sink ):  4
horizon                       :  9
RESOURCES
  - renewable                 :  2   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     4       2    1
  3      1     5       2    0
  4      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
    3    1
************************************************************************
"""
PATTERSON = "4 2\n\n3 1\n\n0 0 0 2 2 3\n4 2 1 1 4\n5 2 0 1\n4\n0 0 0 0\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_both_formats_tell_the_same_project(end: str) -> None:
    project = read_psplib(PSPLIB.replace("\n", end).encode())
    assert project == read_patterson(PATTERSON.replace("\n", end).encode())
    assert project.capacities == (3, 1)
    assert project.arcs == ((0, 1), (0, 2), (1, 3), (2, 3))
    assert finish_project(project).finish == 9


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("jobs (incl", "Jobs  (incl"),
        ("  - renewable   ", "  -renewable "),
        ("  - renewable                 :", "  RENEWABLE:"),
        ("PRECEDENCE RELATIONS:", "Precedence  relations"),
        ("REQUESTS/DURATIONS:", "REQUESTS / DURATIONS:"),
        ("RESOURCEAVAILABILITIES:", "RESOURCE AVAILABILITIES :"),
        ("jobnr.    #modes  #successors   successors\n", ""),
        ("jobnr. mode duration  R 1  R 2\n----", "jobnr. mode duration  R 1  R 2\n\t \n----"),
        ("  R 1  R 2\n    3", "\t3"),
    ],
)
def test_other_spellings_tell_it_too(old: str, new: str) -> None:
    assert old in PSPLIB
    assert read_psplib(PSPLIB.replace(old, new, 1).encode()) == read_psplib(PSPLIB.encode())


def test_marks_of_other_systems_do_not_count() -> None:
    for text, reader in ((PSPLIB, read_psplib), (PATTERSON, read_patterson)):
        assert reader(b"\xef\xbb\xbf" + text.encode() + b"\r\n\x1a") == reader(text.encode())


def test_several_modes_are_refused_in_words() -> None:
    with pytest.raises(BadProject, match="line 13: job 2 has 3 modes; only one is supported"):
        read_psplib(PSPLIB.replace("   2        1  ", "   2        3  ").encode())


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("jobs (incl", "tasks (incl", "expected a PSPLIB file with a line 'jobs', found none"),
        (":  4", ":  4x", "line 3: expected the number of jobs: a whole number, found '4x'"),
        (":  4", ":  5000000", "line 3: expected the number of jobs: at most 5000, found 5000000"),
        ("RELATIONS", "RELATION", "expected a section PRECEDENCE RELATIONS, found none"),
        (
            "   2        1          1           4",
            "   2        2          1           4",
            "line 13: job 2 has 2 modes",
        ),
        (
            "   2        1          1           4",
            "   2        1          2           4",
            "line 13: expected 2 successors, found 1",
        ),
        (
            "   2        1          1           4",
            "   2        1          1           9",
            "line 13: expected a successor from 1 to 4, found 9",
        ),
        ("   2        1          1           4", "   2", "line 13: expected job, modes"),
        (
            "   2        1          1           4\n",
            "",
            "line 10: expected 4 lines under PRECEDENCE RELATIONS",
        ),
        (
            "   4        1          0",
            "   4        1          1           1",
            "an activity waits for itself: ",
        ),
        ("  3      1     5", "  5      1     5", "line 22: expected job 3, found 5"),
        (
            "  3      1     5",
            "  3      1     -5",
            "line 22: expected job, mode, duration, demands: a number of 0 or more, found -5",
        ),
        ("  3      1     5", "  3      1     50000", "line 22: expected at most 10000, found 50000"),
        (
            "  3      1     5       2    0",
            "  3      1     5       2",
            "line 22: expected job, mode, duration, demands: 5 numbers or more, found 4",
        ),
        (
            "  3      1     5       2    0",
            "  3      1     5       2    0   7",
            "line 22: expected 2 demands, found 3",
        ),
        (
            "nonrenewable              :  0",
            "nonrenewable              :  1",
            "nonrenewable resources are not supported",
        ),
        ("    3    1\n", "    3    1   1\n", "line 27: expected 2 capacities, found 3"),
        (
            "    3    1\n",
            "    3    NaN\n",
            "line 27: expected the capacity of each resource: a whole number, found 'NaN'",
        ),
    ],
)
def test_a_broken_psplib_file_names_the_line(old: str, new: str, complaint: str) -> None:
    assert old in PSPLIB
    with pytest.raises(BadProject) as caught:
        read_psplib(PSPLIB.replace(old, new, 1).encode())
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "line 1: expected the number of jobs, found the end of the file."),
        ("4 two", "line 1: expected the number of resources: a whole number, found 'two'."),
        ("9999 1", "line 1: expected the number of jobs: at most 5000, found 9999."),
        (PATTERSON[:-9], "line 8: expected the duration of job 4, found the end of the file."),
        (PATTERSON + "7\n", "line 10: expected the end of the file, found '7'."),
        (PATTERSON.replace("1 4\n", "1 9\n", 1), "line 6: expected a successor from 1 to 4, found 9."),
        (PATTERSON.replace("0 0 0 0", "0 0 0 1 1"), "an activity waits for itself: "),
        ("1 1 5 -3 0 0", "line 1: expected the duration of job 1: a number of 0 or more, found -3."),
    ],
)
def test_a_broken_patterson_file_names_the_line(text: str, complaint: str) -> None:
    with pytest.raises(BadProject) as caught:
        read_patterson(text.encode())
    assert complaint in str(caught.value)


@given(st.binary(max_size=60) | st.text("0123456789 -x\n", max_size=60).map(str.encode))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_nothing_but_complaints_comes_out_of_noise(noise: bytes) -> None:
    for reader in (read_psplib, read_patterson):
        for content in (noise, PSPLIB.encode()[:250] + noise, PATTERSON.encode()[:20] + noise):
            with suppress(BadProject):
                assert reader(content).horizon >= 0
