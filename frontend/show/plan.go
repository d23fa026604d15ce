package show

import (
	"fmt"
	"slices"
	"time"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// Plan is what image is made for one platform, and from what. It has what the plan itself has but for the texts of locks and the
// built-in deny list, and nothing of the machine or the time that it was made at.
type Plan struct {
	Platform    string    `json:"platform"` // that the image is for, as in "linux/arm64"
	Builder     string    `json:"builder"`  // that steps run on
	Base        Base      `json:"base"`
	Python      string    `json:"python"` // version of the interpreter, as in "3.13.5"
	UV          string    `json:"uv"`     // image with uv, which installs
	Groups      []Group   `json:"groups"`
	Builds      []Build   `json:"builds"`
	Projects    []Project `json:"projects"`
	Application App       `json:"application"`
	Steps       []Step    `json:"steps"`
	SystemLibs  []string  `json:"system-libs"` // packages of the distribution that the image gets
	BuildTools  []string  `json:"build-tools"` // packages of the distribution that things are built with; in no image
	User        string    `json:"user"`        // as in "nonroot (65532:65532)"
	Config      Config    `json:"config"`
	Layers      []string  `json:"layers"` // steps that make a layer each, from the base upwards
}

// Base is what the application runs on.
type Base struct {
	Kind      spec.BaseKind `json:"kind"`
	Distro    string        `json:"distro,omitempty"`
	Reference string        `json:"reference"`        // of the image
	Digest    string        `json:"digest,omitempty"` // empty: only the engine's own store has the image
}

// Group is what one step installs from wheels.
type Group struct {
	Name     string   `json:"name"`
	Packages []string `json:"packages"`
	Size     int64    `json:"size,omitempty"` // of all wheels, in bytes; 0: not all are known
	Shared   bool     `json:"shared"`         // the same for every platform
}

// Build is a package that has no wheel.
type Build struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	Why     string `json:"why"`
	On      string `json:"on"` // platform that it is built on
}

// Project is a package of the context.
type Project struct {
	Name    string       `json:"name"`
	Folder  string       `json:"folder"`
	Install spec.Install `json:"install"`
}

// App is what of the context is the application.
type App struct {
	Workdir  string   `json:"workdir"`
	Include  []string `json:"include"`
	Exclude  []string `json:"exclude"` // besides the built-in deny list
	Writable []string `json:"writable"`
}

// Step is a command of the spec.
type Step struct {
	Run     []string `json:"run"`
	Outputs []string `json:"outputs"`
	Network bool     `json:"network"`
	On      string   `json:"on"` // platform that it runs on
}

// Config is what the configuration of the image says beyond that of its base.
type Config struct {
	Entrypoint  []string          `json:"entrypoint"`
	Command     []string          `json:"command"`
	Env         []string          `json:"env"` // NAME=value
	Workdir     string            `json:"workdir"`
	User        string            `json:"user"`
	Ports       []string          `json:"ports"`
	Volumes     []string          `json:"volumes"`
	Labels      map[string]string `json:"labels"`
	StopSignal  string            `json:"stop-signal,omitempty"`
	Healthcheck *Healthcheck      `json:"healthcheck,omitempty"`
}

// Healthcheck is the probe of the image. What is empty is the engine's default.
type Healthcheck struct {
	Test          []string `json:"test"`           // as Docker has it: CMD and a command, or NONE
	HTTP          string   `json:"http,omitempty"` // what Test asks, as in "http://localhost:8000/health"; empty: something else
	Interval      string   `json:"interval,omitempty"`
	Timeout       string   `json:"timeout,omitempty"`
	StartPeriod   string   `json:"start-period,omitempty"`
	StartInterval string   `json:"start-interval,omitempty"`
	Retries       int      `json:"retries,omitempty"`
}

// NewPlan is what is shown of a plan. Packages are those that it installs.
func NewPlan(pl *plan.Plan, base Base, python string, packages []Package) *Plan {
	out := &Plan{
		Platform: pl.Target.String(), Builder: pl.Build.String(),
		Base: base, Python: python, UV: plan.UVImage(pl.Spec),
		Application: App{pl.App.Workdir, list(pl.App.Files.Include), withoutDenied(pl.App.Files.Exclude), list(slices.Concat(pl.App.Writable, pl.System.Writable))},
		SystemLibs:  list(pl.System.Packages), BuildTools: list(pl.Tools),
		User:   pl.Spec.User.Name + " (" + pl.Image.User + ")",
		Config: config(pl.Spec, pl.Image), Layers: pl.Image.History,
		Groups: []Group{}, Builds: []Build{}, Projects: []Project{}, Steps: []Step{},
	}
	for _, g := range pl.Deps {
		out.Groups = append(out.Groups, Group{g.Label, g.Names, sizeOf(g.Names, packages), g.Platform == "" && g.Fragment != ""})
	}
	for _, b := range pl.Builds {
		out.Builds = append(out.Builds, Build{b.Name, b.Version, b.Why, on(b.On, pl)})
	}
	for _, p := range pl.Projects {
		out.Projects = append(out.Projects, Project{p.Name, p.Folder, p.Install})
	}
	for _, s := range pl.Steps {
		where := plan.Platform{}
		if s.Target {
			where = pl.Target
		}
		out.Steps = append(out.Steps, Step{s.Run, s.Outputs, s.Network, on(where, pl)})
	}
	return out
}

func on(p plan.Platform, pl *plan.Plan) string {
	if p == (plan.Platform{}) {
		p = pl.Build
	}
	return p.String()
}

// sizeOf is the size of some packages' files, in bytes; 0: one is not known.
func sizeOf(names []string, packages []Package) int64 {
	var sum int64
	for _, p := range packages {
		if !slices.Contains(names, p.Name) {
			continue
		}
		if p.Size == 0 {
			return 0
		}
		sum += p.Size
	}
	return sum
}

func config(app *spec.App, image plan.Image) Config {
	env := []string{}
	for _, v := range image.Env {
		env = append(env, v.Name+"="+v.Value)
	}
	return Config{
		Entrypoint: list(image.Entrypoint), Command: list(image.Command), Env: env, Workdir: image.Workdir, User: image.User,
		Ports: list(image.Ports), Volumes: list(image.Volumes), Labels: image.Labels, StopSignal: image.StopSignal, Healthcheck: healthcheck(image.Health, app.Health.HTTP),
	}
}

func healthcheck(h *plan.Health, http *spec.HTTPCheck) *Healthcheck {
	if h == nil {
		return nil
	}
	asked := ""
	if http != nil {
		asked = fmt.Sprintf("%s://localhost:%s%s", http.Scheme, http.Port, http.Path)
	}
	return &Healthcheck{h.Test, asked, duration(h.Interval), duration(h.Timeout), duration(h.StartPeriod), duration(h.StartInterval), h.Retries}
}

// duration is empty for zero.
func duration(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// list is never null in JSON.
func list(names []string) []string { return append([]string{}, names...) }

// withoutDenied leaves out the deny list that is built in, which docs/ has.
func withoutDenied(exclude []string) []string {
	for i := range exclude {
		if rest := exclude[i:]; len(rest) >= len(plan.Denied) && slices.Equal(rest[:len(plan.Denied)], plan.Denied) {
			exclude = slices.Concat(exclude[:i], rest[len(plan.Denied):])
			break
		}
	}
	return list(slices.Compact(exclude))
}
