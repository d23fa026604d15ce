package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var pinnedVersion = regexp.MustCompile(`^(?:(?:cpython|python)[-@]?)?(3\.\d+(?:\.\d+)?)$`)

// choosePython is the version to build with: the build argument, else the file, else .python-version, else the newest that the
// project allows and that has wheels of everything; empty when there is an error.
func (r *resolver) choosePython() string {
	required, ok := r.requiredPython()
	if !ok {
		return ""
	}
	at := r.file.where("python")
	if version := r.in.BuildArgs["PYAPP_PYTHON"]; version != "" {
		return r.checkedPython(version, "build argument PYAPP_PYTHON: ", at, required)
	}
	if r.file.python != nil {
		version, ok := r.expanded(*r.file.python)
		if !ok {
			return ""
		}
		return r.checkedPython(version, "", r.file.python.place, required)
	}
	if version := r.pinnedPython(required); version != "" {
		return version
	}
	return r.newestPython(required)
}

func (r *resolver) requiredPython() (pythonLimits, bool) {
	if r.in.Project == nil {
		return pythonLimits{}, true
	}
	required, err := parsePythonLimits(r.in.Project.RequiresPython)
	if err != nil {
		r.failf(ruleRequiresPython, r.file.where("python"), "requires-python of %s: %v", r.manifest(), err)
	}
	return required, err == nil
}

// checkedPython checks a version that somebody has written for this build. Origin is as in python; empty: there is an error.
func (r *resolver) checkedPython(version, origin string, at place, required pythonLimits) string {
	if !r.python(version, origin, at) {
		return ""
	}
	if !required.allows(version) {
		summary := fmt.Sprintf("%s%q does not satisfy requires-python %q of %s", origin, version, required.text, r.manifest())
		r.fail(rulePythonExcluded, at, summary, versionsThatDo(required))
		return ""
	}
	return version
}

func versionsThatDo(required pythonLimits) string {
	allowed := required.allowed()
	if len(allowed) == 0 {
		return "no known version does"
	}
	return "versions that do: " + strings.Join(allowed, ", ")
}

// pinnedAdvice is what to do about a .python-version that is ignored.
const pinnedAdvice = "correct it, or write the version that you mean as `python`"

// pinnedPython is the version of .python-version; empty: there is none that can be met.
func (r *resolver) pinnedPython(required pythonLimits) string {
	line := firstMeaningfulLine(r.in.PythonVersionFile)
	if line == "" {
		return ""
	}
	version := pinnedVersion.ReplaceAllString(line, "$1")
	at := r.file.where("python")
	switch {
	case !isKnownPython(version):
		minors := knownMinors()
		r.warn(rulePythonVersionFile, at, fmt.Sprintf(".python-version is ignored: %q is not a known version (%s … %s)",
			shorten(line), minors[0], minors[len(minors)-1]), pinnedAdvice)
	case !required.allows(version):
		r.warn(rulePythonVersionFile, at, fmt.Sprintf(".python-version is ignored: %q does not satisfy requires-python %q of %s",
			version, required.text, r.manifest()), pinnedAdvice)
	default:
		return version
	}
	return ""
}

// firstMeaningfulLine is the first line that is neither blank nor a comment.
func firstMeaningfulLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return line
		}
	}
	return ""
}

// newestPython prefers versions with wheels of everything. Where no version has them, packages must be built anyway.
func (r *resolver) newestPython(required pythonLimits) string {
	allowed := required.allowed()
	if len(allowed) == 0 {
		minors := knownMinors()
		r.failf(rulePythonExcluded, r.file.where("python"), "no known version (%s … %s) satisfies requires-python %q of %s",
			minors[0], minors[len(minors)-1], required.text, r.manifest())
		return ""
	}
	for _, minor := range slices.Backward(allowed) {
		if r.in.HasWheels == nil || r.in.HasWheels(minor) {
			return minor
		}
	}
	return allowed[len(allowed)-1]
}
