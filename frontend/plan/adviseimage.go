package plan

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
	"gopkg.in/yaml.v3"
)

// adviseHealth wants to be told whether whoever listens is well.
func adviseHealth(app *spec.App) spec.Diagnostics {
	i := slices.IndexFunc(app.Ports, func(p spec.Port) bool { return p.Protocol == "tcp" })
	if i < 0 || app.Health.Disabled || app.Health.HTTP != nil || len(app.Health.Command) > 0 {
		return nil
	}
	request := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle, Content: []*yaml.Node{
		scalar("port"), {Kind: yaml.ScalarNode, Tag: "!!int", Value: fmt.Sprint(app.Ports[i].Number)}, scalar("path"), scalar("/"),
	}}
	health := pasted("healthcheck", &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{scalar("http"), request}})
	return warning(app, ruleNoHealthcheck, "ports", "nothing tells an engine whether the application answers",
		"write "+health+" with a path that answers only when all is well, or `healthcheck: none`")
}

// unprivileged is the first port that the kernel lets every process open (ip(7), ip_unprivileged_port_start).
const unprivileged = 1024

// advisePorts warns of ports below it: the image never runs as root. Docker sets ip_unprivileged_port_start to 0 in each
// container, and not every other runtime does.
func advisePorts(app *spec.App) spec.Diagnostics {
	var out spec.Diagnostics
	for i, p := range app.Ports {
		if p.Number < unprivileged {
			protocol := strings.TrimPrefix("/"+p.Protocol, "/tcp")
			out = append(out, warning(app, rulePrivilegedPort, fmt.Sprintf("ports[%d]", i),
				fmt.Sprintf("Docker lets every user open port %d, and Kubernetes may not", p.Number),
				fmt.Sprintf("have the application listen on %d, and publish that as %d, as in `docker run -p %d:%d%s`",
					p.Number+8000, p.Number, p.Number, p.Number+8000, protocol))...)
		}
	}
	return out
}

// timeZones are the names of time zones that trixie has in the package tzdata-legacy alone, each with the name that
// has the same rules today. They are the files of that package, version 2026c.
//
//go:embed timezones.txt
var timeZones string

// adviseTimeZone warns of names that the C library would not find, and take for UTC without a word.
func adviseTimeZone(app *spec.App) spec.Diagnostics {
	if app.Distro != "trixie" || slices.Contains(app.SystemLibs.Run, "tzdata-legacy") {
		return nil
	}
	for _, v := range app.Env {
		if today := zoneToday(strings.TrimPrefix(v.Value, ":")); v.Name == "TZ" && today != "" {
			return warning(app, ruleLegacyTimeZone, "env.TZ", fmt.Sprintf("trixie has no time zone %q without the package tzdata-legacy, so times would be those of UTC", v.Value),
				"write "+pastedVariable(app, "TZ", today))
		}
	}
	return nil
}

func zoneToday(name string) string {
	for line := range strings.Lines(timeZones) {
		if old, today, _ := strings.Cut(strings.TrimSpace(line), " "); old == name && name != "" {
			return today
		}
	}
	return ""
}
