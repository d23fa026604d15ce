package spec

import (
	"fmt"
	"path"
	"regexp"
	"slices"
)

// Stage is a build by a Dockerfile of its own, whose files a [Copy] takes.
type Stage struct {
	Name       string
	Dockerfile string   // relative to the context, cleaned
	Target     string   // stage of the Dockerfile; empty: its last
	Context    string   // folder that it is built from, relative to the context, cleaned; "." is the context itself
	Args       []EnvVar // build arguments, in the file's order
	Each       bool     // built for each platform that images are made for, instead of once, for the builder's
}

// rawStage is one entry of `stages`.
type rawStage struct {
	place
	name                                  string
	dockerfile, target, context, platform *text
	args                                  []pair
}

func (r *reader) stages(n node) []rawStage {
	var out []rawStage
	for _, m := range r.entries(n, "a mapping such as {assets: {dockerfile: frontend/Dockerfile}}") {
		out = append(out, r.stage(m))
	}
	return out
}

func (r *reader) stage(m member) rawStage {
	out := rawStage{place: m.key, name: m.name}
	before := len(r.found)
	r.mapping(m.value, "a mapping such as {dockerfile: frontend/Dockerfile, context: frontend}", fields{
		"dockerfile": r.intoText(&out.dockerfile, "a file"),
		"target":     r.intoText(&out.target, "the name of a stage of the Dockerfile"),
		"context":    r.intoText(&out.context, "a folder"),
		"args":       r.intoPairs(&out.args, "a mapping of names to values"),
		"platform":   r.intoText(&out.platform, "build or target"),
	})
	if out.dockerfile == nil && len(r.found) == before {
		r.fail(ruleMissingKey, out.place, "needs dockerfile", `write one such as "dockerfile: frontend/Dockerfile"`)
	}
	return out
}

var (
	// stageName leaves nothing that could be told from a name of an image or of a context by its letters.
	stageName = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,63}$`)
	// dockerfileStage is a name after AS, in which case does not matter, or a number.
	dockerfileStage = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)
)

func (v *validator) stages() {
	for _, s := range v.file.stages {
		if !stageName.MatchString(s.name) {
			v.fail(ruleStageName, s.place, fmt.Sprintf("%q is not the name of a stage", shorten(s.name)),
				"small letters, digits, _ and - are allowed, with a letter in front")
		}
		for _, e := range s.args {
			v.envName(e.key)
			v.template(e.value)
		}
		v.word(s.platform, "build", "target")
		v.once(s.dockerfile, (*report).inContext)
		v.once(s.context, (*report).inContext)
		v.once(s.target, (*report).dockerfileStage)
	}
}

// once checks a value that may name build arguments, unless it does.
func (v *validator) once(t *text, check func(*report, text)) {
	if t != nil && v.plain(*t) {
		check(&v.report, *t)
	}
}

// filled is a value with its build arguments filled in, checked if it has any; or the default where the file leaves the key out, or
// there is an error.
func (r *resolver) filled(t *text, otherwise string, check func(*report, text)) string {
	if t == nil {
		return otherwise
	}
	value, ok := r.expanded(*t)
	if !ok {
		return otherwise
	}
	before := len(r.found)
	if isTemplate(t.value) {
		check(&r.report, text{t.place, value})
	}
	if len(r.found) > before {
		return otherwise
	}
	return value
}

// inContext checks a path of the build context.
func (r *report) inContext(t text) { r.relative(t, "the build context") }

func (r *report) dockerfileStage(t text) {
	if !dockerfileStage.MatchString(t.value) {
		r.fail(ruleStageName, t.place, fmt.Sprintf("%q is not the name of a stage", shorten(t.value)), "write what follows AS in the Dockerfile")
	}
}

func (r *resolver) stages(copies []Copy) []Stage {
	var out []Stage
	for _, raw := range r.file.stages {
		if !slices.ContainsFunc(copies, func(c Copy) bool { return c.From == raw.name || c.From == "" }) {
			r.warn(ruleStageUnused, raw.place, "nothing is copied from the stage, so it is not built",
				fmt.Sprintf("write `copy: [{from: %s, source: /dist, to: static/}]`, or leave it out", raw.name))
		}
		out = append(out, Stage{
			Name:       raw.name,
			Dockerfile: path.Clean(r.filled(raw.dockerfile, "", (*report).inContext)),
			Target:     r.filled(raw.target, "", (*report).dockerfileStage),
			Context:    path.Clean(r.filled(raw.context, ".", (*report).inContext)),
			Args:       r.args(raw.args),
			Each:       valueOr(raw.platform, "build") == "target",
		})
	}
	return out
}

// args are build arguments of a stage, with those of the build filled in.
func (r *resolver) args(pairs []pair) []EnvVar {
	var out []EnvVar
	for _, p := range pairs {
		out = append(out, EnvVar{Name: p.key.value, Value: r.filled(&p.value, "", func(*report, text) {})})
	}
	return out
}
