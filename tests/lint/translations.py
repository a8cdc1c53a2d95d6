#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Is every string that a person sees translated into Chinese, and every file that has one listed?

usage: translations.py SOURCE_ROOT
"""

import os
import re
import subprocess
import sys
import tempfile

root = sys.argv[1]
os.chdir(root)
problems = []

with open("po/POTFILES") as f:
    listed = {line.strip() for line in f if line.strip() and not line.startswith("#")}
for folder in ("app", "core", "ui", "resources"):
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            if not name.endswith((".c", ".ui", ".in")) or path in listed:
                continue
            with open(path, encoding="utf-8") as f:
                text = f.read()
            if re.search(r'\bN?_\s?\("|g_?n?gettext \(|translatable="(yes|true)"|<summary>', text):
                problems.append(f"{path} has strings but is not in po/POTFILES")
problems += [f"po/POTFILES lists {path}, which is not there" for path in sorted(listed) if not os.path.exists(path)]

with tempfile.TemporaryDirectory() as temporary:
    pot = os.path.join(temporary, "downhill.pot")
    # The options of Meson's glib preset.
    subprocess.run(["xgettext", "--files-from=po/POTFILES", "--from-code=UTF-8", "--add-comments", f"--output={pot}",
                    "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=g_dcgettext:2",
                    "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3", "--keyword=ngettext:1,2",
                    "--flag=N_:1:pass-c-format", "--flag=_:1:pass-c-format"], check=True, stderr=subprocess.DEVNULL)
    missing = subprocess.run(["msgcmp", "po/zh_CN.po", pot], capture_output=True, text=True)
    if missing.returncode != 0:
        problems.append(missing.stderr)
check = subprocess.run(["msgfmt", "--check", "--output-file=/dev/null", "po/zh_CN.po"], capture_output=True, text=True)
if check.returncode != 0:
    problems.append(check.stderr)

print("\n".join(problems))
sys.exit(1 if problems else 0)
