"""What a portal is deployed with names only what there is."""

import re
import shlex
from configparser import RawConfigParser

import pytest
import yaml

from indexer.cli import main as indexer
from indexer.settings import PROJECT, read_settings
from portal.cli import main as portal

DEPLOY = PROJECT / "deploy"
COMMANDS = {"indexer": indexer, "portal": portal}


def known_command(words):
    """Whether these words, a program and its subcommand, can be run."""
    return words[1] in COMMANDS[words[0].rpartition("/")[2]].commands


def test_the_settings_of_one_machine_are_settings():
    """Every line of the example of settings is a setting with a value it can have, those in comments too."""
    lines = (DEPLOY / "palermo.env").read_text().splitlines()
    settings = [line.lstrip("#") for line in lines if "=" in line]
    read = read_settings(dict(line.split("=", 1) for line in settings))
    assert read.proxies == 1
    assert read.demonstration is False


@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("*.service")), ids=lambda unit: unit.name)
def test_a_unit_runs_a_command_that_there_is(unit):
    """Each service runs a command of ours with the settings of the machine, as nobody special; each timer has one."""
    parser = RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read(unit)
    service = parser["Service"]
    assert known_command(shlex.split(service["ExecStart"]))
    assert service["EnvironmentFile"] == "/etc/palermo.env"
    assert service["User"] == "palermo"
    for timer in DEPLOY.glob("*.timer"):
        assert timer.with_suffix(".service").is_file()


def test_compose_starts_all_without_the_demonstration():
    """The portal and its build get settings that there are, an engine, a Redis, and no demonstration records."""
    text = (PROJECT / "compose.yaml").read_text()
    services = yaml.safe_load(re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text))["services"]
    assert services.keys() == {"build", "portal", "work", "elasticsearch", "redis"}
    for name in ("build", "portal"):
        given = {key: str(value) for key, value in services[name]["environment"].items() if value is not None}
        settings = read_settings(given)
        assert settings.chosen_engine == "elasticsearch"
        assert settings.redis_url
        assert settings.demonstration is False
    assert "ports" not in services["elasticsearch"]
    assert "ports" not in services["redis"]


def test_the_image_serves():
    """The image runs a command that there is, as a user without rights."""
    lines = (PROJECT / "Dockerfile").read_text().splitlines()
    command = next(yaml.safe_load(line.removeprefix("CMD ")) for line in lines if line.startswith("CMD "))
    assert known_command(command)
    assert "USER palermo" in lines
