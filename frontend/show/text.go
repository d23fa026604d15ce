package show

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// Text is the plan for people.
func (p *Plan) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Image for %s", p.Platform)
	if p.Builder != p.Platform {
		fmt.Fprintf(&b, ", built on %s", p.Builder)
	}
	b.WriteString("\n\n")
	p.facts(&b)
	section(&b, "Packages, a layer each", p.groups())
	section(&b, "Packages without a wheel, a layer each", p.builds())
	section(&b, "First-party packages", p.projects())
	section(&b, "Steps", p.steps())
	section(&b, "Layers, from the base upwards", numbered(p.Layers))
	section(&b, "Configuration", p.Config.lines())
	return b.String()
}

func (p *Plan) facts(b *strings.Builder) {
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, "%s\t%s\n", name, value)
		}
	}
	line("Base", strings.TrimSpace(fmt.Sprintf("%s  %s", p.Base.name(), p.Base.Digest)))
	line("Python", p.Python)
	line("Installer", p.UV)
	line("System libraries", strings.Join(p.SystemLibs, ", "))
	line("Build tools, in no image", strings.Join(p.BuildTools, ", "))
	line("Application", p.Application.Workdir+"  "+p.Application.patterns())
	line("Writable", strings.Join(p.Application.Writable, ", "))
	line("User", p.User)
	_ = w.Flush() // a strings.Builder takes all
}

// name is the reference, and what of it the base is where it is not the image itself.
func (b Base) name() string {
	if b.Kind == "distroless" {
		return "distroless, of files of " + b.Reference
	}
	return b.Reference
}

func (a App) patterns() string {
	out := "all files"
	if len(a.Include) > 0 {
		out = strings.Join(a.Include, ", ")
	}
	if len(a.Exclude) > 0 {
		out += " without " + strings.Join(a.Exclude, ", ")
	}
	return out
}

func section(b *strings.Builder, title string, lines []string) {
	if len(lines) > 0 {
		fmt.Fprintf(b, "\n%s:\n  %s\n", title, strings.Join(lines, "\n  "))
	}
}

func (p *Plan) groups() []string {
	var out []string
	for _, g := range p.Groups {
		line := g.Name
		if g.Size > 0 {
			line += ", " + megabytes(g.Size)
		}
		if g.Shared {
			line += ", the same for every platform"
		}
		out = append(out, line)
		if names := strings.Join(g.Packages, ", "); !strings.HasSuffix(g.Name, names) {
			out = append(out, "  "+names)
		}
	}
	return out
}

func (p *Plan) builds() []string {
	var out []string
	for _, build := range p.Builds {
		out = append(out, fmt.Sprintf("%s: %s; built on %s", strings.TrimSpace(build.Name+" "+build.Version), build.Why, build.On))
	}
	return out
}

func (p *Plan) projects() []string {
	var out []string
	for _, project := range p.Projects {
		out = append(out, fmt.Sprintf("%s in %s, installed from %s", project.Name, project.Folder, project.Install))
	}
	return out
}

func (p *Plan) steps() []string {
	var out []string
	for _, s := range p.Steps {
		network := "no network"
		if s.Network {
			network = "network"
		}
		out = append(out, fmt.Sprintf("%s → %s, on %s, %s", strings.Join(s.Run, " "), strings.Join(s.Outputs, ", "), s.On, network))
	}
	return out
}

func numbered(lines []string) []string {
	var out []string
	for i, line := range lines {
		out = append(out, fmt.Sprintf("%2d  %s", i+1, line))
	}
	return out
}

func (c Config) lines() []string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	line := func(name string, values ...string) {
		if len(values) > 0 && values[0] != "" {
			fmt.Fprintf(w, "%s\t%s\n", name, strings.Join(values, " "))
		}
	}
	line("ENTRYPOINT", exec(c.Entrypoint))
	line("CMD", exec(c.Command))
	line("WORKDIR", c.Workdir)
	line("USER", c.User)
	line("EXPOSE", c.Ports...)
	line("VOLUME", c.Volumes...)
	line("STOPSIGNAL", c.StopSignal)
	if h := c.Healthcheck; h != nil {
		line("HEALTHCHECK", cmp.Or(h.HTTP, exec(h.Test)))
	}
	for _, v := range c.Env {
		line("ENV", v)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Labels)) {
		line("LABEL", name+"="+c.Labels[name])
	}
	_ = w.Flush() // a strings.Builder takes all
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
}

// exec is a command as Dockerfiles have it; empty: there is none.
func exec(words []string) string {
	var quoted []string
	for _, w := range words {
		quoted = append(quoted, fmt.Sprintf("%q", w))
	}
	if quoted == nil {
		return ""
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// Text are the packages for people, a line each.
func (p Packages) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Packages in the image for %s: %d\n\n", p.Platform, len(p.Packages))
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tVERSION\tFROM\tSIZE\tASKED FOR BY\tFILE OR SOURCE")
	for _, q := range p.Packages {
		size, file := "-", q.File
		if q.Size > 0 {
			size = megabytes(q.Size)
		}
		if file == "" {
			file = q.Source
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", q.Name, dash(q.Version), q.From, size, dash(string(q.Why)), dash(file))
	}
	_ = w.Flush() // a strings.Builder takes all
	return b.String()
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// megabytes is a size in units of 1,000,000 bytes, or of 1,000 where it is small.
func megabytes(n int64) string {
	if n < 1_000_000 {
		return fmt.Sprintf("%d kB", (n+999)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1_000_000)
}
