package spec

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	hostHeader      = regexp.MustCompile(`^([A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$`)
	requestPath     = regexp.MustCompile(`^/[!-~]*$`)
	bracedName      = regexp.MustCompile(`^\$\{(\w+)`)
	statusRange     = regexp.MustCompile(`^([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?$`)
	composeDuration = regexp.MustCompile(`^([0-9]+(\.[0-9]+)?(us|ms|s|m|h))+$`)
)

// request checks the parts of an HTTP probe.
func (v *validator) request(h *rawHTTP) {
	v.word(h.scheme, "http", "https")
	v.part(h.host, hostHeader, "a host such as localhost")
	v.part(h.path, requestPath, `a path that begins with "/", in ASCII without spaces`)
	if h.status != nil {
		if _, ok := parseStatus(h.status.value); !ok {
			v.failf(ruleHealthRequest, h.status.place, "expected a status such as 200 or 200-399, found %q", shorten(h.status.value))
		}
	}
	if h.port != nil {
		v.healthPort(*h.port)
	}
}

func (v *validator) part(t *text, pattern *regexp.Regexp, want string) {
	if t != nil && !pattern.MatchString(t.value) {
		v.failf(ruleHealthRequest, t.place, "expected %s, found %q", want, shorten(t.value))
	}
}

// healthPort checks a number, or the $NAME of a variable of the container's environment.
func (v *validator) healthPort(t text) {
	if name, ok := strings.CutPrefix(t.value, "$"); ok && isEnvName(name) {
		return
	}
	if port, ok := parsePort(t.value); ok && t.value == strconv.Itoa(port.Number) {
		return
	}
	suggestion := ""
	if m := bracedName.FindStringSubmatch(t.value); m != nil {
		suggestion = fmt.Sprintf("write \"$%s\"", m[1])
	}
	v.fail(ruleHealthPort, t.place, fmt.Sprintf("expected a port from 1 to 65535 or $NAME, found %q", shorten(t.value)), suggestion)
}

// parseStatus reads "200" or "200-399" as the lowest and highest status.
func parseStatus(s string) (status [2]int, ok bool) {
	m := statusRange.FindStringSubmatch(s)
	if m == nil {
		return status, false
	}
	status[0], _ = strconv.Atoi(m[1])
	status[1] = status[0]
	if m[2] != "" {
		status[1], _ = strconv.Atoi(m[2])
	}
	return status, status[0] <= status[1]
}

// parseDuration reads a duration as Compose writes it, as in 1m30s. Zero is the engine's default; what is shorter than a
// millisecond, engines refuse.
func parseDuration(s string) (time.Duration, bool) {
	if !composeDuration.MatchString(s) {
		return 0, false
	}
	d, err := time.ParseDuration(s)
	return d, err == nil && (d == 0 || d >= time.Millisecond)
}

func (v *validator) duration(t text) {
	if _, ok := parseDuration(t.value); ok {
		return
	}
	suggestion := ""
	if _, isNumber := parseNumber(t.value); isNumber {
		suggestion = fmt.Sprintf("did you mean %ss?", t.value)
	}
	v.fail(ruleDuration, t.place, fmt.Sprintf("expected a duration such as 30s or 1m30s, found %q", shorten(t.value)), suggestion)
}

// durationOf is zero where the file leaves the key out.
func durationOf(t *text) time.Duration {
	d, _ := parseDuration(valueOr(t, "0s"))
	return d
}
