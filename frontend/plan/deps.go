package plan

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// Target is what a lock is read for: the interpreter and the C library of the image.
func Target(app *spec.App, p Platform, python string, project *pyproject.Project) (lock.Target, error) {
	w, err := wheelTarget(app, p, python)
	if err != nil {
		return lock.Target{}, err
	}
	return lock.Target{Wheel: w, Env: environmentOf(app, w.Machine, python, project)}, nil
}

// Environments are those of every machine that Linux images are made for, with the interpreter of this build.
func Environments(app *spec.App, python string, project *pyproject.Project) []marker.Environment {
	var out []marker.Environment
	for _, a := range architectures {
		out = append(out, environmentOf(app, a.machine, python, project))
	}
	return out
}

// environmentOf is what markers are evaluated in, for one machine.
func environmentOf(app *spec.App, machine, python string, project *pyproject.Project) marker.Environment {
	return marker.Environment{PythonFullVersion: python, Machine: machine, Extras: app.Groups.Extras, Groups: chosenGroups(app, project)}
}

// chosenGroups are the groups that a lock of PEP 751 is asked for. Its default groups stand for the project's own dependencies,
// so they are in unless they are excluded by name. Other locks have no markers for groups.
func chosenGroups(app *spec.App, p *pyproject.Project) []string {
	out := slices.Clone(app.Groups.Include)
	if p == nil {
		return out
	}
	for _, name := range p.DefaultGroups {
		if !slices.Contains(app.Groups.Exclude, name) {
			out = append(out, name)
		}
	}
	return out
}

// dependencies divide what a target installs into what comes as wheels, in groups, and what has to be built.
func dependencies(app *spec.App, facts Facts) ([]Group, []Build, error) {
	if facts.Lock == nil {
		return nil, nil, nil
	}
	target, err := Target(app, facts.Target, facts.Python, facts.Project)
	if err != nil {
		return nil, nil, err
	}
	chosen, err := facts.Lock.For(target)
	if err != nil {
		return nil, nil, err
	}
	common, added, err := commonAndAdded(app, facts, chosen)
	if err != nil {
		return nil, nil, err
	}
	wheels, sources := bySource(common)
	addedWheels, addedSources := bySource(added)
	return append(groups(app, facts, wheels), groups(app, facts, addedWheels)...), append(builds(app, sources), builds(app, addedSources)...), nil
}

// bySource divides packages into those that are installed from wheels and those that have to be built. First-party ones are neither.
func bySource(chosen []lock.Chosen) (wheels, sources []lock.Chosen) {
	for _, c := range chosen {
		switch {
		case c.Directory != nil:
		case c.Wheel != nil:
			wheels = append(wheels, c)
		default:
			sources = append(sources, c)
		}
	}
	return wheels, sources
}

// groups divide wheels by [cut], and write down what each step installs.
func groups(app *spec.App, facts Facts, wheels []lock.Chosen) []Group {
	word, options := uvTarget(app, facts.Target)
	var out []Group
	for _, p := range cut(wheels, facts.Learned.Together) {
		g := Group{Names: namesOf(p.wheels), Label: "dependencies: " + p.what, Compile: app.Bytecode.Dependencies}
		if !p.pure {
			g.Platform, g.Label = word, fmt.Sprintf("dependencies for %s: %s", facts.Target, p.what)
		}
		placed, unplaced := apart(p.wheels)
		g.Files = localFiles(app, placed)
		if len(placed) > 0 {
			g.Fragment = lock.Fragment(placed, options)
		}
		if len(unplaced) > 0 {
			g.Requirements = lock.HashedRequirements(unplaced)
		}
		out = append(out, g)
	}
	return out
}

func namesOf(packages []lock.Chosen) []string {
	var out []string
	for _, c := range packages {
		out = append(out, c.Name)
	}
	return unique(out)
}

// apart divides wheels into those whose places are known and those that an index has to be asked for.
func apart(wheels []lock.Chosen) (placed, unplaced []lock.Chosen) {
	for _, c := range wheels {
		if c.Located() {
			placed = append(placed, c)
		} else {
			unplaced = append(unplaced, c)
		}
	}
	return placed, unplaced
}

// localFiles are the wheels and archives of the context among some packages.
func localFiles(app *spec.App, packages []lock.Chosen) []string {
	var out []string
	for _, c := range packages {
		for _, f := range []*lock.File{c.Wheel, c.Archive, c.Sdist} {
			if f != nil && f.Path != "" {
				out = append(out, path.Join(app.Project, f.Path))
			}
		}
	}
	return unique(out)
}

func builds(app *spec.App, packages []lock.Chosen) []Build {
	var out []Build
	for _, c := range packages {
		b := Build{
			Name: c.Name, Version: c.Version, Why: c.Why,
			Git:     c.VCS != nil,
			Host:    host(c.VCS),
			SSH:     c.VCS != nil && strings.HasPrefix(c.VCS.URL, "ssh:"),
			Files:   localFiles(app, []lock.Chosen{c}),
			Env:     pretended(c),
			Compile: app.Bytecode.Dependencies,
		}
		if c.VCS == nil && !c.Located() {
			b.Requirements = lock.HashedRequirements([]lock.Chosen{c})
		} else {
			b.Fragment = lock.SourceFragment(c, lock.FragmentOptions{Context: app.Project})
		}
		out = append(out, b)
	}
	return out
}

// host is that of a repository; empty: there is none.
func host(v *lock.VCS) string {
	if v == nil {
		return ""
	}
	u, err := url.Parse(v.URL)
	if err != nil {
		return ""
	}
	return u.Host
}

// pretended tells builds that would look for their version in a history what the lock says it is.
func pretended(c lock.Chosen) []spec.EnvVar {
	if c.VCS == nil || c.Version == "" {
		return nil
	}
	name := strings.ToUpper(strings.ReplaceAll(c.Name, "-", "_"))
	return []spec.EnvVar{{Name: "SETUPTOOLS_SCM_PRETEND_VERSION_FOR_" + name, Value: c.Version}}
}

// toolchain is what compiling an extension module takes, as packages of Debian or Alpine.
func toolchain(app *spec.App) []string {
	if onAlpine(app) {
		return []string{"g++", "gcc", "make", "musl-dev", "pkgconf"}
	}
	return []string{"g++", "gcc", "libc6-dev", "make", "pkgconf"}
}

// BuildTools are the packages of the base's distribution that packages without a wheel are built with; git where one comes from
// a repository. A base that has no packages that we know of has to bring its own tools.
func BuildTools(app *spec.App, git bool) []string {
	if !hasPackages(app) {
		return nil
	}
	out := slices.Concat(toolchain(app), app.SystemLibs.Build)
	if git {
		out = append(out, "git", "openssh-client")
	}
	return unique(out)
}

// CheckBuilds refuses packages without a wheel where the spec wants none.
func CheckBuilds(app *spec.App, p *Plan) spec.Diagnostics {
	var refused []string
	var out spec.Diagnostics
	for _, b := range p.Builds {
		key, mode := noWheel(app, b.Name)
		switch {
		case mode == spec.NoWheelFail && key == "no-wheel":
			refused = append(refused, b.what())
		case mode == spec.NoWheelFail:
			out = append(out, problem(app, key, b.what()+", and may not be built", "lock a version that has a wheel"))
		}
	}
	if len(refused) > 0 {
		out = append(out, problem(app, "no-wheel", fmt.Sprintf("%s would have to be built for %s: %s", packages(len(refused)), p.Target,
			strings.Join(refused, "; ")), "lock versions that have wheels, or write `no-wheel: auto`"))
	}
	return out
}

func packages(n int) string {
	if n == 1 {
		return "1 package"
	}
	return fmt.Sprintf("%d packages", n)
}

// noWheel is the choice for a package, and the key that makes it.
func noWheel(app *spec.App, name string) (key string, mode spec.NoWheelMode) {
	for _, p := range app.NoWheel.Packages {
		if p.Name == name {
			return "no-wheel." + name, p.Mode
		}
	}
	return "no-wheel", app.NoWheel.Default
}

// label names a package, with its version where it is known.
func (b Build) label() string { return strings.TrimSpace(b.Name + " " + b.Version) }

// what names a package and says why it has to be built.
func (b Build) what() string { return b.label() + ": " + b.Why }
