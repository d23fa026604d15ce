package libs

import (
	_ "embed"
	"strings"
)

// The tables have a name in each line, then its package in trixie and in bookworm, or once for both; "-" stands for none.
// generate.go writes them.
var (
	//go:embed libraries.txt
	libraries string
	//go:embed headers.txt
	headers string
	//go:embed links.txt
	links string
	//go:embed modules.txt
	modules string
	//go:embed tools.txt
	tools string
)

// LibraryPackage is the Debian package that has a shared library, by the name that the loader asks for ("libpq.so.5"). The
// distro is "trixie" or "bookworm"; the package is empty where the release has none, or where the name or release is not
// known.
func LibraryPackage(soname, distro string) string { return lookup(libraries, soname, distro) }

// HeaderPackage is the Debian package to compile with for a header as C includes it ("libpq-fe.h"); see LibraryPackage.
func HeaderPackage(header, distro string) string { return lookup(headers, header, distro) }

// ToolPackage is the Debian package that has a program that builds run ("pg_config"): of trixie, or else of bookworm. It
// is empty where the program is not known.
func ToolPackage(tool string) string {
	if p := lookup(tools, tool, "trixie"); p != "" {
		return p
	}
	return lookup(tools, tool, "bookworm")
}

// linkPackage is the package to link with for a library as a linker looks for it ("libpq.so").
func linkPackage(name, distro string) string { return lookup(links, name, distro) }

// modulePackage is the package that has a library as pkg-config knows it ("xmlsec1").
func modulePackage(name, distro string) string { return lookup(modules, name, distro) }

func lookup(table, name, distro string) string {
	for line := range strings.Lines(table) {
		rest, ok := strings.CutPrefix(line, name+" ")
		if !ok {
			continue
		}
		packages := strings.Fields(rest)
		switch {
		case distro == "trixie" && packages[0] != "-":
			return packages[0]
		case distro == "bookworm" && packages[len(packages)-1] != "-":
			return packages[len(packages)-1]
		}
	}
	return ""
}
