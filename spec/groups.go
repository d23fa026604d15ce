package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
	"gopkg.in/yaml.v3"
)

var projectName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$`)

// exclusion reads `exclude-groups`: the word all, or a list.
func (r *reader) exclusion(n node, f *File) {
	if n.yaml.Kind == yaml.ScalarNode && !isNull(n.yaml) && n.yaml.Value == "all" {
		return // the default
	}
	f.excludeGroups = r.list(n, `a list of groups or "all"`)
}

func (v *validator) groups() {
	f := v.file
	v.groupNames(f.includeGroups, f.excludeGroups, f.extras)
	for _, item := range items(f.excludeGroups) {
		if i := indexNormal(values(f.includeGroups), item.value); i >= 0 {
			v.fail(ruleGroupConflict, item.place, fmt.Sprintf("%q is also in include-groups", shorten(item.value)), "remove one of the two")
		}
	}
}

// groupNames checks lists of groups and extras.
func (v *validator) groupNames(lists ...*list) {
	for _, l := range lists {
		for _, item := range items(l) {
			v.packageName(item)
		}
		v.unique(l, pyproject.NormalizeName)
	}
}

// packageName checks the grammar that PEP 508 has for names, and PEP 735 and PEP 685 for groups and extras.
func (v *validator) packageName(t text) {
	if !projectName.MatchString(t.value) {
		v.fail(rulePackageName, t.place, fmt.Sprintf("%q is not a name", shorten(t.value)), "letters, digits, -, _ and . are allowed, with a letter or digit at both ends")
	}
}

// indexNormal finds a name as PEP 503 compares it; -1: it is not there.
func indexNormal(names []string, name string) int {
	return slices.IndexFunc(names, func(n string) bool { return pyproject.NormalizeName(n) == pyproject.NormalizeName(name) })
}

// groups are the choice of groups and extras, in the project's own spelling.
func (r *resolver) groups() Groups {
	f := r.file
	project := r.in.Project
	if project == nil {
		project = &pyproject.Project{}
	}
	g := Groups{
		ExcludeAll: f.excludeGroups == nil,
		Exclude:    r.names(ruleUnknownGroup, f.excludeGroups, "group", project.Groups),
		Include:    r.names(ruleUnknownGroup, f.includeGroups, "group", project.Groups),
		Extras:     r.names(ruleUnknownExtra, f.extras, "extra", project.Extras),
	}
	if !g.ExcludeAll {
		r.warnStillIn(g, project)
	}
	return g
}

// names looks every name up among those that the project has.
func (r *resolver) names(rule string, l *list, kind string, have []string) []string {
	var out []string
	for _, item := range items(l) {
		if i := indexNormal(have, item.value); i >= 0 {
			out = append(out, have[i])
		} else {
			r.fail(rule, item.place, fmt.Sprintf("%q does not exist: %s", item.value, r.whatExists(kind, have)), DidYouMean(item.value, have))
		}
	}
	return out
}

func (r *resolver) whatExists(kind string, have []string) string {
	switch {
	case r.in.Project == nil:
		return fmt.Sprintf("there is no %s in %q", r.manifest(), ProjectFolder(r.file))
	case len(have) == 0:
		return fmt.Sprintf("the project has no %ss", kind)
	}
	return fmt.Sprintf("the project has %s", strings.Join(have, ", "))
}

// warnStillIn names the excluded groups that another group brings in, as uv does.
func (r *resolver) warnStillIn(g Groups, project *pyproject.Project) {
	for _, item := range r.file.excludeGroups.items {
		for _, root := range installed(g, project) {
			if reaches(project.GroupIncludes, root, item.value, map[string]bool{}) {
				r.warn(ruleGroupStillIn, item.place, fmt.Sprintf("%q stays in, because the group %q includes it", item.value, root), fmt.Sprintf("exclude %q too, or take %q out of it", root, item.value))
				break
			}
		}
	}
}

// installed are the groups that the tool installs by name, not by inclusion.
func installed(g Groups, project *pyproject.Project) []string {
	defaults := project.DefaultGroups
	if project.AllGroups {
		defaults = project.Groups
	}
	var out []string
	for _, name := range defaults {
		if indexNormal(g.Exclude, name) < 0 {
			out = append(out, name)
		}
	}
	return append(out, g.Include...)
}

// reaches says whether group includes wanted, at any remove.
func reaches(includes map[string][]string, group, wanted string, seen map[string]bool) bool {
	if seen[pyproject.NormalizeName(group)] {
		return false
	}
	seen[pyproject.NormalizeName(group)] = true
	for _, next := range includesOf(includes, group) {
		if pyproject.NormalizeName(next) == pyproject.NormalizeName(wanted) || reaches(includes, next, wanted, seen) {
			return true
		}
	}
	return false
}

// includesOf looks a group up in whatever spelling.
func includesOf(includes map[string][]string, group string) []string {
	for name, list := range includes {
		if pyproject.NormalizeName(name) == pyproject.NormalizeName(group) {
			return list
		}
	}
	return nil
}
