import os
import pathlib
import tempfile

from mailroom.letters import greeting


def test_greeting():
    assert greeting("Ada") == "Dear Ada,"


def test_runs_as_the_image_does():
    assert os.getuid() == 65532
    assert os.environ["ROLE"] == "test"
    assert pathlib.Path.home() == pathlib.Path("/home/nonroot")


def test_may_write_where_tools_do():
    pathlib.Path("report.xml").write_text("<report/>")
    pathlib.Path(tempfile.gettempdir(), "left-behind").touch()
    pathlib.Path.home().joinpath("left-behind").touch()
