package spec

import (
	"fmt"

	"gopkg.in/yaml.v3"
)

// rawHealth is the `healthcheck` key.
type rawHealth struct {
	place
	disabled bool // the word none
	http     *rawHTTP
	command  *argv

	interval, timeout, startPeriod, startInterval, retries *text
}

// rawHTTP is the `http` mapping of a health check.
type rawHTTP struct {
	place
	scheme, host, port, path, status *text
}

func (r *reader) healthcheck(n node) *rawHealth {
	out := &rawHealth{place: r.place(n)}
	if n.yaml.Kind == yaml.ScalarNode && n.yaml.Value == "none" {
		out.disabled = true
		return out
	}
	const duration = "a duration such as 30s"
	r.mapping(n, "a mapping with http or command, or none", fields{
		"http":           func(n node) { out.http = r.httpCheck(n) },
		"command":        func(n node) { out.command = r.argv(n) },
		"interval":       r.intoText(&out.interval, duration),
		"timeout":        r.intoText(&out.timeout, duration),
		"start-period":   r.intoText(&out.startPeriod, duration),
		"start-interval": r.intoText(&out.startInterval, duration),
		"retries":        r.intoText(&out.retries, "a number"),
	})
	return out
}

func (r *reader) httpCheck(n node) *rawHTTP {
	out := &rawHTTP{place: r.place(n)}
	r.mapping(n, "a mapping such as {port: 8000, path: /health}", fields{
		"scheme": r.intoText(&out.scheme, "http or https"),
		"host":   r.intoText(&out.host, "a host"),
		"port":   r.intoText(&out.port, "a port or $NAME"),
		"path":   r.intoText(&out.path, "a path"),
		"status": r.intoText(&out.status, "a status such as 200 or 200-399"),
	})
	return out
}

func (v *validator) health(h *rawHealth) {
	if h == nil || h.disabled {
		return
	}
	v.probe(h)
	for _, t := range []*text{h.interval, h.timeout, h.startPeriod, h.startInterval} {
		if t != nil {
			v.duration(*t)
		}
	}
	if h.retries != nil {
		if n, ok := parseNumber(h.retries.value); !ok || n < 1 {
			v.failf(ruleRetries, h.retries.place, "expected a number from 1 on, found %q", shorten(h.retries.value))
		}
	}
}

// probe checks that there is exactly one.
func (v *validator) probe(h *rawHealth) {
	switch {
	case h.http != nil && h.command != nil:
		v.fail(ruleHealthProbe, h.command.place, "http is written too, and a health check has one probe", "remove http or command")
	case h.command != nil && h.command.line != nil && h.command.line.value == "none":
		v.fail(ruleHealthProbe, h.command.place, "none takes no other settings", `write "healthcheck: none"`)
	case h.command != nil:
		v.argv(h.command)
	case h.http != nil:
		v.request(h.http)
	default:
		v.fail(ruleHealthProbe, v.file.where(h.path), "needs http or command", `or write "healthcheck: none"`)
	}
}

func (r *resolver) healthcheck() Healthcheck {
	h := r.file.health
	if h == nil {
		return Healthcheck{}
	}
	out := Healthcheck{
		Disabled:      h.disabled,
		Command:       h.command.split(),
		Interval:      durationOf(h.interval),
		Timeout:       durationOf(h.timeout),
		StartPeriod:   durationOf(h.startPeriod),
		StartInterval: durationOf(h.startInterval),
	}
	if h.retries != nil {
		out.Retries, _ = parseNumber(h.retries.value)
	}
	if h.http != nil {
		out.HTTP = r.httpCheck(h.http)
	}
	return out
}

func (r *resolver) httpCheck(h *rawHTTP) *HTTPCheck {
	status, _ := parseStatus(valueOr(h.status, "200-399"))
	return &HTTPCheck{
		Scheme:    valueOr(h.scheme, "http"),
		Host:      valueOr(h.host, "localhost"),
		Port:      r.healthPort(h),
		Path:      valueOr(h.path, "/"),
		StatusMin: status[0],
		StatusMax: status[1],
	}
}

// healthPort is the port that is asked: the one written, else the application's only one.
func (r *resolver) healthPort(h *rawHTTP) string {
	if h.port != nil {
		return h.port.value
	}
	ports := r.ports()
	if len(ports) == 1 && ports[0].Protocol == "tcp" {
		return fmt.Sprint(ports[0].Number)
	}
	r.fail(ruleHealthPort, h.place, "needs a port, because "+noOnlyPort(ports), "write one such as port: 8000")
	return ""
}

func noOnlyPort(ports []Port) string {
	switch len(ports) {
	case 0:
		return "ports names none"
	case 1:
		return "the only one of ports is not of TCP"
	}
	return fmt.Sprintf("ports names %d", len(ports))
}
