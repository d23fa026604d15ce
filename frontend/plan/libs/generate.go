//go:build ignore

// Generate writes the tables of this package from Debian's indices of files, which are given as arguments; see README.md.
//
//	go run generate.go trixie=FILE[,FILE…] bookworm=FILE[,FILE…]
package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
)

// releases are the columns of the tables, in their order.
var releases = []string{"trixie", "bookworm"}

func main() {
	log.SetFlags(0)
	wanted, err := readWanted("wanted.txt")
	check(err)
	tables := map[string]map[string][]string{} // by file, name and release
	for i, release := range releases {
		if i+1 >= len(os.Args) || !strings.HasPrefix(os.Args[i+1], release+"=") {
			log.Fatal("usage: go run generate.go trixie=FILE[,FILE…] bookworm=FILE[,FILE…]")
		}
		index, err := readIndex(strings.Split(strings.TrimPrefix(os.Args[i+1], release+"="), ","))
		check(err)
		for _, w := range wanted {
			for name, pkg := range index.find(w) {
				add(tables, w.table(name, pkg), name, i, pkg)
			}
		}
	}
	report(wanted, tables)
	for file, rows := range tables {
		check(os.WriteFile(file, []byte(text(rows)), 0o644))
	}
}

// want is one line of wanted.txt.
type want struct {
	kind, name string
	packages   []string // to choose from; empty: the only one that has the file
	found      *bool
}

// table is the file for a name and its package. A library that has no version in its name is no link for compilers.
func (w want) table(name, pkg string) string {
	if w.kind == "library" && strings.HasSuffix(name, ".so") && strings.HasSuffix(pkg, "-dev") {
		return "links.txt"
	}
	return map[string]string{"library": "libraries.txt", "header": "headers.txt", "module": "modules.txt", "tool": "tools.txt"}[w.kind]
}

func readWanted(name string) ([]want, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var out []want
	for _, line := range strings.Split(string(data), "\n") {
		if words := strings.Fields(line); len(words) > 1 && words[0] != "#" {
			out = append(out, want{words[0], words[1], words[2:], new(bool)})
		}
	}
	return out, nil
}

// index has the packages that hold each file of one release, of those that matter here.
type index struct {
	files    map[string][]string        // by the part of the path that names it: see key
	versions map[string]map[string]bool // file names of libraries, by the name up to ".so"
	packages map[string]bool
}

func readIndex(names []string) (*index, error) {
	ix := &index{map[string][]string{}, map[string]map[string]bool{}, map[string]bool{}}
	for _, name := range names {
		if err := ix.read(name); err != nil {
			return nil, err
		}
	}
	return ix, nil
}

func (ix *index) read(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	var text io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if text, err = gzip.NewReader(file); err != nil {
			return err
		}
	}
	lines := bufio.NewScanner(text)
	for lines.Scan() {
		if at := strings.LastIndexAny(lines.Text(), " \t"); at > 0 {
			ix.add(strings.TrimSpace(lines.Text()[:at]), lines.Text()[at+1:])
		}
	}
	return lines.Err()
}

var (
	library = regexp.MustCompile(`^(?:usr/)?lib/x86_64-linux-gnu/((lib[^/]+?)\.so(?:\.[\w.-]+)?)$`)
	header  = regexp.MustCompile(`^usr/include/(?:x86_64-linux-gnu/)?(.+)$`)
	module  = regexp.MustCompile(`^usr/(?:lib/x86_64-linux-gnu|lib|share)/pkgconfig/([^/]+)\.pc$`)
	tool    = regexp.MustCompile(`^(?:usr/)?s?bin/([^/]+)$`)
)

func (ix *index) add(file, owners string) {
	var names []string
	for _, owner := range strings.Split(owners, ",") {
		names = append(names, path.Base(owner)) // "libs/libpq5", or "contrib/libs/…"
	}
	for _, name := range names {
		ix.packages[name] = true
	}
	for kind, pattern := range map[string]*regexp.Regexp{"library": library, "header": header, "module": module, "tool": tool} {
		if m := pattern.FindStringSubmatch(file); m != nil {
			ix.files[kind+" "+m[1]] = append(ix.files[kind+" "+m[1]], names...)
			if kind == "library" {
				if ix.versions[m[2]] == nil {
					ix.versions[m[2]] = map[string]bool{}
				}
				ix.versions[m[2]][m[1]] = true
			}
			if kind == "header" { // many packages have a folder of their own, which pkg-config or a tool tells
				for at := strings.IndexByte(m[1], '/'); at >= 0; at = next(m[1], at) {
					ix.files["below "+m[1][at+1:]] = append(ix.files["below "+m[1][at+1:]], names...)
				}
			}
		}
	}
}

// next is where the slash after the one at a place is, or -1.
func next(name string, at int) int {
	if after := strings.IndexByte(name[at+1:], '/'); after >= 0 {
		return at + 1 + after
	}
	return -1
}

// find answers with the package for each name that a line of wanted.txt stands for in this release.
func (ix *index) find(w want) map[string]string {
	out := map[string]string{}
	for _, name := range ix.names(w) {
		owners := ix.files[w.kind+" "+name]
		if len(owners) == 0 && w.kind == "header" {
			owners = ix.files["below "+name]
		}
		slices.Sort(owners)
		if pkg := ix.choose(w, name, slices.Compact(owners)); pkg != "" {
			out[name] = pkg
			*w.found = true
		}
	}
	return out
}

// names are those that the loader asks for where a library is wanted, and the one that a linker asks for.
func (ix *index) names(w want) []string {
	if w.kind != "library" || strings.Contains(w.name, ".so") {
		return []string{w.name}
	}
	all := slices.Sorted(maps.Keys(ix.versions[w.name]))
	return slices.DeleteFunc(slices.Clone(all), func(name string) bool {
		return slices.ContainsFunc(all, func(other string) bool { // libpq.so.5.17 beside libpq.so.5
			return other != w.name+".so" && strings.Count(other, ".") < strings.Count(name, ".") &&
				slices.Equal(ix.files["library "+other], ix.files["library "+name])
		})
	})
}

// choose is the package for a name: one that wanted.txt names if it has the file, else one that it names and that brings
// another which does, else the only one that has it.
func (ix *index) choose(w want, name string, owners []string) string {
	for _, p := range w.packages {
		if slices.Contains(owners, p) {
			return p
		}
	}
	for _, p := range w.packages {
		if ix.packages[p] && (w.kind != "library" || w.name == name || strings.HasSuffix(name, ".so") && strings.HasSuffix(p, "-dev")) {
			return p
		}
	}
	switch {
	case len(owners) == 0, len(w.packages) > 0 && w.kind != "library":
		return ""
	case len(owners) > 1:
		log.Printf("%s %s: several packages have it, name one of %s", w.kind, name, strings.Join(owners, " "))
	}
	return owners[0]
}

func add(tables map[string]map[string][]string, file, name string, release int, pkg string) {
	if tables[file] == nil {
		tables[file] = map[string][]string{}
	}
	if tables[file][name] == nil {
		tables[file][name] = slices.Repeat([]string{"-"}, len(releases))
	}
	tables[file][name][release] = pkg
}

func report(wanted []want, tables map[string]map[string][]string) {
	for _, w := range wanted {
		if !*w.found {
			log.Printf("%s %s: no release has it", w.kind, w.name)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(tables)) {
		log.Printf("%s: %d rows", file, len(tables[file]))
	}
}

// text is a table: a name, and its package in each release, or once where they agree.
func text(rows map[string][]string) string {
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		fmt.Fprintln(&out, name, strings.Join(slices.Compact(rows[name]), " "))
	}
	return out.String()
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
