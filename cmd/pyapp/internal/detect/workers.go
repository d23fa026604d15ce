package detect

import (
	"regexp"
	"slices"
)

// Worker is a program that takes work from a queue.
type Worker struct {
	Tool    string // as in "Celery"
	Package string // that brings its command
	Name    string // of the process
	File    string // where it was seen
	Line    int
	Root    string // folder that has to be on Python's path
	Command []string
	Beat    []string // command of its scheduler; empty: it has none
}

var (
	schedule = regexp.MustCompile(`\bbeat_schedule\b|\bcrontab\(|\bon_after_configure\b|\bCELERYBEAT_SCHEDULE\b|\bCELERY_BEAT_SCHEDULE\b`)
	actor    = regexp.MustCompile(`(?m)^@(?:dramatiq\.)?actor\b`)
	arq      = regexp.MustCompile(`(?m)^class[ \t]+(WorkerSettings)\b`)
	rqQueue  = regexp.MustCompile(`\bQueue\(`)
)

// workers are those of all tools, Celery's first.
func (t *tree) workers() []Worker {
	return slices.Concat(t.celery(), t.dramatiq(), t.arq(), t.rq())
}

func (t *tree) celery() []Worker {
	beats := slices.ContainsFunc(t.modules, func(m module) bool { return schedule.MatchString(m.src.Code) })
	for _, m := range t.modules {
		for _, at := range assigned.FindAllStringSubmatchIndex(m.src.Code, -1) {
			attr, made := m.src.Code[at[2]:at[3]], m.src.Code[at[4]:at[5]]
			if made != "Celery" || !m.imports("celery") {
				continue
			}
			name, root := t.place(m)
			if manage := t.aboveManage(m); manage != "" {
				name, root = dotted(m.path, manage), manage
			}
			if attr != "app" && attr != "celery" {
				name += ":" + attr
			}
			w := Worker{Tool: "Celery", Package: "celery", Name: "worker", File: m.path, Line: m.src.Line(at[0]), Root: root,
				Command: []string{"celery", "-A", name, "worker", "--loglevel", "info"}}
			if beats {
				w.Beat = []string{"celery", "-A", name, "beat", "--loglevel", "info", "--schedule", "/tmp/celerybeat-schedule"}
			}
			return []Worker{w}
		}
	}
	return nil
}

func (t *tree) dramatiq() []Worker {
	var out []Worker
	for _, m := range t.modules {
		at := actor.FindStringIndex(m.src.Code)
		if at == nil || !m.imports("dramatiq") {
			continue
		}
		name, root := t.place(m)
		if len(out) > 0 {
			out[0].Command = append(out[0].Command, name)
			continue
		}
		out = []Worker{{Tool: "Dramatiq", Package: "dramatiq", Name: "worker", File: m.path, Line: m.src.Line(at[0]), Root: root,
			Command: []string{"dramatiq", name}}}
	}
	return out
}

func (t *tree) arq() []Worker {
	for _, m := range t.modules {
		if at := arq.FindStringSubmatchIndex(m.src.Code); at != nil && t.importsAnywhere("arq") {
			name, root := t.place(m)
			return []Worker{{Tool: "arq", Package: "arq", Name: "worker", File: m.path, Line: m.src.Line(at[0]), Root: root,
				Command: []string{"arq", name + "." + m.src.Code[at[2]:at[3]]}}}
		}
	}
	return nil
}

func (t *tree) rq() []Worker {
	for _, m := range t.modules {
		if at := rqQueue.FindStringIndex(m.src.Code); at != nil && m.imports("rq") {
			_, root := t.place(m)
			return []Worker{{Tool: "RQ", Package: "rq", Name: "worker", File: m.path, Line: m.src.Line(at[0]), Root: root,
				Command: []string{"rq", "worker"}}}
		}
	}
	return nil
}

func (t *tree) importsAnywhere(name string) bool {
	return slices.ContainsFunc(t.modules, func(m module) bool { return m.imports(name) })
}
