package plan

import (
	"fmt"
	"strings"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
	"github.com/pelletier/go-toml/v2"
)

// ExportArgs are the arguments for `uv export` that turn a uv.lock into one canonical lock (PEP 751): checked against
// the manifest, without the project itself, with the chosen groups and extras, and without a header that would differ
// from one call to another.
func ExportArgs(g spec.Groups) []string {
	args := []string{
		"--format", "pylock.toml", "--preview-features", "pylock", "--no-header",
		"--locked", "--offline", "--no-emit-local",
	}
	if g.ExcludeAll {
		args = append(args, "--no-default-groups")
	}
	args = appendEach(args, "--no-group", g.Exclude)
	args = appendEach(args, "--group", g.Include)
	return appendEach(args, "--extra", g.Extras)
}

func appendEach(args []string, flag string, values []string) []string {
	for _, v := range values {
		args = append(args, flag, v)
	}
	return args
}

// Lock is the canonical lock as data.
type Lock struct {
	Text     string // the pylock.toml it was read from
	Packages []Package
}

// Package is one entry of a lock.
type Package struct {
	Name    string   // normalised (PEP 503)
	Version string   // empty for a source tree
	Marker  string   // environment marker (PEP 508); empty: always
	Wheels  []string // file names
}

type pylock struct {
	Packages []struct {
		Name    string
		Version string
		Marker  string
		Archive *struct{ URL, Path string }
		Wheels  []struct{ Name, URL, Path string }
	}
}

// ParseLock reads a pylock.toml (PEP 751).
func ParseLock(text string) (*Lock, error) {
	var raw pylock
	if err := toml.Unmarshal([]byte(text), &raw); err != nil {
		return nil, fmt.Errorf("reading the exported lock: %w", err)
	}
	lock := &Lock{Text: text}
	for _, p := range raw.Packages {
		pkg := Package{Name: pyproject.NormalizeName(p.Name), Version: p.Version, Marker: p.Marker}
		if p.Archive != nil {
			pkg.Wheels = onlyWheel(wheelName("", p.Archive.URL, p.Archive.Path))
		}
		for _, w := range p.Wheels {
			pkg.Wheels = append(pkg.Wheels, wheelName(w.Name, w.URL, w.Path))
		}
		lock.Packages = append(lock.Packages, pkg)
	}
	return lock, nil
}

// wheelName is the file name of a wheel: given, or the last part of where it is (PEP 751, packages.wheels.name).
func wheelName(name, url, path string) string {
	for _, s := range []string{name, url, path} {
		if s != "" {
			s, _, _ = strings.Cut(s, "#")
			return s[strings.LastIndex(s, "/")+1:]
		}
	}
	return ""
}

func onlyWheel(name string) []string {
	if strings.HasSuffix(name, ".whl") {
		return []string{name}
	}
	return nil
}

// Has says whether the lock lists a package.
func (l *Lock) Has(name string) bool {
	if l == nil {
		return false
	}
	for _, p := range l.Packages {
		if p.Name == pyproject.NormalizeName(name) {
			return true
		}
	}
	return false
}

// WithoutWheel are the packages that cannot be installed on Linux with a version of Python without building them. Those
// with a marker are left out: they may not be wanted where the image runs.
func (l *Lock) WithoutWheel(minor string) []Package {
	var out []Package
	for _, p := range l.Packages {
		if p.Marker == "" && !anyRuns(onLinux(p.Wheels), minor) {
			out = append(out, p)
		}
	}
	return out
}
