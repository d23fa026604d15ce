package spec

import (
	"fmt"
	"path"
)

// rawStep is one item of `steps`.
type rawStep struct {
	place
	run               *argv
	env               []pair
	outputs, libs     *list
	network, platform *text
}

// step reads one step. A key of the wrong type is reported once, not as missing too.
func (r *reader) step(n node) rawStep {
	out := rawStep{place: r.place(n)}
	before := len(r.found)
	r.mapping(n, "a mapping such as {run: [python, build.py], outputs: [static/]}", fields{
		"run":         func(n node) { out.run = r.argv(n) },
		"env":         r.intoPairs(&out.env, "a mapping of names to values"),
		"outputs":     r.intoList(&out.outputs, "a list of files and folders"),
		"network":     r.intoText(&out.network, "true or false"),
		"system-libs": r.intoList(&out.libs, "a list of packages"),
		"platform":    r.intoText(&out.platform, "build or target"),
	})
	if len(r.found) > before {
		return out
	}
	if out.run == nil {
		r.fail(ruleMissingKey, out.place, "needs run", `write one such as "run: [python, manage.py, collectstatic, --noinput]"`)
	}
	if out.outputs == nil {
		r.fail(ruleMissingKey, out.place, "needs outputs: what the command makes, and nothing else of it is kept", `write one such as "outputs: [static/]"`)
	}
	return out
}

func (v *validator) steps() {
	var made []text
	for _, s := range v.file.steps {
		v.step(s)
		for _, output := range items(s.outputs) {
			if v.madeAt(v.file.workdirPath(), output, "/app/static") {
				made = append(made, output)
			}
		}
	}
	v.apart(made)
}

func (v *validator) step(s rawStep) {
	v.argv(s.run)
	v.variables(s.run)
	for _, e := range s.env {
		v.envName(e.key) // one that looks like a secret is none: nothing of it gets into the image
	}
	v.word(s.network, "true", "false")
	v.word(s.platform, "build", "target")
	for _, item := range items(s.libs) {
		v.systemPackage(item)
	}
	v.unique(s.libs, withoutVersion)
	if s.outputs != nil && len(s.outputs.items) == 0 {
		v.fail(ruleStepOutput, s.outputs.place, "the step makes nothing that is kept", "write the files and folders that it makes, as in [static/]")
	}
}

// madeAt checks where a file or folder of the image is made by something else than the application's own, and says whether it can
// be there.
func (r *report) madeAt(workdir string, t text, example string) bool {
	before := len(r.found)
	switch {
	case path.IsAbs(t.value) && !r.inContainer(t, example):
	case !path.IsAbs(t.value) && relativeProblem(t.value) != "":
		r.relative(t, "workdir")
	case inFolder(workdir, t.value) == workdir:
		r.fail(ruleContainerPath, t.place, fmt.Sprintf("%q is all of the application's folder", shorten(t.value)), "write the file or folder in it, as in static/")
	default:
		r.handedOver(workdir, t, example)
	}
	return len(r.found) == before
}

// apart checks that no two outputs are the same, or one inside the other: which step has made a file must be plain.
func (v *validator) apart(outputs []text) {
	paths := make([]string, len(outputs))
	for i, later := range outputs {
		paths[i] = inFolder(v.file.workdirPath(), later.value)
		for j, first := range outputs[:i] {
			if within(paths[i], paths[j]) || within(paths[j], paths[i]) {
				v.fail(ruleStepOutput, later.place, fmt.Sprintf("%q overlaps with %q, which is %s", shorten(later.value), shorten(first.value), first.path),
					"name each file and folder once")
				break
			}
		}
	}
}

func (r *resolver) steps() []Step {
	var out []Step
	for _, raw := range r.file.steps {
		out = append(out, Step{
			Run:        raw.run.split(),
			Env:        variables(raw.env),
			Outputs:    cleaned(raw.outputs),
			Network:    valueOr(raw.network, "false") == "true",
			SystemLibs: values(raw.libs),
			Target:     valueOr(raw.platform, "build") == "target",
		})
	}
	return out
}
