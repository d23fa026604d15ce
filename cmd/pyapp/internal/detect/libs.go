package detect

import (
	"maps"
	"slices"

	"github.com/org/pyapp-frontend/frontend/plan/libs"
)

// Lib is what a package needs of Debian.
type Lib struct {
	Package    string // of Python
	Build, Run []string
}

// release is Debian's release that images are built on where the spec does not say.
const release = "trixie"

// compiled are packages that are published without wheels for Linux, with the headers that they are compiled with and the libraries
// that they load, and packages whose wheels load libraries that no slim image has.
var compiled = map[string]struct{ headers, libraries []string }{
	"mysqlclient":           {[]string{"mysql.h"}, []string{"libmariadb.so.3"}},
	"opencv-contrib-python": {nil, []string{"libGL.so.1", "libgthread-2.0.so.0"}},
	"opencv-python":         {nil, []string{"libGL.so.1", "libgthread-2.0.so.0"}},
	"psycopg-c":             {[]string{"libpq-fe.h"}, []string{"libpq.so.5"}},
	"psycopg2":              {[]string{"libpq-fe.h"}, []string{"libpq.so.5"}},
	"pycairo":               {[]string{"cairo.h"}, []string{"libcairo.so.2"}},
	"pygraphviz":            {[]string{"graphviz/cgraph.h"}, []string{"libcgraph.so.6"}},
	"python-ldap":           {[]string{"ldap.h", "sasl/sasl.h"}, []string{"libldap.so.2", "libsasl2.so.2"}},
}

// libsOf are the packages of Debian that some Python packages are known to need. What the tables do not know, a build finds out.
func libsOf(packages map[string]string) []Lib {
	var out []Lib
	names := slices.Sorted(maps.Keys(packages))
	for _, name := range names {
		known := compiled[name]
		if l := newLib(name, known.headers, known.libraries); len(l.Build)+len(l.Run) > 0 {
			out = append(out, l)
		}
	}
	for _, hint := range libs.Hints(names) {
		var first []string
		for _, choices := range hint.Libraries {
			i := slices.IndexFunc(choices, func(l string) bool { return libs.LibraryPackage(l, release) != "" })
			if i >= 0 {
				first = append(first, choices[i])
			}
		}
		if l := newLib(hint.Package, nil, first); len(l.Run) > 0 {
			out = append(out, l)
		}
	}
	return out
}

func newLib(name string, headers, libraries []string) Lib {
	l := Lib{Package: name}
	for _, h := range headers {
		l.Build = append(l.Build, libs.HeaderPackage(h, release))
	}
	for _, so := range libraries {
		l.Run = append(l.Run, libs.LibraryPackage(so, release))
	}
	return l
}
