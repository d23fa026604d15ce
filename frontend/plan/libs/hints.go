package libs

import (
	"cmp"
	"slices"
)

// Hint is what a distribution loads by itself when it is imported or used, so that no file of it says so.
type Hint struct {
	Package string // normalised name
	// Libraries are the shared libraries that it asks the loader for. Each is a list of names of which one is enough: they
	// differ from one Debian release to the next.
	Libraries [][]string
}

// bundled are distributions that bring the library of another one along.
var bundled = map[string][]string{
	"psycopg":      {"psycopg-binary", "psycopg-c"},
	"pyvips":       {"pyvips-binary"},
	"python-magic": {"python-magic-bin"},
}

// loads is the table behind [Hints].
var loads = []Hint{
	{"cairocffi", one("libcairo.so.2")},
	{"filemagic", one("libmagic.so.1")},
	{"ghostscript", one("libgs.so.10")},
	{"libarchive-c", one("libarchive.so.13")},
	{"libnacl", one("libsodium.so.23")},
	{"libusb1", one("libusb-1.0.so.0")},
	{"opuslib", one("libopus.so.0")},
	{"pangocffi", one("libpango-1.0.so.0", "libgobject-2.0.so.0")},
	{"psycopg", one("libpq.so.5")},
	{"pyacoustid", one("libchromaprint.so.1")},
	{"pyenchant", one("libenchant-2.so.2")},
	{"pyfluidsynth", one("libfluidsynth.so.3")},
	{"pyglet", one("libGL.so.1")},
	{"pylibdmtx", one("libdmtx.so.0")},
	{"pylibftdi", one("libftdi1.so.2", "libusb-1.0.so.0")},
	{"pyopengl", one("libGL.so.1")},
	{"pyrtlsdr", one("librtlsdr.so.0")},
	{"pysdl2", one("libSDL2-2.0.so.0")},
	{"pyseccomp", one("libseccomp.so.2")},
	{"pysodium", one("libsodium.so.23")},
	{"python-magic", one("libmagic.so.1")},
	{"python-mpv", one("libmpv.so.2")},
	{"python-vlc", one("libvlc.so.5")},
	{"pyudev", one("libudev.so.1")},
	{"pyusb", one("libusb-1.0.so.0")},
	{"pyvips", one("libvips.so.42")},
	{"pyzbar", one("libzbar.so.0")},
	{"sounddevice", one("libportaudio.so.2")},
	{"wand", [][]string{{"libMagickWand-7.Q16.so.10", "libMagickWand-6.Q16.so.6"}}},
	{"weasyprint", one("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1", "libgobject-2.0.so.0")},
	{"xcffib", one("libxcb.so.1")},
}

// one is a list of libraries that each have one name only.
func one(libraries ...string) [][]string {
	var out [][]string
	for _, l := range libraries {
		out = append(out, []string{l})
	}
	return out
}

// Hints are what these distributions load by name, for those that do, in the order of the table. Names are normalised
// (PEP 503). A distribution counts as served where another one of the list brings the library for it.
func Hints(names []string) []Hint {
	var out []Hint
	for _, h := range loads {
		brings := func(other string) bool { return slices.Contains(names, other) }
		if slices.Contains(names, h.Package) && !slices.ContainsFunc(bundled[h.Package], brings) {
			out = append(out, h)
		}
	}
	return out
}

// Loaded finds the libraries that packages would load by name and that the base lacks. They are warnings all: a package
// may look elsewhere, or not be used that way. The result is ordered by package and library.
func Loaded(packages []string, sys System, distro string) []Finding {
	var out []Finding
	for _, h := range Hints(packages) {
		for _, names := range h.Libraries {
			if !slices.ContainsFunc(names, func(n string) bool { _, ok := sys.Libraries[n]; return ok }) {
				out = append(out, unloaded(h.Package, names, distro))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Library, b.Library))
	})
	return out
}

// unloaded is the finding for a library of which the base has none of the names.
func unloaded(p string, names []string, distro string) Finding {
	f := Finding{Package: p, Library: names[0], Warn: true}
	for _, n := range slices.Backward(names) {
		if debian := LibraryPackage(n, distro); debian != "" {
			f.Library, f.Debian = n, debian
		}
	}
	f.Message = p + " loads " + f.Library + " when it is used, which the image lacks: " + remedy(f) + Instead(p)
	return f
}
