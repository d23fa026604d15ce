package spec

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var (
	portNumber = regexp.MustCompile(`^([1-9][0-9]{0,4})(?:/(tcp|udp|sctp))?$`)
	portRange  = regexp.MustCompile(`^[0-9]+-[0-9]`)
)

// parsePort reads "8000" or "8000/udp"; ok is false for anything else.
func parsePort(s string) (port Port, ok bool) {
	m := portNumber.FindStringSubmatch(s)
	if m == nil {
		return Port{}, false
	}
	number, _ := strconv.Atoi(m[1])
	if m[2] == "" {
		m[2] = "tcp"
	}
	return Port{Number: number, Protocol: m[2]}, number <= 65535
}

func (v *validator) ports(l *list) {
	for _, item := range items(l) {
		if _, ok := parsePort(item.value); !ok {
			v.fail(rulePort, item.place, fmt.Sprintf("%q is not a port (1 to 65535, with /tcp, /udp or /sctp)", shorten(item.value)), portAdvice(item.value))
		}
	}
	v.unique(l, func(s string) string {
		port, ok := parsePort(s)
		if !ok {
			return ""
		}
		return fmt.Sprint(port)
	})
}

// portAdvice answers what people bring from Compose.
func portAdvice(s string) string {
	switch {
	case strings.Contains(s, ":"):
		return "write only the port that the application listens on; docker run -p publishes it"
	case portRange.MatchString(s):
		return "write each port of a range"
	}
	return ""
}

func (r *resolver) ports() []Port {
	var out []Port
	for _, item := range items(r.file.ports) {
		port, _ := parsePort(item.value)
		out = append(out, port)
	}
	return out
}
