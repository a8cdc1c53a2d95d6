# SPDX-License-Identifier: LGPL-2.1-or-later
# The packages of Debian that Downhill is built and tested with, and one way to have them installed. Sourced by ./run and ./check.

build_packages="gcc libc6-dev meson ninja-build pkg-config gettext libglib2.0-dev-bin libgtk-4-dev libpng-dev libdeflate-dev"
window_packages="adwaita-icon-theme fonts-cantarell librsvg2-common"
test_packages="xvfb xauth dbus openbox xdotool x11-utils imagemagick at-spi2-core python3 python3-gi gir1.2-atspi-2.0 locales \
fonts-noto-cjk librsvg2-bin poppler-utils libgtk-4-bin libxml2-utils desktop-file-utils appstream dataset-fashion-mnist"

say() {
	printf '%s\n' "$*" >&2
}

# Prints what of "$@" is not installed.
missing_packages() {
	for package in "$@"; do
		dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed' || printf '%s ' "$package"
	done
}

print_foreign_packages() {
	say "Downhill installs packages by itself on Debian and its relatives only. Please install these, and start again:"
	say "  dnf install gcc meson ninja-build gettext gtk4-devel libpng-devel libdeflate-devel"
	say "  pacman -S gcc meson ninja gettext gtk4 libpng libdeflate"
	say "  zypper install gcc meson ninja gettext-tools gtk4-devel libpng16-devel libdeflate-devel"
}

# need_packages LIST...: installs what is missing, saying so; ends the script where it cannot.
need_packages() {
	if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
		pkg-config --exists 'gtk4 >= 4.8' libpng libdeflate 2>/dev/null && command -v meson ninja msgfmt >/dev/null && return 0
		print_foreign_packages
		exit 1
	fi
	missing=$(missing_packages "$@")
	[ -z "$missing" ] && return 0
	say "Installing with apt-get: $missing"
	root=
	if [ "$(id -u)" -ne 0 ]; then
		root=sudo
		command -v sudo >/dev/null || { say "As root, please: apt-get install --no-install-recommends $missing"; exit 1; }
	fi
	# shellcheck disable=SC2086
	$root apt-get update -qq && $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2 ||
		{ say "apt-get could not install them; see above."; exit 1; }
}
