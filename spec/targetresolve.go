package spec

import (
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// common is what a target has changed of the file's own values that are shared by all targets.
type common struct {
	groups              Groups
	env                 []EnvVar
	libs                []string
	bytecode            Bytecode
	entrypoint, command []string
}

// Common is the App with what all targets of the file share: without the groups, extras, variables and system libraries
// that only its own target has, and with the command of the default target, which may be none. The steps of the file run in
// that, so that each target gets the same from them. For the default target it is the App itself.
func (a *App) Common() *App {
	if a.common == nil {
		return a
	}
	out, c := *a, a.common
	out.Target, out.Kind, out.common, out.Moved = TargetRuntime, KindRuntime, nil, nil
	out.Groups, out.Env, out.SystemLibs.Run, out.Bytecode = c.groups, c.env, c.libs, c.bytecode
	out.Entrypoint, out.Command = c.entrypoint, c.command
	out.Files.Added = nil
	return &out
}

// Path is the path of a key of this target in the file: for the process worker, "processes.worker.command" for "command".
func (a *App) Path(path string) string {
	for p := path; p != ""; p = parentPath(p) {
		if moved, ok := a.Moved[p]; ok {
			return moved + strings.TrimPrefix(path, p)
		}
	}
	return path
}

// forTarget is the file as a target sees it: with the target's own values in the place of the file's, or on top of them.
func (f *File) forTarget(t *rawTarget) *File {
	if t == nil {
		return f
	}
	out := *f
	out.program = t.program
	out.env = overlaid(f.env, t.env)
	out.libs.run = joined(f.libs.run, t.libs, withoutVersion)
	out.includeGroups = joined(f.includeGroups, t.includeGroups, pyproject.NormalizeName)
	out.excludeGroups = without(f.excludeGroups, t.includeGroups)
	out.extras = joined(f.extras, t.extras, pyproject.NormalizeName)
	return &out
}

// overlaid are variables with others in the place of those of the same name, or after them.
func overlaid(below, above []pair) []pair {
	out := slices.Clone(below)
	for _, e := range above {
		same := func(o pair) bool { return o.key.value == e.key.value }
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i] = e
		} else {
			out = append(out, e)
		}
	}
	return out
}

// joined is a list with what another has besides.
func joined(l, more *list, normal func(string) string) *list {
	if l == nil || more == nil {
		if l == nil {
			return more
		}
		return l
	}
	out := list{l.place, slices.Clone(l.items)}
	for _, item := range more.items {
		same := func(o text) bool { return normal(o.value) == normal(item.value) }
		if !slices.ContainsFunc(l.items, same) {
			out.items = append(out.items, item)
		}
	}
	return &out
}

// without is a list of groups without those that a target wants all the same.
func without(l, wanted *list) *list {
	if l == nil {
		return nil
	}
	out := list{place: l.place}
	for _, item := range l.items {
		if indexNormal(values(wanted), item.value) < 0 {
			out.items = append(out.items, item)
		}
	}
	return &out
}

// moved says where those keys of a target stand in the file that are not where they are for the default one.
func (f *File) moved(t *rawTarget) map[string]string {
	if t == nil {
		return nil
	}
	out := map[string]string{}
	for _, key := range []string{"entrypoint", "command", "healthcheck", "ports", "stop-signal"} {
		out[key] = t.path + "." + key
	}
	for key, l := range map[string]*list{"include-groups": t.includeGroups, "extras": t.extras} {
		if l != nil {
			out[key] = t.path + "." + key
		}
	}
	libs := "system-libs"
	if f.libs.run != nil {
		libs = f.libs.run.path
	}
	for i, item := range f.forTarget(t).libsRun() {
		if own := itemPath(libs, i); item.path != own {
			out[own] = item.path
		}
	}
	return out
}

func (f *File) libsRun() []text { return items(f.libs.run) }

// resolveTarget fills in what sets a target apart from the default one.
func (r *resolver) resolveTarget(app *App, own *File, t *rawTarget) {
	app.Target, app.Kind = TargetRuntime, KindRuntime
	if t == nil {
		return
	}
	app.Target, app.Kind, app.Moved = t.name, t.kind, own.moved(t)
	app.Files.Added = values(t.include)
	app.TestNetwork = valueOr(t.network, "false") == "true"
	app.Bytecode.App = app.Bytecode.App && t.kind != KindDev
	shared := &resolver{file: own, in: r.in} // what is wrong there is no matter of this target
	entrypoint, command := shared.process()
	app.common = &common{shared.groups(), variables(own.env), values(own.libs.run), own.bytecode.resolve(), entrypoint, command}
}
