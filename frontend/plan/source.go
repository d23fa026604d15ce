package plan

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Format is a way in which a project says what is to be installed.
type Format string

// The formats, by the name of the file that each is known for.
const (
	FormatUV           Format = "uv.lock"
	FormatPylock       Format = "pylock.toml" // PEP 751
	FormatPoetry       Format = "poetry.lock"
	FormatPDM          Format = "pdm.lock"
	FormatPipenv       Format = "Pipfile.lock"
	FormatRequirements Format = "requirements.txt"
	FormatScript       Format = "script" // a single file with its dependencies in a comment (PEP 723), locked by uv
	FormatNone         Format = "none"   // nothing is locked: the build resolves
)

// Source is one file that says what is to be installed.
type Source struct {
	Format Format
	Path   string // relative to the project's folder; of a script, the script itself
}

// formats are those that are found by the name of their file, in order of preference where that has to be decided before
// the ambiguity can be reported.
var formats = []Format{FormatUV, FormatPylock, FormatPoetry, FormatPDM, FormatPipenv, FormatRequirements}

// formatOf is the format of a lock file that the spec names; empty: its name says nothing.
func formatOf(name string) Format {
	base := path.Base(name)
	switch {
	case slices.Contains(formats, Format(base)):
		return Format(base)
	case strings.HasPrefix(base, "pylock.") && strings.HasSuffix(base, ".toml"):
		return FormatPylock
	case strings.HasSuffix(base, ".py.lock"):
		return FormatScript
	case strings.HasSuffix(base, ".txt"), strings.HasSuffix(base, ".in"):
		return FormatRequirements
	}
	return ""
}

// Sources are the files to install from: those that the spec names, else the one that is there. A problem among them is
// left to [CheckLocks], which can say where in the spec it stands.
func (fs ProjectFiles) Sources(named []string, none bool, script string) []Source {
	switch {
	case none:
		if _, ok := fs["pyproject.toml"]; ok {
			script = ""
		}
		return []Source{{FormatNone, script}}
	case len(named) > 0:
		return fs.named(named)
	}
	if found := fs.found(); len(found) > 0 {
		return []Source{{found[0], string(found[0])}}
	}
	if _, ok := fs[script+".lock"]; ok && script != "" {
		return []Source{{FormatScript, script}}
	}
	return nil
}

func (fs ProjectFiles) named(names []string) []Source {
	var out []Source
	for _, name := range names {
		s := Source{formatOf(name), name}
		if s.Format == FormatScript {
			s.Path = strings.TrimSuffix(name, ".lock")
		}
		out = append(out, s)
	}
	return out
}

// found are the formats of which the project has a file.
func (fs ProjectFiles) found() []Format {
	var out []Format
	for _, f := range formats {
		if _, ok := fs[string(f)]; ok {
			out = append(out, f)
		}
	}
	return out
}

// Tool is the tool whose groups and extras a source knows.
func (s Source) Tool() pyproject.Tool {
	switch s.Format {
	case FormatPoetry:
		return pyproject.ToolPoetry
	case FormatPDM:
		return pyproject.ToolPDM
	case FormatPipenv:
		return pyproject.ToolPipenv
	}
	return pyproject.ToolUV
}

// UsesUV says whether uv itself reads what a project has locked, or resolves what it has not.
func UsesUV(sources []Source) bool {
	return len(sources) > 0 && (sources[0].Format == FormatUV || sources[0].Format == FormatNone)
}

// RunsScript says whether a script and not a project says what is to be installed.
func RunsScript(sources []Source) bool {
	return len(sources) > 0 && (sources[0].Format == FormatScript || sources[0].Format == FormatNone && sources[0].Path != "")
}

// OfUV are the files of the project's folder that uv reads.
func OfUV() []string {
	return []string{"pyproject.toml", string(FormatUV), "uv.toml", "setup.cfg", "setup.py"}
}

// Manifest is the name of the file that says what a project wants, for messages.
func Manifest(sources []Source) string {
	if len(sources) > 0 {
		switch s := sources[0]; {
		case s.Format == FormatPylock:
			return s.Path
		case s.Format == FormatPipenv:
			return "Pipfile"
		case RunsScript(sources):
			return s.Path
		}
	}
	return "pyproject.toml"
}

// Add is the command that adds a dependency, in the words of a remedy.
func Add(sources []Source, name string) string {
	format := FormatUV
	if len(sources) > 0 {
		format = sources[0].Format
	}
	switch format {
	case FormatPoetry:
		return "run `poetry add " + name + "`"
	case FormatPDM:
		return "run `pdm add " + name + "`"
	case FormatPipenv:
		return "run `pipenv install " + name + "`"
	case FormatPylock, FormatRequirements:
		return "add " + name + " and lock it"
	case FormatScript:
		return fmt.Sprintf("run `uv add --script %s %s`", sources[0].Path, name)
	case FormatUV, FormatNone:
	}
	return "run `uv add " + name + "`"
}

// Reads are the files that are read to install what a source says, relative to the project's folder, sorted: of those that are
// there, and of the manifests of members. included are the requirements files that a source of requirements is made of.
func (s Source) Reads(files, members ProjectFiles, included []string) []string {
	switch s.Format {
	case FormatUV, FormatNone:
		return unique(slices.AppendSeq(files.There(OfUV()...), maps.Keys(members)))
	case FormatScript:
		return unique([]string{s.Path, s.Path + ".lock"})
	case FormatRequirements:
		return unique(included)
	case FormatPylock, FormatPoetry, FormatPDM, FormatPipenv:
	}
	return []string{s.Path}
}
