package plan

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Names are names of packages, normalised as PEP 503 has it.
type Names []string

// NamesIn are the packages of a lock, which may be nil.
func NamesIn(l *lock.Lock) Names {
	var out Names
	for _, p := range packagesOf(l) {
		out = append(out, p.Name)
	}
	return out
}

func packagesOf(l *lock.Lock) []lock.Package {
	if l == nil {
		return nil
	}
	return l.Packages
}

// Has says whether a name is among them.
func (n Names) Has(name string) bool { return slices.Contains(n, name) }

// Mirrors are the spec's rewrites of addresses.
func Mirrors(app *spec.App) []lock.Mirror {
	var out []lock.Mirror
	for _, m := range app.Mirrors {
		out = append(out, lock.Mirror{From: m.From, To: m.To})
	}
	return out
}

// Indexes are the indexes that steps may ask: those of the spec, then those that only the lock names, which may be nil. An
// index of the spec with the same address is the one that has the credentials.
func Indexes(app *spec.App, l *lock.Lock) []spec.Index {
	out := slices.Clone(app.Indexes)
	if l == nil {
		return out
	}
	for i, index := range l.Mirrored(Mirrors(app)).Indexes {
		same := func(known spec.Index) bool {
			return trimmed(known.URL) == trimmed(index.URL) || known.Default && index.Default
		}
		if slices.ContainsFunc(out, same) {
			continue
		}
		out = append(out, spec.Index{Name: fmt.Sprintf("lock-%d", i+1), URL: index.URL, Default: index.Default})
	}
	return out
}

func trimmed(url string) string { return strings.TrimSuffix(url, "/") }

// PackagesText are the spec's own packages as requirements (pip's format); empty: there are none.
func PackagesText(app *spec.App) string {
	var out strings.Builder
	for _, p := range app.Packages {
		out.WriteString(p.Name)
		if len(p.Extras) > 0 {
			out.WriteString("[" + strings.Join(p.Extras, ",") + "]")
		}
		out.WriteString("==" + p.Version + "\n")
	}
	return out.String()
}

// WithNames gives packages that a lock names by a path or address alone the name that its last part tells.
func WithNames(l *lock.Lock) *lock.Lock {
	out := &lock.Lock{Packages: slices.Clone(l.Packages), Indexes: l.Indexes}
	for i, p := range out.Packages {
		switch {
		case p.Name != "":
		case p.Directory != nil:
			out.Packages[i].Name = "folder " + p.Directory.Path
		case p.Archive != nil:
			out.Packages[i].Name = "archive " + path.Base(cmp.Or(p.Archive.Path, p.Archive.URL))
		}
	}
	return out
}

// CheckPackages refuses packages of the spec that are locked already, but not in that version.
func CheckPackages(app *spec.App, l *lock.Lock) spec.Diagnostics {
	var out spec.Diagnostics
	for i, want := range app.Packages {
		have := slices.DeleteFunc(slices.Clone(packagesOf(l)), func(p lock.Package) bool { return p.Name != want.Name })
		same := func(p lock.Package) bool { return p.Version == "" || lock.SameVersion(p.Version, want.Version) }
		if len(have) > 0 && !slices.ContainsFunc(have, same) {
			out = append(out, problem(app, fmt.Sprintf("packages[%d]", i),
				fmt.Sprintf("%s is wanted as %s and locked as %s", want.Name, want.Version, have[0].Version), "leave it out, or change the lock"))
		}
	}
	return out
}

// ResolveOptions are the options of a requirements file that say how versions are chosen, as uv knows them.
func ResolveOptions(r *lock.Requirements) []string {
	var out []string
	if r.Prerelease {
		out = append(out, "--prerelease", "allow")
	}
	if r.NoIndex {
		out = append(out, "--no-index")
	}
	for _, link := range r.FindLinks {
		out = append(out, "--find-links", link)
	}
	out = appendEach(out, "--no-binary", r.NoBinary)
	return appendEach(out, "--only-binary", r.OnlyBinary)
}

// LocalRequirements is the part of the context that resolving requirements reads: what they name by a path, nothing where they
// name none. manifest is the pyproject.toml of a folder, nil without one. Where it says all that has to be known, the sources are
// left out, so that an edit of them resolves nothing anew.
func LocalRequirements(app *spec.App, ignore []string, r *lock.Requirements, manifest func(folder string) *pyproject.Project) Selection {
	s := Selection{Folder: app.Project, Exclude: slices.Concat(ignore, Denied)}
	for _, line := range slices.Concat(r.Lines, r.Constraints) {
		if line.Path == "" {
			continue
		}
		folder := path.Join(app.Project, line.Path)
		if p := manifest(line.Path); p != nil && p.HasProject && len(p.Dynamic) == 0 {
			s.Include = append(s.Include, metadataFiles(folder, p)...)
		} else {
			s.Include = append(s.Include, folder)
		}
	}
	for _, link := range r.FindLinks {
		if !strings.Contains(link, "://") {
			s.Include = append(s.Include, path.Join(app.Project, link))
		}
	}
	s.Include = unique(s.Include)
	if slices.Contains(s.Include, ".") {
		s.Include = []string{"**"}
	}
	return s
}

// NeedsTools says whether metadata may have to be built, or cloned, to resolve requirements.
func NeedsTools(app *spec.App, r *lock.Requirements) bool {
	return len(app.SystemLibs.Build) > 0 || slices.ContainsFunc(r.Lines, func(line lock.Requirement) bool { return line.VCS != nil })
}

// Hosts are those of the repositories that requirements name, sorted.
func Hosts(r *lock.Requirements) []string {
	var out []string
	for _, line := range slices.Concat(r.Lines, r.Constraints) {
		if h := host(line.VCS); h != "" {
			out = append(out, h)
		}
	}
	return unique(out)
}

// fromGit is how a manifest names a repository: in a requirement, or among tool.uv.sources.
var fromGit = regexp.MustCompile(`git\+|[{,]\s*git\s*=`)

// FromGit says whether a manifest names a repository.
func FromGit(manifest string) bool {
	return strings.Contains(manifest, "git") && fromGit.MatchString(manifest) // an expression takes its time over a large lock
}

// ManifestTools are the packages of the distribution that building the metadata of a project and its dependencies may take.
func ManifestTools(app *spec.App, git bool) []string {
	if !git && len(app.SystemLibs.Build) == 0 {
		return nil
	}
	return BuildTools(app, git)
}

// WholeProject is the project with nothing but what is denied left out, for builds of metadata.
func WholeProject(app *spec.App, ignore []string) Selection {
	return Selection{Folder: app.Project, Include: onlyFolder(app.Project), Exclude: slices.Concat(ignore, Denied)}
}

// There are those of some files that are there, in order.
func (fs ProjectFiles) There(names ...string) []string {
	var out []string
	for _, name := range names {
		if _, ok := fs[name]; ok {
			out = append(out, name)
		}
	}
	return out
}

// StepName is the name of the step that reads a lock by its own tool.
func (s Source) StepName() string {
	switch s.Format {
	case FormatUV:
		return "check uv.lock against pyproject.toml"
	case FormatScript:
		return "check " + s.file() + " against " + s.Path
	}
	return "resolve what nothing has locked"
}
