"""A build stopped at any moment leaves a sound store, and the next one ends with the record of a build that was never stopped."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import rashomon
from rashomon.errors import StoreError
from tests.conftest import CORPUS, command

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
SOME = ("01", "02", "05", "06", "08", "12")
SAME_HASHES = {**os.environ, "PYTHONHASHSEED": "0"}


def export(store: Path) -> bytes:
    done = subprocess.run(command("export", "--store", store), capture_output=True, env=SAME_HASHES, timeout=60, check=True)
    return done.stdout


def begin(store: Path, pile: Path, jobs: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command("build", pile, "--store", store, "--jobs", jobs),
        env=SAME_HASHES,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for(store: Path, files: int) -> None:
    """Until so many files are in the store."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if store.exists():
            try:
                with rashomon.open(store) as record:
                    if len(record.files()) >= files:
                        return
            except StoreError:  # not made yet
                pass
        time.sleep(0.02)
    raise AssertionError("the build did not get there")


def alive(session: int) -> list[str]:
    """Processes of a session that still run (not mere remains waiting to be counted)."""
    out = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            out.append(entry.name)
    return out


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A pile, and its record from a build nobody stopped."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "corpus").mkdir()
    for name in SOME:
        shutil.copy(next(CORPUS.glob(name + "*")), folder / "corpus")
    assert begin(folder / "store.sqlite", folder / "corpus", 1).wait(60) == 0
    return folder / "corpus", export(folder / "store.sqlite")


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_at_random_moments_it_goes_on_to_the_same_record(whole: tuple[Path, bytes], tmp_path: Path, jobs: int) -> None:
    pile, wanted = whole
    store = tmp_path / "store.sqlite"
    chance = random.Random(jobs)
    for files in (1, 4):
        build = begin(store, pile, jobs)
        wait_for(store, files)
        time.sleep(chance.uniform(0, 0.15))
        os.killpg(build.pid, signal.SIGKILL) if jobs == 1 else build.kill()
        build.communicate()
        with rashomon.open(store) as record:
            assert record.check().problems == ()
    assert begin(store, pile, 1).wait(60) == 0
    assert export(store) == wanted


@pytest.mark.slow
def test_killed_while_linking_it_links_again(whole: tuple[Path, bytes], tmp_path: Path) -> None:
    pile, wanted = whole
    store = tmp_path / "store.sqlite"
    build = begin(store, pile, 1)
    wait_for(store, len(SOME))
    build.kill()
    build.communicate()
    assert begin(store, pile, 1).wait(60) == 0
    assert export(store) == wanted


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_no_process_is_left_behind_when_the_build_is_killed(whole: tuple[Path, bytes], tmp_path: Path) -> None:
    build = begin(tmp_path / "store.sqlite", whole[0], 2)
    wait_for(tmp_path / "store.sqlite", 1)
    build.kill()
    build.communicate()
    until = time.monotonic() + 20
    while alive(build.pid) and time.monotonic() < until:
        time.sleep(0.1)
    assert alive(build.pid) == []


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_with_one_line_and_a_sound_store(whole: tuple[Path, bytes], tmp_path: Path, jobs: int) -> None:
    pile, wanted = whole
    store = tmp_path / "store.sqlite"
    build = begin(store, pile, jobs)
    wait_for(store, 2)
    os.killpg(build.pid, signal.SIGINT)  # as a terminal does: to the whole group
    out, err = build.communicate(timeout=30)
    assert (build.returncode, out, err) == (130, "", "rashomon: stopped; what was read is kept, run the same command to go on\n")
    with rashomon.open(store) as record:
        assert record.check().problems == ()
        assert 2 <= len(record.files()) <= len(SOME)
    assert begin(store, pile, 1).wait(60) == 0
    assert export(store) == wanted


@pytest.mark.slow
def test_the_order_of_hashes_does_not_show(whole: tuple[Path, bytes], tmp_path: Path) -> None:
    store = tmp_path / "store.sqlite"
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    subprocess.run(command("build", whole[0], "--store", store, "--quiet"), env=environment, check=True, timeout=60)
    assert export(store) == whole[1]
