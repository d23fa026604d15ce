"""A service that serves what the stage `assets` has made."""

import json
import os
import signal
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

STATIC = Path(__file__).parent / "static"
NAMES = json.loads((STATIC / "manifest.json").read_text())


class Handler(SimpleHTTPRequestHandler):
    """Files of static/, and what the service says of itself."""

    def do_GET(self):
        if self.path == "/health":
            self.answer({"status": "ok", "uid": os.getuid(), "writable": os.access(STATIC, os.W_OK)})
        elif self.path == "/":
            style = STATIC / NAMES["site.css"]
            self.answer({"style": style.name, "text": style.read_text()})
        else:
            super().do_GET()

    def answer(self, data):
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
ThreadingHTTPServer(("", 8000), partial(Handler, directory=STATIC)).serve_forever()
