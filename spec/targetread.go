package spec

import (
	"fmt"
	"maps"

	"gopkg.in/yaml.v3"
)

// program is what belongs to the running program of an image: no target takes any of it from another.
type program struct {
	entrypoint, command *argv
	health              *rawHealth
	env                 []pair
	ports               *list
	stopSignal          *text
}

// line is the command in one line; empty: there is none.
func (p program) line() string {
	return commandLine(append(p.entrypoint.split(), p.command.split()...))
}

func (r *reader) programFields(p *program) fields {
	return fields{
		"entrypoint":  func(n node) { p.entrypoint = r.argv(n) },
		"command":     func(n node) { p.command = r.argv(n) },
		"healthcheck": func(n node) { p.health = r.healthcheck(n) },
		"env":         r.intoPairs(&p.env, "a mapping of names to values"),
		"ports":       r.intoList(&p.ports, "a list of ports"),
		"stop-signal": r.intoText(&p.stopSignal, "a signal such as SIGTERM"),
	}
}

// processes reads the mapping of names to processes.
func (r *reader) processes(n node) []rawTarget {
	var out []rawTarget
	for _, m := range r.entries(n, "a mapping such as {worker: {command: [celery, -A, app, worker]}}") {
		out = append(out, r.target(m.name, m.key, KindProcess, m.value))
	}
	return out
}

// single reads a target that has a key of its own.
func (r *reader) single(name string, kind TargetKind, n node) *rawTarget {
	t := r.target(name, r.place(n), kind, n)
	return &t
}

// target reads what the file says of one target. One that was not understood is not reported as lacking a command too.
func (r *reader) target(name string, at place, kind TargetKind, n node) rawTarget {
	out := rawTarget{place: at, name: name, kind: kind}
	const want = "a mapping such as {command: [python, worker.py]}"
	if n.yaml.Kind == yaml.SequenceNode {
		r.fail(ruleWrongType, r.place(n), "expected "+want+", found a list", "write {command: […]}")
		return out
	}
	before := len(r.found)
	r.mapping(n, want, r.targetFields(&out))
	if len(r.found) == before && out.entrypoint == nil && out.command == nil {
		r.fail(ruleMissingKey, at, "needs "+out.needs(), fmt.Sprintf(`write one such as "command: %s"`, out.example()))
	}
	return out
}

func (t *rawTarget) needs() string {
	if t.kind == KindTest {
		return "command"
	}
	return "entrypoint or command"
}

func (t *rawTarget) example() string {
	switch t.kind {
	case KindTest:
		return "[pytest, -q]"
	case KindDev:
		return "[uvicorn, app.main:app, --reload]"
	}
	return "[python, worker.py]"
}

// targetFields are the keys that a target may have, by its kind.
func (r *reader) targetFields(t *rawTarget) fields {
	out := r.programFields(&t.program)
	out["system-libs"] = r.intoList(&t.libs, "a list of packages")
	if t.kind == KindProcess {
		return out
	}
	maps.Copy(out, fields{
		"include-groups": r.intoList(&t.includeGroups, "a list of groups"),
		"extras":         r.intoList(&t.extras, "a list of extras"),
		"files": func(n node) {
			r.mapping(n, "a mapping with include", fields{"include": r.intoList(&t.include, "a list of patterns")})
		},
	})
	if t.kind == KindTest {
		for _, name := range []string{"entrypoint", "healthcheck", "ports", "stop-signal"} {
			delete(out, name)
		}
		out["network"] = r.intoText(&t.network, "true or false")
	}
	return out
}
