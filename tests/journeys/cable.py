"""A wire between browsers and the server that can be cut and mended."""

import socket
import threading
from contextlib import suppress


class Cable:
    def __init__(self, port: int):
        self.far_port, self.is_whole = port, True
        self.ends: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            self.join(near)

    def join(self, near: socket.socket) -> None:
        try:
            if not self.is_whole:
                raise OSError
            far = socket.create_connection(("127.0.0.1", self.far_port))
        except OSError:
            near.close()
            return
        self.ends += [near, far]
        for source, sink in ((near, far), (far, near)):
            threading.Thread(target=carry, args=(source, sink), daemon=True).start()

    def cut(self) -> None:
        self.is_whole = False
        for end in self.ends:
            hang_up(end)
        self.ends.clear()

    def mend(self) -> None:
        self.is_whole = True

    def put_away(self) -> None:
        self.cut()
        self.listener.close()


def carry(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while words := source.recv(65_536):
            sink.sendall(words)
    hang_up(source)
    hang_up(sink)


def hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
