package libs

import (
	"regexp"
	"slices"
	"strings"
)

// linked are distributions whose own files were linked to a library that none of them brings: wheels of the index that leave it
// out, and what is built from source.
var linked = []Hint{
	{"lightgbm", one("libgomp.so.1")},
	{"opencv-contrib-python", one("libGL.so.1", "libgthread-2.0.so.0")},
	{"opencv-python", one("libGL.so.1", "libgthread-2.0.so.0")},
	{"pyodbc", one("libodbc.so.2")},
}

// linkedWhenBuilt are distributions of which that is true where they are built from source, as those without a wheel are.
var linkedWhenBuilt = []Hint{
	{"gdal", [][]string{{"libgdal.so.36", "libgdal.so.32"}}},
	{"mysqlclient", one("libmariadb.so.3")},
	{"psycopg-c", one("libpq.so.5")},
	{"psycopg2", one("libpq.so.5")},
	{"pyaudio", one("libportaudio.so.2")},
	{"pycairo", one("libcairo.so.2")},
	{"pycurl", one("libcurl.so.4")},
	{"python-ldap", [][]string{{"libldap.so.2", "libldap-2.5.so.0"}}},
}

// present are libraries that the official images of Python have for their own use.
var present = []string{"libudev.so.1", "libseccomp.so.2"}

// Expected are the findings that can be told from the names of packages alone, before anything is installed: libraries that they are
// known to load, or to be linked to, and that no package of Debian among some others brings. Built are those that are built from
// source. What may bring anything is taken to bring what is needed.
func Expected(packages, built, debian []string, distro string) []Finding {
	var out []Finding
	for _, h := range Hints(packages) {
		out = append(out, expected(h, nil, debian, distro)...)
	}
	for _, h := range slices.Concat(hintsOf(linked, packages), hintsOf(linkedWhenBuilt, built)) {
		out = append(out, expected(h, built, debian, distro)...)
	}
	return out
}

// expected are the findings of one package; built is nil for what is not linked.
func expected(h Hint, built, debian []string, distro string) []Finding {
	var out []Finding
	for _, names := range h.Libraries {
		f := unloaded(h.Package, names, distro)
		if f.Debian == "" || slices.Contains(present, f.Library) || brings(debian, f) {
			continue
		}
		if slices.Contains(built, h.Package) {
			f.Build = linkPackage(version.ReplaceAllString(f.Library, ".so"), distro)
		}
		out = append(out, f)
	}
	return out
}

// version is what follows the name by which compilers look for a library.
var version = regexp.MustCompile(`(-[\d.]+)?\.so[.\d]*$`)

// Linked says whether a package is linked to the libraries that [Expected] names, so that it cannot be imported without.
func Linked(name string) bool {
	return len(hintsOf(slices.Concat(linked, linkedWhenBuilt), []string{name})) > 0
}

func hintsOf(table []Hint, packages []string) []Hint {
	return slices.DeleteFunc(slices.Clone(table), func(h Hint) bool { return !slices.Contains(packages, h.Package) })
}

// small are packages that bring no library which a Python package asks for.
var small = []string{"ca-certificates", "curl", "git", "gettext", "iproute2", "iputils-ping", "jq", "less", "locales", "media-types", "netcat-openbsd",
	"openssh-client", "openssl", "procps", "tini", "tzdata", "tzdata-legacy", "unzip", "vim-tiny", "wget", "xz-utils", "zip"}

// along are the libraries that come with packages of Debian 13, of those that anything here asks for.
var along = map[string][]string{
	"libcairo2":           {"libxcb1"},
	"libgl1":              {"libxcb1"},
	"libharfbuzz-subset0": {"libharfbuzz0b", "libglib2.0-0t64"},
	"libpango-1.0-0":      {"libfontconfig1", "libglib2.0-0t64", "libharfbuzz0b"},
	"libpangocairo-1.0-0": {"libcairo2", "libfontconfig1", "libglib2.0-0t64", "libharfbuzz0b", "libpango-1.0-0", "libpangoft2-1.0-0", "libxcb1"},
	"libpangoft2-1.0-0":   {"libfontconfig1", "libglib2.0-0t64", "libharfbuzz0b", "libpango-1.0-0"},
}

// brings says whether some Debian packages may bring a library. What is no library itself may bring any.
func brings(debian []string, f Finding) bool {
	stem := strings.ToLower(version.ReplaceAllString(f.Library, ""))
	return slices.ContainsFunc(debian, func(p string) bool {
		p, _, _ = strings.Cut(p, "=")
		library := strings.HasPrefix(p, "lib")
		return p == f.Debian || strings.HasPrefix(p, stem) || slices.Contains(along[p], f.Debian) || !library && !slices.Contains(small, p)
	})
}
