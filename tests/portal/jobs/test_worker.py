"""``portal work`` as a process: it begins, sweeps, and ends in order."""

import signal


def test_worker_ends_in_order(portal_command, tmp_path):
    """The worker makes the database, says that it works, and ends by SIGTERM with status 0."""
    worker = portal_command("work")
    assert worker.stdout.readline() == "Working (Ctrl+C stops it)\n"
    worker.send_signal(signal.SIGTERM)
    said, complained = worker.communicate(timeout=60)
    assert (worker.returncode, said, complained) == (0, "", "")
    assert (tmp_path / "state" / "portal.sqlite").is_file()


def test_nothing_to_work_on_without_a_secret(portal_command):
    """Without a secret the worker says that there is nothing to work on."""
    worker = portal_command("work", PALERMO_SECRET_KEY="")
    _, complained = worker.communicate(timeout=60)
    assert worker.returncode == 1
    assert "PALERMO_SECRET_KEY" in complained


def test_worker_beside_ends_with_its_server(portal_command):
    """A worker that works beside a server ends when that is gone, however it went."""
    worker = portal_command("work", "--beside", "1")  # it is not the parent from the beginning
    worker.communicate(timeout=60)
    assert worker.returncode == 0
