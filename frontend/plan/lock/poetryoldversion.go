package lock

import (
	"slices"
	"strings"

	pep440 "github.com/aquasecurity/go-pep440-version"
	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// oldAllows says whether a constraint of Poetry allows a version, pre-releases included. The second value is false where
// one of them cannot be read.
func oldAllows(constraint, version string) (allowed, ok bool) {
	alternatives, ok := pyproject.PoetryConstraint(constraint)
	v, err := pep440.Parse(version)
	if !ok || err != nil {
		return false, false
	}
	for _, specifiers := range alternatives {
		all, ok := oldHold(specifiers, v)
		if !ok {
			return false, false
		}
		allowed = allowed || all
	}
	return allowed, true
}

// oldHold says whether a version is one that all specifiers allow; the second value is false where one cannot be read.
func oldHold(specifiers []string, v pep440.Version) (all, ok bool) {
	all = true
	for _, text := range specifiers {
		s, err := pep440.NewSpecifiers(text)
		if err != nil {
			return false, false
		}
		all = all && s.Check(v)
	}
	return all, true
}

// oldAllowsPython says whether a constraint allows the Python of an environment. Of a Python, X.Y means every X.Y.Z.
func oldAllowsPython(constraint string, env marker.Environment) (allowed, ok bool) {
	v, err := pep440.Parse(env.PythonFullVersion)
	alternatives, ok := pyproject.PoetryConstraint(constraint)
	if err != nil || !ok {
		return false, false
	}
	var out []string
	for _, specifiers := range alternatives {
		for i, s := range specifiers {
			if strings.HasPrefix(s, "==") && !strings.HasSuffix(s, "*") && strings.Count(s, ".") < 2 {
				specifiers[i] = s + ".*"
			}
		}
		out = append(out, strings.Join(specifiers, ","))
	}
	return oldAllows(strings.Join(out, "||"), v.BaseVersion())
}

// runsOn says whether an entry is one for the Python of an environment. What cannot be read does not exclude it, as
// installers have it.
func (e oldEntry) runsOn(env marker.Environment) bool {
	allowed, ok := oldAllowsPython(e.Python, env)
	return allowed || !ok
}

// is says whether an entry is what is needed; the second value is false where the version constraint cannot be read.
func (e oldEntry) is(n oldNeed) (fits, ok bool) {
	kinds := map[string][]string{"git": {"git"}, "url": {"url"}, "path": {"directory", "file"}}
	if n.kind != "" {
		return slices.Contains(kinds[n.kind], e.Source.Type), true
	}
	return oldAllows(n.constraint, e.Version)
}

// at says whether an entry is from just where it is needed from.
func (e oldEntry) at(n oldNeed) bool {
	switch {
	case n.kind == "path":
		_, wanted := toolReference(n.address)
		_, file := toolReference(e.Source.URL)
		return wanted == file
	case n.kind != "":
		return e.Source.URL == n.address
	case strings.EqualFold(n.source, "pypi"):
		return e.Source.Type == ""
	}
	return n.source == "" || strings.EqualFold(n.source, e.Source.Reference)
}
