// Package marker reads environment markers (PEP 508), with PEP 751's extras and dependency_groups, says whether they are
// true on Linux with CPython, simplifies them where a part of the answer is known, and writes them again. The answers are those of the reference implementation, Python's packaging.
package marker

import (
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Environment is where a marker is evaluated. The system is always Linux and the interpreter CPython. What of them no
// build can know, platform_release and platform_version, is the empty string.
type Environment struct {
	PythonFullVersion string   // as in "3.13.5"
	Machine           string   // as platform.machine() says it: "x86_64", "aarch64"
	Extras, Groups    []string // what was chosen; compared as PEP 503 does
}

// Marker is a marker that was read. The zero value is always true.
type Marker struct {
	root node // nil: always true
}

func (m *Marker) node() node {
	if m.root == nil {
		return list{}
	}
	return m.root
}

// SyntaxError is a text that is no marker, or one that compares what cannot be compared.
type SyntaxError struct {
	Offset  int    // in bytes, from the beginning of the text
	Message string // as in "expected a comparison, as in =="
}

// Error is the message without the position.
func (e *SyntaxError) Error() string { return e.Message }

// Parse reads a marker. An empty text is always true. An error is a *SyntaxError; comparisons that packaging refuses when
// it evaluates them, as in `os_name ~= "posix"`, are refused here.
func Parse(text string) (*Marker, error) {
	if strings.TrimSpace(text) == "" {
		return &Marker{}, nil
	}
	p := &parser{text: text}
	root := p.or(0)
	if p.err == nil && p.at < len(text) {
		p.fail(p.at, "expected `and`, `or` or the end of the marker")
	}
	if p.err != nil {
		return nil, p.err
	}
	return &Marker{root: root}, nil
}

// Eval says whether the marker is true.
func (m *Marker) Eval(env Environment) bool {
	return m.node().eval(env)
}

// values of a variable: one for most, and as many as were chosen for extra, extras and dependency_groups.
func (env Environment) values(variable string) []string {
	switch variable {
	case "python_version":
		return []string{minor(env.PythonFullVersion)}
	case "python_full_version", "implementation_version":
		return []string{env.PythonFullVersion}
	case "platform_machine":
		return []string{env.Machine}
	case "extra", "extras":
		return normalized(env.Extras)
	case "dependency_groups":
		return normalized(env.Groups)
	}
	return []string{fixed[variable]}
}

// fixed are the variables that do not depend on the environment.
var fixed = map[string]string{
	"os_name":                        "posix",
	"sys_platform":                   "linux",
	"platform_system":                "Linux",
	"implementation_name":            "cpython",
	"platform_python_implementation": "CPython",
	"platform_release":               "",
	"platform_version":               "",
}

// minor is the X.Y of a version X.Y.Z.
func minor(full string) string {
	parts := strings.SplitN(full, ".", 3)
	return strings.Join(parts[:min(len(parts), 2)], ".")
}

func normalized(names []string) []string {
	out := slices.Clone(names)
	for i, n := range out {
		out[i] = pyproject.NormalizeName(n)
	}
	return out
}
