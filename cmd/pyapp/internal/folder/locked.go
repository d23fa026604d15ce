package folder

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec/pyproject"
	"github.com/pelletier/go-toml/v2"
)

// Locked are the packages that a project's lock names, with the version of each as far as it is known. They are those of a
// production install where the lock says which these are, else all of them: names are looked at here, nothing is chosen by
// them. Names are normalised (PEP 503). What cannot be read is left out. Files that a lock includes are read from the project's
// folder, which is the context.
func (f Folder) Locked(files plan.ProjectFiles, sources []plan.Source, member string) map[string]string {
	out := map[string]string{}
	for _, s := range sources {
		text := files[s.Path]
		switch s.Format {
		case plan.FormatUV:
			ofUV(out, text, member)
		case plan.FormatScript:
			ofUV(out, files[s.Path+".lock"], "")
		case plan.FormatPoetry, plan.FormatPDM, plan.FormatPylock:
			ofTables(out, text)
		case plan.FormatPipenv:
			ofPipenv(out, text)
		case plan.FormatRequirements:
			f.ofRequirements(out, s.Path)
		case plan.FormatNone:
		}
	}
	return out
}

// entry is what the locks of all tools have in common.
type entry struct {
	Name, Version string
	Groups        []string // of Poetry and PDM; others say it elsewhere
	Dependencies  any      // lists of tables in uv's
	Optional      any      `toml:"optional-dependencies"`
}

type document struct {
	Package  []entry // of uv, Poetry and PDM
	Packages []entry // of PEP 751
}

// ofTables are packages that stand for themselves.
func ofTables(out map[string]string, text string) {
	var doc document
	if toml.Unmarshal([]byte(text), &doc) != nil {
		return
	}
	for _, e := range append(doc.Package, doc.Packages...) {
		production := func(g string) bool { return g == "main" || g == "default" }
		if len(e.Groups) == 0 || slices.ContainsFunc(e.Groups, production) {
			out[pyproject.NormalizeName(e.Name)] = e.Version
		}
	}
}

// All are the names of every package of a uv.lock, whatever it is for. They are nil where the text cannot be read.
func All(uvLock string) plan.Names {
	var doc document
	if toml.Unmarshal([]byte(uvLock), &doc) != nil {
		return nil
	}
	var out plan.Names
	for _, e := range doc.Package {
		out = append(out, pyproject.NormalizeName(e.Name))
	}
	return out
}

func ofPipenv(out map[string]string, text string) {
	var doc struct {
		Default map[string]struct{ Version string } `json:"default"`
	}
	if json.Unmarshal([]byte(text), &doc) != nil {
		return
	}
	for name, p := range doc.Default {
		out[pyproject.NormalizeName(name)] = strings.TrimPrefix(p.Version, "==")
	}
}

func (f Folder) ofRequirements(out map[string]string, name string) {
	r, err := lock.ParseRequirements(name, func(path string) (string, bool) {
		text, ok, err := f.File(path)
		return text, ok && err == nil
	})
	if err != nil {
		return
	}
	for _, p := range r.Lock().Packages {
		out[p.Name] = p.Version
	}
	for _, line := range r.Lines {
		for _, name := range Implied(line.Name, line.Extras) {
			out[name] = ""
		}
	}
}

// Implied are packages that an extra of another one brings, of those that make a difference to what is written.
func Implied(name string, extras []string) []string {
	var out []string
	for _, extra := range extras {
		switch {
		case name == "fastapi" && (extra == "standard" || extra == "all"):
			out = append(out, "uvicorn")
		case name == "psycopg" && (extra == "binary" || extra == "c"):
			out = append(out, "psycopg-"+extra)
		}
	}
	return out
}
