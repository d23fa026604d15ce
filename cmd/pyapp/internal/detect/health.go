package detect

import (
	"regexp"
	"strings"
)

var (
	decorator = regexp.MustCompile(`(?m)^[ \t]*@([A-Za-z_]\w*)\.(?:get|route|head)\(`)
	route     = regexp.MustCompile(`\bRoute\(`)
	healthy   = regexp.MustCompile(`(?i)^/[\w/.-]*\b(health|healthz|healthcheck|health_check|health-check|livez|live|liveness|ready|readyz|alive|ping|heartbeat|up)/?$`)
)

// health is the path by which an application says that it works, and its line. Only paths of the application itself count: those of
// routers may get a prefix elsewhere.
func health(m module, attr string) (string, int) {
	for _, at := range decorator.FindAllStringSubmatchIndex(m.src.Code, -1) {
		if m.src.Code[at[2]:at[3]] != attr {
			continue
		}
		if text, ok := m.src.String(at[1]); ok && healthy.MatchString(text) {
			return text, m.src.Line(at[0])
		}
	}
	for _, at := range route.FindAllStringIndex(m.src.Code, -1) {
		if text, ok := m.src.String(at[1]); ok && healthy.MatchString(text) && strings.HasPrefix(text, "/") {
			return text, m.src.Line(at[0])
		}
	}
	return "", 0
}
