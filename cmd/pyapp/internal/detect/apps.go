package detect

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// assigned is a statement of a module itself that gives a name to what a call returns.
var assigned = regexp.MustCompile(`(?m)^([A-Za-z_]\w*)[ \t]*(?::[^=\n]+)?=[ \t]*(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)\(`)

// apps are the applications of all frameworks, the most probable first: by the order of the frameworks, then by the names that
// people give to the application that is served, then by how deep it lies.
func (t *tree) apps(packages map[string]string) []App {
	factories := t.factories()
	var out []App
	for _, m := range t.modules {
		for _, at := range assigned.FindAllStringSubmatchIndex(m.src.Code, -1) {
			attr, made := m.src.Code[at[2]:at[3]], m.src.Code[at[4]:at[5]]
			if f, ok := makerOf(m, made); ok {
				out = append(out, t.app(m, f, attr, at[0]))
			} else if made := factories[made]; made != nil {
				out = append(out, t.app(m, made.Framework, attr, at[0]))
			}
		}
	}
	direct := slices.Clone(out)
	for _, name := range slices.Sorted(maps.Keys(factories)) {
		made := factories[name]
		if !slices.ContainsFunc(direct, func(a App) bool { return a.Framework.ID == made.Framework.ID }) {
			out = append(out, *made)
		}
	}
	out = append(out, t.django()...)
	out = append(out, t.aiohttp()...)
	out = append(out, t.streamlit(packages)...)
	slices.SortStableFunc(out, func(a, b App) int {
		return cmp.Or(slices.Compare(a.rank[:], b.rank[:]), cmp.Compare(strings.Count(a.File, "/"), strings.Count(b.File, "/")),
			cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return out
}

// makerOf is the framework whose application a call makes in a module.
func makerOf(m module, name string) (Framework, bool) {
	for _, f := range frameworks() {
		if slices.Contains(f.Makers, name) && m.imports(f.ID) {
			return f, true
		}
	}
	return Framework{}, false
}

func (t *tree) app(m module, f Framework, attr string, offset int) App {
	a := App{Framework: f, File: m.path, Line: m.src.Line(offset), Attr: attr}
	a.Module, a.Root = t.place(m)
	a.Health, a.Healthy = health(m, attr)
	a.rank = [3]int{order(f), rank(attr, "app", "application", "api", "server"), rank(last(a.Module), "main", "app", "asgi", "wsgi", "server", "api", "web")}
	return a
}

func order(f Framework) int { return slices.Index(IDs(), f.ID) }

// rank is the place of a word among known ones, the last where it is none.
func rank(word string, known ...string) int {
	if i := slices.Index(known, word); i >= 0 {
		return i
	}
	return len(known)
}

func last(module string) string { return module[strings.LastIndex(module, ".")+1:] }

// function is the head of a function of a module itself.
var function = regexp.MustCompile(`(?m)^def[ \t]+([A-Za-z_]\w*)[ \t]*\(([^\n]*)\)[^\n:]*:`)

// factoryName is what people call a function that makes the application.
var factoryName = regexp.MustCompile(`^(create|make|get|build|init)_?(app|api|application|server)?$|^(app|application)_?factory$`)

// factories are the functions that make an application and can be called without arguments, by name.
func (t *tree) factories() map[string]*App {
	out := map[string]*App{}
	for _, m := range t.modules {
		for _, at := range function.FindAllStringSubmatchIndex(m.src.Code, -1) {
			name, parameters := m.src.Code[at[2]:at[3]], m.src.Code[at[4]:at[5]]
			if f, ok := makes(m, body(m.src.Code[at[1]:])); ok && factoryName.MatchString(name) && optional(parameters) && out[name] == nil {
				a := t.app(m, f, name, at[0])
				a.Factory = true
				a.Health, a.Healthy = health(m, "app")
				out[name] = &a
			}
		}
	}
	return out
}

// body is the part of a text before its next line that is not indented.
func body(code string) string {
	for at := 0; at < len(code); {
		end := strings.IndexByte(code[at:], '\n')
		if end < 0 {
			return code
		}
		at += end + 1
		if at < len(code) && !strings.ContainsRune(" \t\n", rune(code[at])) {
			return code[:at]
		}
	}
	return code
}

var made = regexp.MustCompile(`(?:=|return)[ \t]*(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)\(`)

func makes(m module, code string) (Framework, bool) {
	for _, found := range made.FindAllStringSubmatch(code, -1) {
		if f, ok := makerOf(m, found[1]); ok {
			return f, true
		}
	}
	return Framework{}, false
}

// optional says whether a function can be called without arguments.
func optional(parameters string) bool {
	depth, need := 0, false
	for part := range strings.SplitSeq(parameters, ",") {
		if part = strings.TrimSpace(part); depth == 0 && part != "" {
			need = need || !strings.Contains(part, "=") && !strings.HasPrefix(part, "*") && part != "/"
		}
		depth += strings.Count(part, "[") + strings.Count(part, "(") - strings.Count(part, "]") - strings.Count(part, ")")
	}
	return !need
}
