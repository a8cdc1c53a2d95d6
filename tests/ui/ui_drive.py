#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Drive a GTK 4 application as a person (or a screen reader) would.

Looks the widgets up over AT-SPI and moves the real pointer and keyboard with
xdotool.  Written against GTK 4.8; needs only python3-gi, xdotool, x11-utils
and a display: run it inside `with-display`.

    with-display ui_drive.py -- ./app            # start ./app, print its tree
    with-display ui_drive.py --hidden -- ./app   # also what is not shown

    tests/ui/with-display /usr/bin/python3 tests/ui/test-some-page.py build/app/downhill     # which holds:
        from ui_drive import App
        with App(["./app"]) as app:
            app.find("push button", "Run").press()
            app.find("slider", "Speed").set_value(2.5)       # over AT-SPI
            app.find("check box", "Show grid").click()
            app.find("combo box", "Method").choose("Newton") # opens, picks a row
            app.find("list item", "Notes").click()           # GtkStackSidebar row
            app.find("text", "Experiment name").type("run 1")
            app.key("ctrl+r")
            app.wait_for(lambda: app.exists("label", "Finished"), 10, "the end")
            assert app.find("progress bar", "Progress").value == 1.0
            app.screenshot("finished.png")
            assert app.close() == 0 and not app.warnings()

find(role, name) waits (default 5 s) for exactly what can be seen: things on
hidden pages or in closed popovers do not count unless hidden=True.  role is
the AT-SPI role ("push button", "toggle button", "check box", "slider", "spin
button", "combo box", "text", "label", "list", "list item", "table",
"table cell", "menu item", "progress bar", "image", "frame", "dialog"); None is
any.  name is the whole accessible name, or a compiled regular expression.
GTK 4.8's double names ("_Run Run" for a button labelled _Run) are reduced to
one ("Run"); a widget without a name (a list row) goes by the labels inside it.

Node: role name description states ext value text children parent; press() click()
double_click() hover() drag() activate() set_value() set_text() enter() type()
choose() select_child() scroll() scroll_into_view() reveal() find() find_all().
App: find find_all exists wait_for wait_gone frame action resize choose_file
key type_text screenshot dump log warnings close.  Failures raise UIError (an AssertionError)
whose text holds what could be seen.

UI_DRIVE_SLOW=10 in the environment multiplies every timeout (sanitizers,
valgrind, a busy machine).

Facts about GTK 4.8 that shape this: no screen coordinates, no GrabFocus, no
ScrollTo, no SHOWING state below the window; check boxes and list rows have no
action (click them); popovers report coordinates relative to their parent's
corner.  Each D-Bus call waits for the application's main loop (one frame while
it animates), so a tree is read level by level with the calls of a level
pipelined.
"""
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

try:
    from gi.repository import Gio, GLib
except ImportError:
    print("ui_drive: skipped: install python3-gi, and run this with /usr/bin/python3", file=sys.stderr)
    sys.exit(77)
for tool in ("xdotool", "xwininfo", "xprop"):
    if not shutil.which(tool):
        print("ui_drive: skipped: install %s" % tool, file=sys.stderr)
        sys.exit(77)

A = "org.a11y.atspi."
PROPS = "org.freedesktop.DBus.Properties"
BARE = ("label", "image", "separator")      # have nothing inside, and are no popups
ROOT, NULL = "/org/a11y/atspi/accessible/root", "/org/a11y/atspi/null"
WINDOW, LAYER_POPUP = 1, 5
IN_WINDOW = GLib.Variant("(u)", (WINDOW,))
ITS_NAME = GLib.Variant("(ss)", (A + "Accessible", "Name"))
ROLES = """invalid,accelerator label,alert,animation,arrow,calendar,canvas,check box,check menu item,color chooser,
column header,combo box,date editor,desktop icon,desktop frame,dial,dialog,directory pane,drawing area,file chooser,filler,
focus traversable,font chooser,frame,glass pane,html container,icon,image,internal frame,label,layered pane,list,list item,
menu,menu bar,menu item,option pane,page tab,page tab list,panel,password text,popup menu,progress bar,push button,
radio button,radio menu item,root pane,row header,scroll bar,scroll pane,separator,slider,spin button,split pane,status bar,
table,table cell,table column header,table row header,tearoff menu item,terminal,text,toggle button,tool bar,tool tip,tree,
tree table,unknown,viewport,window,extended,header,footer,paragraph,ruler,application,autocomplete,editbar,embedded,entry,
chart,caption,document frame,heading,page,section,redundant object,form,link,input method window,table row,tree item,
document spreadsheet,document presentation,document text,document web,document email,comment,list box,grouping,image map,
notification,info bar,level bar,title bar,block quote,audio,video,definition,article,landmark,log,marquee,math,rating,timer,
static""".replace("\n", "").split(",")
STATES = """invalid,active,armed,busy,checked,collapsed,defunct,editable,enabled,expandable,expanded,focusable,focused,
has-tooltip,horizontal,iconified,modal,multi-line,multiselectable,opaque,pressed,resizable,selectable,selected,sensitive,
showing,single-line,stale,transient,vertical,visible,manages-descendants,indeterminate,required,truncated,animated,
invalid-entry,supports-autocompletion,selectable-text,is-default,visited,checkable,has-popup,read-only""".replace("\n", "").split(",")
BAD_LOG = re.compile(r"-(WARNING|CRITICAL|ERROR) \*\*|^\S*: runtime error:|: runtime error: |Sanitizer: |^==\d+== +\w.*(lost|Invalid|uninit)", re.M)


SLOW = float(os.environ.get("UI_DRIVE_SLOW", "1"))


class UIError(AssertionError):
    pass


class Bus:
    """The accessibility bus."""

    def __init__(self, timeout=20):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None,
                                    GLib.VariantType("(s)"), 0, timeout * 1000, None).unpack()[0]
        flags = Gio.DBusConnectionFlags
        self.conn = Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)

    def call(self, dest, path, iface, method, sig=None, *args, timeout=10):
        v = GLib.Variant(sig, args) if sig else None
        try:
            return self.conn.call_sync(dest, path, iface, method, v, None, 0, int(timeout * SLOW * 1000), None).unpack()
        except GLib.Error as err:
            raise UIError("%s.%s: %s" % (iface, method, err.message)) from None

    def call_many(self, calls, timeout=20):
        """The replies to CALLS, (dest, path, iface, method, arguments as a variant), sent all at once; None for an error."""
        out, left = [None] * len(calls), [len(calls)]
        ctx = GLib.MainContext.new()
        loop = GLib.MainLoop.new(ctx, False)
        ctx.push_thread_default()
        try:
            def done(conn, res, i):
                try:
                    out[i] = conn.call_finish(res).unpack()
                except GLib.Error:
                    pass
                left[0] -= 1
                if left[0] == 0:
                    loop.quit()
            for i, (dest, path, iface, method, arguments) in enumerate(calls):
                self.conn.call(dest, path, iface, method, arguments, None, 0, int(timeout * SLOW * 1000), None, done, i)
            if calls:
                loop.run()
        finally:
            ctx.pop_thread_default()
        return out


def tidy(name):
    """'_Run Run' -> 'Run', 'Speed Speed' -> 'Speed', '运行(_R) 运行(R)' -> '运行(R)', '速度 速度(S)' -> '速度'."""
    s = re.sub(r"(^|\W)_(?=\w)", r"\1", name)

    def bare(t):
        return re.sub(r"\(\w\)$", "", t)
    for m in re.finditer(" ", s):
        a, b = s[:m.start()], s[m.end():]
        for plain in (a, a.replace("_", "", 1)):      # 'Te_st' is 'Test' with a mnemonic only if 'Test' follows
            if a and bare(plain) == bare(b):
                return plain
    return s


class Node:
    def __init__(self, app, path, parent):
        self.app, self.path, self.parent = app, path, parent
        self.children, self.ext, self.clip, self.showing, self.popup = [], None, None, False, False
        self.role, self.raw_name = "unknown", ""
        self._description = self._states = self._interfaces = None      # asked for when they are wanted

    def _set_kind(self, role, layer):
        if role:
            self.role = ROLES[role[0]] if role[0] < len(ROLES) else "role %d" % role[0]
        self.popup = bool(layer and layer[0] == LAYER_POPUP)

    def _set(self, contains, name):
        self.showing = bool(contains and contains[0])
        self.raw_name = name[0] if name else ""

    def _try(self, get, default):
        try:
            return get()
        except UIError:         # it is gone
            return default

    @property
    def description(self):
        if self._description is None:
            self._description = self._try(lambda: self._get("Accessible", "Description"), "")
        return self._description

    @property
    def states(self):
        if self._states is None:
            bits = self._try(lambda: self.call("Accessible", "GetState")[0], (0, 0))
            bits = bits[0] | bits[1] << 32
            self._states = frozenset(s for i, s in enumerate(STATES) if bits >> i & 1)
        return self._states

    @property
    def interfaces(self):
        if self._interfaces is None:
            self._interfaces = tuple(i[len(A):] for i in self._try(lambda: self.call("Accessible", "GetInterfaces")[0], ()))
        return self._interfaces

    # -- what it is ------------------------------------------------------------
    @property
    def name(self):
        s = tidy(self.raw_name)
        if s and not re.match(r"Gtk[A-Z]\w+$", s):
            return s
        if self.role in ("list item", "table cell", "table row", "filler", "push button", "toggle button"):
            return " ".join(n.raw_name for n in self.walk() if n.role == "label" and n.raw_name)
        return ""

    def walk(self):
        yield self
        for c in self.children:
            yield from c.walk()

    def call(self, iface, method, sig=None, *args):
        return self.app.bus.call(self.app.dest, self.path, A + iface, method, sig, *args)

    def _get(self, iface, prop):
        return self.app.bus.call(self.app.dest, self.path, PROPS, "Get", "(ss)", A + iface, prop)[0]

    def refresh(self):
        """Read name, description and states again."""
        self.raw_name = self._get("Accessible", "Name")
        self._description = self._states = None
        return self

    def has(self, state):
        """Is STATE (checked, sensitive, selected, focused, expanded, pressed...) set now?"""
        self._states = None
        return state in self.states

    @property
    def checked(self):
        return self.has("checked") or "pressed" in self.states

    @property
    def sensitive(self):
        return self.has("sensitive")

    @property
    def value(self):
        return self._get("Value", "CurrentValue")

    @property
    def text(self):
        if "Text" not in self.interfaces:
            return self.refresh().name
        return self.call("Text", "GetText", "(ii)", 0, self._get("Text", "CharacterCount"))[0]

    @property
    def actions(self):
        if "Action" not in self.interfaces:
            return []
        # GetActions gives translated names, GetName the fixed ones
        calls = [(self.app.dest, self.path, A + "Action", "GetName", GLib.Variant("(i)", (i,))) for i in range(self._get("Action", "NActions"))]
        return [r[0] for r in self.app.bus.call_many(calls) if r]

    def __repr__(self):
        return "<%s %r>" % (self.role, self.name or self.raw_name)

    def find(self, role=None, name=None, **kw):
        return self.app.find(role, name, under=self, **kw)

    def find_all(self, role=None, name=None, **kw):
        return self.app.find_all(role, name, under=self, **kw)

    # -- over AT-SPI -------------------------------------------------------------
    def activate(self, action=None):
        """Do ACTION (default: the first).  Buttons: click; switches: toggle; entries: activate."""
        names = self.actions
        if not names or (action and action not in names):
            raise UIError("%r has no action %s, but %s" % (self, action or "", names))
        if not self.call("Action", "DoAction", "(i)", names.index(action) if action else 0)[0]:
            raise UIError("%r refused %s (insensitive?)" % (self, action or names[0]))

    def press(self):
        """Push a button, or what has one inside, without the pointer: on a busy machine a click is lost now and then."""
        if not self.has("sensitive"):
            raise UIError("%r is insensitive" % self)
        button = next((n for n in self.walk() if n.role == "push button" and "click" in n.actions), self)
        button.activate()
        time.sleep(0.3)         # a button stays down for a quarter of a second, and takes no other push meanwhile
        self.app.settle()

    def set_value(self, value):
        self.app.bus.call(self.app.dest, self.path, PROPS, "Set", "(ssv)", A + "Value",
                          "CurrentValue", GLib.Variant("d", value))

    def set_text(self, text):
        if not self.call("EditableText", "SetTextContents", "(s)", text)[0]:
            raise UIError("%r took no text" % self)

    def enter(self, text):
        """Put TEXT into an entry, to which may have to be scrolled, and press Return in it."""
        self.set_text(text)
        self.scroll_into_view()
        self.click()
        self.app.key("Return")

    def select_child(self, index):
        """Select row INDEX of a list, list view or grid view (Selection interface)."""
        if not self.call("Selection", "SelectChild", "(i)", index)[0]:
            raise UIError("%r did not select row %d" % (self, index))

    # -- with the pointer and the keyboard ---------------------------------------
    def surface(self):
        """The window or popover it is in."""
        n = self
        while n.parent is not None and n.parent.path != ROOT:
            if n.popup:
                break
            n = n.parent
        return n

    def _measure(self):
        self.ext = self.call("Component", "GetExtents", "(u)", WINDOW)[0]
        return self.ext

    def point(self, fx=0.5, fy=0.5, check=True):
        """Screen position of the fraction FX, FY of the widget; an error if a click there would not reach it."""
        x, y, w, h = self._measure()
        x, y = int(x + w * fx), int(y + h * fy)
        top = self.surface()
        if check:
            if not self.call("Component", "Contains", "(iiu)", x, y, WINDOW)[0]:
                raise UIError("%r is not shown" % self)
            if not self.has("sensitive"):
                raise UIError("%r is insensitive" % self)
            up = self.parent
            while up is not None and up is not top:
                if up.role == "scroll pane" and outside((x, y, 1, 1), up._measure()):
                    raise UIError("%r is scrolled out of view" % self)
                up = up.parent
            hit = top.call("Component", "GetAccessibleAtPoint", "(iiu)", x, y, WINDOW)[0][1]
            # the null object: an inner part (a slider's trough, the text of an entry) that the tree does not show
            if hit != NULL and not self._reaches(hit):
                raise UIError("%r is covered at its point %g, %g" % (self, fx, fy))
        ox, oy, scale = self.app.origin(top)
        return round(ox + x * scale), round(oy + y * scale)

    def _reaches(self, hit):
        """Is HIT this widget, something inside it, or the row or button just around it?"""
        near, up = set(), self.parent
        for _ in range(2):
            if up is not None:
                near.add(up.path)
                up = up.parent
        if hit in near:
            return True
        for _ in range(30):
            if hit == self.path:
                return True
            try:        # upwards: what was hit may be a part that the tree does not show
                hit = self.app.bus.call(self.app.dest, hit, PROPS, "Get", "(ss)", A + "Accessible", "Parent")[0][1]
            except UIError:
                return True
            if hit in (ROOT, NULL):
                return False
        return False

    def click(self, button=1, fx=0.5, fy=0.5, count=1, check=True):
        """A real click; where it shows whether it arrived (check boxes, tabs, entries, rows) it is repeated when it was lost."""
        state = {"check box": "checked", "page tab": "selected", "text": "focused", "list item": "selected"}.get(self.role)
        if state == "selected" and self.surface().popup:        # it closes
            state = None
        wanted = state is not None and (self.role != "check box" or not self.has(state))
        for attempt in range(3):
            x, y = self.point(fx, fy, check)
            self.app.pointer(x, y)
            self.app.xdotool("click", "--repeat", str(count), "--delay", "60", str(button))
            self.app.settle()
            end = time.monotonic() + SLOW
            while state is not None and self.has(state) != wanted and time.monotonic() < end:
                time.sleep(0.05)
            if state is None or self.has(state) == wanted:
                return

    def double_click(self, **kw):
        self.click(count=2, **kw)

    def hover(self, fx=0.5, fy=0.5):
        self.app.pointer(*self.point(fx, fy))
        self.app.settle()

    def scroll(self, notches=3):
        """Turn the wheel over it; negative is up."""
        self.app.pointer(*self.point())
        self.app.xdotool("click", "--repeat", str(abs(notches)), "--delay", "30", "5" if notches > 0 else "4")
        self.app.settle()

    def drag(self, from_, to, button=1, steps=8):
        """Drag from fraction FROM_ to fraction TO, pairs such as (0.2, 0.5)."""
        (x0, y0), (x1, y1) = self.point(*from_), self.point(*to, check=False)
        self.app.pointer(x0, y0)
        self.app.xdotool("mousedown", str(button))
        for i in range(1, steps + 1):
            self.app.pointer(x0 + (x1 - x0) * i // steps, y0 + (y1 - y0) * i // steps)
        self.app.xdotool("mouseup", str(button))
        self.app.settle()

    def type(self, text, clear=True):
        """Click into it, select all, type TEXT with the keyboard (non-ASCII text goes in over AT-SPI)."""
        self.click()
        if clear:
            self.app.key("ctrl+a")
        if text.isascii():
            if not text:
                self.app.key("Delete")
            self.app.type_text(text)
        elif clear:
            self.set_text(text)
        else:
            at = self._get("Text", "CaretOffset")
            self.call("EditableText", "InsertText", "(isi)", at, text, len(text.encode()))
        self.app.settle()

    def choose(self, name):
        """Open a GtkDropDown (combo box) or menu button and click the row or item called NAME."""
        buttons = [n for n in self.walk() if n.role in ("push button", "toggle button") and n is not self]
        (buttons[0] if buttons else self).click()

        def rows():
            return [n for n in self.app.snapshot(under=self).walk()
                    if n.role in ("list item", "menu item", "check menu item", "radio menu item", "table cell") and n.name]
        self.app.wait_for(rows, what="%r to open" % self)
        for attempt in range(3):
            wanted = [n for n in rows() if matches(n.name, name)]
            if not wanted:
                raise UIError("%r has no %r, but %s" % (self, name, [n.name for n in rows()]))
            try:
                wanted[0].click()
            except UIError:
                wanted[0].scroll_into_view()
                wanted[0].click()
            end = time.monotonic() + 2 * SLOW
            while rows() and time.monotonic() < end:
                time.sleep(0.05)
            if not rows():
                return
        raise UIError("%r does not close" % self)

    def _pane(self):
        pane = self
        while pane is not None and pane.role != "scroll pane":
            pane = pane.parent
        if pane is None:
            raise UIError("%r is in no scrolled window" % self)
        return pane

    def _ranges(self):
        """(vertical?, Node) for the scroll bars of the scrolled window it is in."""
        bars = [c for c in self.app.snapshot(under=self._pane(), hidden=True).children if c.role == "scroll bar"]
        return [("vertical" in b.states, r) for b in bars for r in b.walk() if "Value" in r.interfaces]

    def scroll_into_view(self):
        """Move the scroll bars until it is in the middle; GTK 4.8 has no ScrollTo.  Rows of a list view that are
        far away are not laid out: see reveal()."""
        sx, sy, sw, sh = self._measure()
        px, py, pw, ph = self._pane()._measure()
        for vertical, r in self._ranges():
            delta = sy + sh / 2 - (py + ph / 2) if vertical else sx + sw / 2 - (px + pw / 2)
            r.set_value(max(0.0, r.value + delta))
        self.app.settle()

    def reveal(self, role, name):
        """Page through the scrolled window it is in, from the top, until ROLE NAME shows; return that."""
        page = 0.8 * self._pane()._measure()[3]
        bar = [r for vertical, r in self._ranges() if vertical][0]
        top = bar._get("Value", "MaximumValue")
        at = 0.0
        while at < top:
            bar.set_value(at)
            self.app.settle()
            got = self.app.find_all(role, name, under=self._pane())
            if got:
                return got[0]
            at += page
        raise UIError("%s %r is not in %r" % (role, name, self))

def matches(have, want):
    return bool(want.search(have)) if hasattr(want, "search") else have == want


class App:
    """ARGV is started and waited for; or give the PID of what runs already.  env: changes to the environment."""

    def __init__(self, argv=None, pid=None, timeout=30, env=None, cwd=None):
        if not os.environ.get("DISPLAY"):
            raise UIError("DISPLAY is not set: run this inside with-display")
        self.bus, self.proc, self.dest = Bus(), None, None
        self.kinds = {}         # role and layer of each path that was seen
        self.logfile = tempfile.NamedTemporaryFile(prefix="ui-drive-", suffix=".log")
        if argv:
            e = dict(os.environ)
            for k, v in (env or {}).items():
                e.pop(k, None) if v is None else e.__setitem__(k, v)
            self.started = time.monotonic()
            self.proc = subprocess.Popen(argv, env=e, cwd=cwd, stdin=subprocess.DEVNULL, stdout=self.logfile,
                                         stderr=subprocess.STDOUT)
            pid = self.proc.pid
        self.pid = pid
        try:
            self.wait_for(self._connect, timeout, "%s to appear on the accessibility bus" % (argv or pid))
        except BaseException:
            self.kill()
            raise

    def __enter__(self):
        return self

    def __exit__(self, kind, _value, _tb):
        if kind:
            sys.stderr.write("--- output of the application\n%s---\n" % self.log()[-3000:])
        self.kill()

    def _connect(self):
        for dest, _path in self.bus.call("org.a11y.atspi.Registry", ROOT, A + "Accessible", "GetChildren")[0]:
            try:
                pid = self.bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                    "GetConnectionUnixProcessID", "(s)", dest)[0]
            except UIError:
                continue
            if self.pid in ancestry(pid):
                if self.bus.call(dest, ROOT, A + "Accessible", "GetChildren")[0]:
                    self.dest, self.app_pid = dest, pid
                    return True
        return False

    # -- looking -------------------------------------------------------------------
    def snapshot(self, under=None, hidden=False):
        """What is shown now as a tree of Nodes; its root is the application (or UNDER, anew)."""
        root = under and Node(self, under.path, under.parent) or Node(self, ROOT, None)
        by_path, level = {root.path: root}, [root]
        d = self.dest
        while level:
            new = [n for n in level if n.path not in self.kinds]        # what a widget is stays as it is
            r = self.bus.call_many([call for n in new for call in (
                (d, n.path, A + "Accessible", "GetRole", None), (d, n.path, A + "Component", "GetLayer", None))])
            for n, role, layer in zip(new, r[::2], r[1::2]):
                if role:
                    self.kinds[n.path] = (role, layer)
            r = self.bus.call_many([(d, n.path, A + "Component", "GetExtents", IN_WINDOW) for n in level])
            for n, ext in zip(level, r):
                n.ext = ext[0] if ext else None
                n._set_kind(*self.kinds.get(n.path, (None, None)))
            if not hidden:      # spare the rows that are scrolled out of view
                level = [n for n in level if not (n.ext and n.clip and outside(n.ext, n.clip))]
            # Contains() at its own middle: mapped and not empty.  The only sign of that in 4.8.
            calls = []
            for n in level:
                x, y, w, h = n.ext or (0, 0, 0, 0)
                calls += [(d, n.path, A + "Component", "Contains", GLib.Variant("(iiu)", (x + w // 2, y + h // 2, WINDOW))),
                          (d, n.path, PROPS, "Get", ITS_NAME)]
            r = self.bus.call_many(calls)
            inner = [n for n in level if n.role not in BARE]
            more = dict(zip(inner, self.bus.call_many([(d, n.path, A + "Accessible", "GetChildren", None) for n in inner])))
            nxt = []
            for i, n in enumerate(level):
                kids = more.get(n)
                n._set(r[2 * i], r[2 * i + 1])
                if n.ext is None:
                    n.showing = True          # not a widget; its children decide
                if not (n.showing or hidden or n is root):
                    continue
                clip = n.clip
                if n.popup:
                    clip = None
                elif n.role == "scroll pane":
                    clip = n.ext if clip is None else intersect(n.ext, clip)
                for _dest, path in kids[0] if kids else ():
                    if path not in by_path and path != NULL:
                        c = by_path[path] = Node(self, path, n)
                        c.clip = clip
                        n.children.append(c)
                        nxt.append(c)
            level = nxt
        if not hidden:
            prune(root)
        return root

    def find_all(self, role=None, name=None, under=None, hidden=False):
        return [n for n in self.snapshot(under, hidden).walk()
                if (role is None or n.role == role) and (name is None or matches(n.name, name)) and n.parent is not None]

    def find(self, role=None, name=None, under=None, nth=0, hidden=False, timeout=5):
        """The NTH match; waits up to TIMEOUT seconds for it to show."""
        end = time.monotonic() + timeout * SLOW
        while True:
            got = self.find_all(role, name, under, hidden)
            if len(got) > nth:
                return got[nth]
            if self.proc and self.proc.poll() is not None:
                raise UIError("the application ended with status %d\n%s" % (self.proc.returncode, self.log()[-2000:]))
            if time.monotonic() > end:
                what = getattr(name, "pattern", name)
                raise UIError("no %s %r is shown%s; what is:\n%s" % (role or "widget", what, nth and " (number %d)" % nth or "",
                                                                    self.dump(None, under, hidden)))
            time.sleep(0.05)

    def exists(self, role=None, name=None, **kw):
        return bool(self.find_all(role, name, **kw))

    def wait_for(self, predicate, timeout=5, what="a condition"):
        """Call PREDICATE until it is true, and return what it returned."""
        end = time.monotonic() + timeout * SLOW
        while True:
            got = predicate()
            if got:
                return got
            if self.proc and self.proc.poll() is not None:
                raise UIError("the application ended with status %d while waiting for %s\n%s" %
                              (self.proc.returncode, what, self.log()[-2000:]))
            if time.monotonic() > end:
                raise UIError("waited %g s for %s\n%s" % (timeout * SLOW, what, self.log()[-2000:]))
            time.sleep(0.05)

    def wait_gone(self, role=None, name=None, timeout=5):
        self.wait_for(lambda: not self.exists(role, name), timeout, "%s %r to go" % (role, name))

    def frame(self, title=None, timeout=5):
        """The window (or dialog) called TITLE; the active one or the first without."""
        def look():
            tops = [n for n in self.snapshot().children if title is None or matches(n.raw_name, title)]
            active = [n for n in tops if "active" in n.states]
            return (active or tops or [None])[0]
        return self.wait_for(look, timeout, "window %r" % title)

    def dump(self, file=sys.stdout, under=None, hidden=False):
        lines = []

        def put(n, depth):
            bits = ["%s %r" % (n.role, n.raw_name)]
            if n.description:
                bits.append("(%s)" % n.description)
            if n.ext:
                bits.append("%d,%d %dx%d" % n.ext)
            try:
                if "Value" in n.interfaces:
                    bits.append("value=%g" % n.value)
                if n.role in ("text", "spin button", "password text"):
                    bits.append("text=%r" % n.text)
                if n.role != "label" and n.actions:
                    bits.append("actions=" + ",".join(n.actions))
            except UIError:
                pass
            plain = {"visible", "sensitive", "focusable", "horizontal", "vertical", "editable", "selectable", "expandable", "showing"}
            bits += sorted(n.states - plain) + ([] if "sensitive" in n.states or n.parent is None else ["INSENSITIVE"])
            if not n.showing and hidden:
                bits.append("HIDDEN")
            lines.append("  " * depth + " ".join(bits))
            for i, c in enumerate(n.children):
                if i == 30:
                    lines.append("  " * (depth + 1) + "... %d more" % (len(n.children) - 30))
                    break
                put(c, depth + 1)
        put(self.snapshot(under, hidden), 0)
        s = "\n".join(lines)
        if file:
            print(s, file=file)
        return s

    # -- acting ----------------------------------------------------------------------
    def action(self, name, window=None):
        """Activate a window action such as 'win.run' ('app.' actions are not exposed by GTK 4.8)."""
        self.frame(window).activate(name)
        self.settle()

    def resize(self, width, height, window=None):
        """Give a window this size in application pixels; it may stay larger than its minimum.  Returns its size."""
        top = self.frame(window)
        v = self._xwindow(top)
        scale = self.origin(top)[2]
        self.xdotool("windowsize", v["id"], str(width * scale), str(height * scale))
        self.settle(0.3)
        v = self._xwindow(top)
        return v["w"] // scale, v["h"] // scale

    def choose_file(self, path, timeout=10):
        """Answer GTK's own file chooser (open or save): type the absolute PATH, press Return, wait for it to go."""
        n = len(self.wait_for(lambda: (lambda t: t if len(t) > 1 else None)(self.snapshot().children), timeout, "a file chooser"))
        self.settle(0.5)
        self.key("ctrl+l", "ctrl+a")
        self.type_text(os.path.abspath(path))
        self.settle(0.5)
        end = time.monotonic() + timeout * SLOW
        while len(self.snapshot().children) >= n:
            if time.monotonic() > end:
                raise UIError("the file chooser did not take %s; shown:\n%s" % (path, self.dump(None)))
            self.key("Return")
            self.settle(0.7)

    def xdotool(self, *args):
        r = subprocess.run(("xdotool",) + args, capture_output=True, text=True)
        if r.returncode:
            raise UIError("xdotool %s: %s" % (" ".join(args), r.stderr.strip()))
        return r.stdout

    def pointer(self, x, y):
        # two steps: GTK wants a motion event inside the widget before the press
        self.xdotool("mousemove", str(x - 1), str(y), "mousemove", str(x), str(y))
        time.sleep(0.05)

    def key(self, *keys):
        """Press keys such as 'ctrl+r', 'Return', 'Tab'; they go to the focused window."""
        self.xdotool("key", "--clearmodifiers", "--delay", "30", *keys)
        self.settle()

    def type_text(self, text):
        for i, line in enumerate(text.split("\n")):
            if i:
                self.xdotool("key", "Return")
            if line:
                self.xdotool("type", "--delay", "25", "--", line)
        self.settle()

    def settle(self, seconds=0.1, rounds=6):
        """Let the application handle what was sent: a pause, then round trips through its main loop, which takes
        one X event a round."""
        time.sleep(seconds)
        for _ in range(rounds):
            if self.proc and self.proc.poll() is not None:
                return
            try:
                self.bus.call(self.dest, ROOT, PROPS, "Get", "(ss)", A + "Accessible", "Name")
            except UIError:
                if self.proc and self.proc.poll() is None:
                    raise

    def _xwindows(self):
        out = []
        for wid in subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.app_pid)],
                                  capture_output=True, text=True).stdout.split():
            s = subprocess.run(["xwininfo", "-id", wid], capture_output=True, text=True).stdout
            g = {k: int(v) for k, v in re.findall(r"(Absolute upper-left [XY]|Width|Height):\s+(-?\d+)", s)}
            if len(g) == 4 and g["Width"] > 1:
                p = subprocess.run(["xprop", "-id", wid, "_NET_WM_NAME", "_GTK_FRAME_EXTENTS"], capture_output=True,
                                   text=True, errors="replace").stdout
                t = re.search(r'_NET_WM_NAME\(UTF8_STRING\) = "(.*)"$', p, re.M)
                m = re.search(r"_GTK_FRAME_EXTENTS\(CARDINAL\) = (.*)", p)
                out.append(dict(id=wid, x=g["Absolute upper-left X"], y=g["Absolute upper-left Y"], w=g["Width"], h=g["Height"],
                                popup="Override Redirect State: yes" in s, title=t.group(1) if t else "",
                                shadow=tuple(map(int, m.group(1).split(","))) if m else (0, 0, 0, 0)))
        return out

    def _xwindow(self, top):
        """The X window of a window Node: by title, then by size."""
        _x, _y, w, h = top._measure()
        wins = [v for v in self._xwindows() if not v["popup"]]
        named = [v for v in wins if v["title"] == top.raw_name] or wins
        if not named:
            raise UIError("%r has no X window" % top)

        def fit(v):
            s = max(1, round(v["w"] / w))
            return abs(v["w"] / s - w) + abs(v["h"] / s - h)
        return min(named, key=fit)

    def origin(self, top):
        """(x, y, scale): screen position of AT-SPI window coordinate 0, 0 of the surface TOP, and its scale."""
        if top.parent is not None and top.parent.path != ROOT:
            # a popover: its X window's corner is its parent's corner in AT-SPI coordinates
            x, y, w, h = top._measure()
            px, py, _w, _h = top.parent._measure()
            scale = self.origin(top.parent.surface())[2]
            wins = [v for v in self._xwindows() if v["popup"]]
            if not wins:
                raise UIError("%r has no X window" % top)
            v = min(wins, key=lambda v: abs(v["w"] / scale - w - (x - px)) + abs(v["h"] / scale - h - (y - py)))
            return v["x"] - px * scale, v["y"] - py * scale, scale
        v = self._xwindow(top)
        _x, _y, w, h = top._measure()
        left, right, up, down = v["shadow"]
        scale = max(1, round((v["w"] - left - right) / w))
        bx = (v["w"] - left - right - w * scale) / 2      # the solid-csd border, when nothing composites
        by = (v["h"] - up - down - h * scale) / 2
        return v["x"] + left + bx, v["y"] + up + by, scale

    # -- recording ---------------------------------------------------------------------
    def screenshot(self, path, *options):
        tool = os.path.join(os.path.dirname(os.path.abspath(__file__)), "screenshot")
        r = subprocess.run([tool, *options, path], capture_output=True, text=True)
        if r.returncode not in (0, 3):
            raise UIError(r.stderr.strip())
        return r.stdout.strip()

    def log(self):
        with open(self.logfile.name, errors="replace") as f:
            return f.read()

    def warnings(self):
        """Lines of its output that tell of trouble: GLib warnings, sanitizers, valgrind."""
        return [s for s in self.log().splitlines() if BAD_LOG.search(s)]

    def close(self, timeout=10):
        """Close every window as a person does who wants nothing saved; the exit status."""
        for _ in range(5):
            try:
                self.frame(timeout=1).activate("window.close")
                time.sleep(0.2)
                for question in self.find_all("push button", "Discard"):
                    question.press()
            except UIError:
                break
            time.sleep(0.2)
            if self.proc is None or self.proc.poll() is not None:
                break
        if self.proc is None:
            return None
        try:
            return self.proc.wait(timeout * SLOW)
        except subprocess.TimeoutExpired:
            raise UIError("the application did not end; shown:\n" + self.dump(None)) from None

    def kill(self):
        if self.proc and self.proc.poll() is None:
            self.proc.send_signal(signal.SIGTERM)
            try:
                self.proc.wait(3)
            except subprocess.TimeoutExpired:
                self.proc.kill()
                self.proc.wait()


def prune(node):
    node.children = [c for c in node.children if c.showing]
    for c in node.children:
        prune(c)
    # not a widget, and none of its children shows
    node.children = [c for c in node.children if c.ext or c.children]


def outside(a, b):
    return a[0] >= b[0] + b[2] or a[1] >= b[1] + b[3] or a[0] + a[2] <= b[0] or a[1] + a[3] <= b[1]


def intersect(a, b):
    x, y = max(a[0], b[0]), max(a[1], b[1])
    return x, y, max(0, min(a[0] + a[2], b[0] + b[2]) - x), max(0, min(a[1] + a[3], b[1] + b[3]) - y)


def ancestry(pid):
    seen = []
    while pid and pid > 0 and pid not in seen:
        seen.append(pid)
        try:
            with open("/proc/%d/stat" % pid) as f:
                pid = int(f.read().rpartition(")")[2].split()[1])
        except OSError:
            break
    return seen


def main():
    import argparse
    ap = argparse.ArgumentParser(description="Start COMMAND (or take the running PID) and print its tree of widgets.")
    ap.add_argument("--pid", type=int)
    ap.add_argument("--hidden", action="store_true", help="also what is not shown")
    ap.add_argument("--delay", type=float, default=0.5, help="seconds to wait first")
    ap.add_argument("--screenshot", help="also save a picture")
    ap.add_argument("command", nargs=argparse.REMAINDER)
    opt = ap.parse_args()
    argv = opt.command[1:] if opt.command[:1] == ["--"] else opt.command
    if not argv and not opt.pid:
        ap.error("give a command or --pid")
    app = App(argv or None, pid=opt.pid)
    try:
        time.sleep(opt.delay)
        app.dump(hidden=opt.hidden)
        if opt.screenshot:
            print(app.screenshot(opt.screenshot))
    finally:
        app.kill()


if __name__ == "__main__":
    try:
        main()
    except UIError as err:
        sys.exit("ui_drive: %s" % err)
