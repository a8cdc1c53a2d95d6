#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""House rules that a machine can see: a licence line in each source file, no file past 600 lines, no GTK below the widgets.

usage: text.py SOURCE_ROOT
"""

import os
import re
import sys

os.chdir(sys.argv[1])
problems = []
for folder in ("app", "build-aux", "core", "resources", "tests", "ui"):
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            if not name.endswith((".c", ".h", ".py", ".sh")):
                continue
            with open(path, encoding="utf-8") as f:
                lines = f.read().split("\n")
            if not any("SPDX-License-Identifier: LGPL-2.1-or-later" in line for line in lines[:3]):
                problems.append(f"{path}: no licence line")
            if len(lines) > 601 and name != "ui_drive.py":
                problems.append(f"{path}: {len(lines) - 1} lines, more than 600")
            if path.startswith(("core/", "ui/plots/", "ui/session/")) and any(re.match(r"#include <(gtk|gdk/|gsk)", l) for l in lines):
                problems.append(f"{path}: includes GTK")
            problems += [f"{path}:{i}: white space at the end of the line" for i, line in enumerate(lines, 1) if line != line.rstrip()]
print("\n".join(problems))
sys.exit(1 if problems else 0)
