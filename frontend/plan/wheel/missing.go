package wheel

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Missing is why no file can be installed, in a user's words, as in "no wheel for cp313 on manylinux x86_64 (there are
// wheels for cp311, cp312; macOS, Windows)". The Pythons are those that the target's platform has wheels for, if any.
func (t Target) Missing(files []string) string {
	var here, all, platforms []string
	for _, file := range files {
		n, err := ParseName(file)
		if err != nil {
			continue
		}
		others := t.others(n)
		platforms = append(platforms, others...)
		if len(others) == 0 {
			here = append(here, interpreters(n)...)
		}
		all = append(all, interpreters(n)...)
	}
	if len(all) == 0 {
		return "it has no wheel, only a source distribution"
	}
	if len(here) == 0 {
		here = all
	}
	there := listed(here)
	if len(platforms) > 0 {
		there += "; " + listed(platforms)
	}
	return fmt.Sprintf("no wheel for %s on %s (there are wheels for %s)", t.interpreter(), t.system(), there)
}

// others are the platforms of a wheel; none if the target is one of them.
func (t Target) others(n Name) []string {
	own := t.platforms()
	var out []string
	for _, tag := range n.Platform {
		if tag == "any" || slices.Contains(own, tag) {
			return nil
		}
		out = append(out, t.platformWord(tag))
	}
	return out
}

// interpreters are the Pythons of a wheel: its ABIs where they name one, as in "cp313t", and else its python tags.
func interpreters(n Name) []string {
	var out []string
	for _, abi := range n.ABI {
		switch abi {
		case "abi3":
			for _, python := range n.Python {
				out = append(out, python+" and later")
			}
		case "none":
			out = append(out, n.Python...)
		default:
			out = append(out, abi)
		}
	}
	return out
}

func (t Target) interpreter() string { return "cp" + strings.ReplaceAll(t.Python, ".", "") }

func (t Target) system() string {
	switch {
	case t.Glibc[0] > 0:
		return "manylinux " + t.Machine
	case t.Musl[0] > 0:
		return "musllinux " + t.Machine
	}
	return "linux " + t.Machine
}

// platformWord is what people call the platform of a tag.
func (t Target) platformWord(tag string) string {
	for _, known := range words {
		if strings.HasPrefix(tag, known.prefix) {
			return known.word
		}
	}
	m := libc.FindStringSubmatch(tag)
	switch {
	case m == nil:
		return strings.Replace(tag, "_", " ", 1)
	case m[1]+" "+m[3] == t.system():
		return strings.ReplaceAll(m[1]+m[2], "linux_", "linux ") // only too new a C library, whose version says so
	}
	return m[1] + " " + m[3]
}

var words = []struct{ prefix, word string }{
	{"macosx", "macOS"}, {"win", "Windows"}, {"ios", "iOS"}, {"android", "Android"},
	{"pyodide", "WebAssembly"}, {"pyemscripten", "WebAssembly"}, {"emscripten", "WebAssembly"},
}

// libc are the parts of a tag with a C library: its kind, version and machine.
var libc = regexp.MustCompile(`^(manylinux|musllinux)(_\d+_\d+|\d+)_(.+)$`)

// most is how many items a list in a message has.
const most = 6

// listed is a list without doubles, sorted as people count, of which only the end is shown where it is long.
func listed(items []string) string {
	slices.SortFunc(items, asPeopleCount)
	items = slices.Compact(items)
	if len(items) > most {
		items = append([]string{"…"}, items[len(items)-most:]...)
	}
	return strings.Join(items, ", ")
}

var number = regexp.MustCompile(`^([a-z]+)(\d+)`)

// asPeopleCount puts cp39 before cp310, and capital letters among the others.
func asPeopleCount(a, b string) int {
	ma, mb := number.FindStringSubmatch(a), number.FindStringSubmatch(b)
	if ma != nil && mb != nil && ma[1] == mb[1] && len(ma[2]) != len(mb[2]) {
		return len(ma[2]) - len(mb[2])
	}
	return strings.Compare(strings.ToLower(a), strings.ToLower(b))
}
