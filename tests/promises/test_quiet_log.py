"""What people say and who they are, and every key to a screen, stays out of the server's log."""

import pytest

from tests.live.place import Page
from tests.live.sockets import TEXT, Socket
from tests.serving import CODE, Server, Visitor

NAME, WORDS = "Zoltana", "Zeppelin gardens"


def do_everything_wrong(lab: Server, phone: Visitor, desk: Visitor) -> None:
    """Refusals, nonsense and failures, each with words that must not be told."""
    phone.act("contributions", prompt="x", text=WORDS, id=WORDS)
    phone.act("contributions", prompt=1, text=WORDS * 200)
    phone.act("timer", minutes=WORDS)
    phone.act(WORDS, text=WORDS)
    phone.act(f"contributions/{WORDS}/wording", text=WORDS)
    desk.act("lessons", title=WORDS, text="", evidence=[WORDS])
    phone.http.post(f"{phone.base}/contributions", content=b"\xff" * 100)
    phone.http.post(f"{phone.base}/contributions", content=WORDS.encode() * 10_000)
    phone.http.get(f"/j/{WORDS}")
    phone.http.get(f"/{WORDS}", params={"said": WORDS})
    lab.visitor().http.post("/enter", data={"key": f"{WORDS}#{WORDS}"})
    lab.visitor().http.post(f"/j/{CODE}/returns", data={"return_code": WORDS})
    lab.visitor().http.post(f"/j/{CODE}/people", data={"name": NAME * 50, "consent": "1"})


def talk_nonsense(phone: Visitor) -> None:
    for payload in (WORDS.encode(), b"\xff" + WORDS.encode(), b"{"):
        socket = Socket(phone)
        socket.send(TEXT, payload)
        socket.listen(0.2)
        socket.close()
    for path in (f"{phone.base}/live?seq={WORDS.replace(' ', '')}", f"/labs/1/{WORDS.replace(' ', '')}/live?seq=1"):
        Socket(phone, path=path).close()


@pytest.fixture(scope="module")
def canaries(lab: Server) -> dict[str, str]:
    """Everything that must not be told, after it was said and refused, also by a server that had been killed."""
    ada, desk, tower = lab.phone(NAME, 1), lab.desk(1), lab.tower()
    ada.contribute(WORDS)
    desk.act("proxies", prompt=1, text=WORDS, said_by=NAME)
    tower.act("notice", words=WORDS)
    do_everything_wrong(lab, ada, desk)
    talk_nonsense(ada)
    lab.kill()
    lab.start()
    do_everything_wrong(lab, ada, desk)
    code = Page(ada.page()).words("yours__code")[0]
    cookies = {each.name: each.value or "" for who in (ada, desk, tower) for each in who.http.cookies.jar}
    tokens = {name: value for name, value in cookies.items() if name != "samskap-language"}
    links = {"tower link": lab.links.tower.partition("#")[2], "stage link": lab.links.stage.partition("#")[2]}
    return {"name": NAME, "words": WORDS, "code": code, "code, plain": code.replace("-", ""), **tokens, **links}


def test_the_log_tells_nothing_of_anybody(lab: Server, canaries: dict[str, str]) -> None:
    log = lab.log.read_text().lower()
    assert [what for what, canary in canaries.items() if canary.lower() in log] == []
    assert WORDS.replace(" ", "").lower() not in log


def test_the_database_holds_no_key(lab: Server, canaries: dict[str, str]) -> None:
    files = [file for file in lab.settings.data.glob("samskap.db*") if file.is_file()]
    held = b"".join(file.read_bytes() for file in files)
    keys = {what: canary for what, canary in canaries.items() if what not in ("name", "words")}
    assert len(keys) == 7
    assert [what for what, canary in keys.items() if canary.encode() in held] == []
