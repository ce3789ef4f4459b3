"""URLs of files on servers: what they are made of, and that none leaves its server's folder."""

from __future__ import annotations

import pytest

from asapair.actors.device.flash import FileError
from asapair.actors.device.urls import Url, file_on_server, is_url
from asapair.actors.facts.files import FileProblem


@pytest.mark.parametrize(
    ("text", "server", "path"),
    [
        ("tftp://10.0.0.5/ctx1.cfg", "tftp://10.0.0.5", "ctx1.cfg"),
        ("TFTP://Boot.Example/a/b.cfg", "tftp://boot.example", "a/b.cfg"),
        ("ftp://operator:p@ss:word@10.0.0.5/a.cfg;type=ip", "ftp://10.0.0.5", "a.cfg"),
        ("https://192.0.2.7:8443/a.cfg", "https://192.0.2.7:8443", "a.cfg"),
        ("http://[2001:db8::7]/a.cfg", "http://[2001:db8::7]", "a.cfg"),
    ],
)
def test_a_url_names_a_server_and_a_file(text: str, server: str, path: str) -> None:
    url = Url.parse(text)
    assert url is not None
    assert (url.server, url.path) == (server, path)
    assert url.is_complete


@pytest.mark.parametrize(
    "text", ["tftp://10.0.0.5/ctx1.cfg", "ftp://operator:word@10.0.0.5/a/b.cfg;type=ip", "http://[::1]:80/x"]
)
def test_a_url_is_written_as_it_was_read(text: str) -> None:
    assert str(Url.parse(text)) == text


@pytest.mark.parametrize("text", ["tftp:", "tftp://", "tftp://10.0.0.5", "tftp://10.0.0.5/", "ftp:///a.cfg"])
def test_a_url_may_lack_its_server_or_its_file(text: str) -> None:
    url = Url.parse(text)
    assert url is not None
    assert not url.is_complete


@pytest.mark.parametrize("text", ["disk0:/tftp:/a", "ctx1.cfg", "scp://10.0.0.5/a", "tftp", "", "tftp:/a"])
def test_other_words_are_no_urls(text: str) -> None:
    assert not is_url(text)


@pytest.mark.parametrize("path", ["a/b.cfg", "/a//b.cfg", "a/./b.cfg", "a/b.cfg/"])
def test_one_file_on_a_server_has_many_spellings(path: str) -> None:
    assert file_on_server(path) == "a/b.cfg"


@pytest.mark.parametrize("path", ["../secret", "a/../b.cfg", "a/..", "", "/", "."])
def test_no_path_leaves_the_folder_of_the_server(path: str) -> None:
    with pytest.raises(FileError) as refusal:
        file_on_server(path)
    assert refusal.value.problem is FileProblem.DENIED
