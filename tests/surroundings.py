"""An early pytest plugin: each test process gets an installation of its own, whatever the shell has set."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for name in [name for name in os.environ if name.startswith("RENDA_")]:
    del os.environ[name]

home = Path(tempfile.mkdtemp(prefix="renda-tests-"))
(home / "static").mkdir()
os.environ["RENDA_DATA"] = str(home)
atexit.register(shutil.rmtree, home, ignore_errors=True)
