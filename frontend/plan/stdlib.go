package plan

import (
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
)

// submodules are modules of those packages of the standard library that commands name, of Python 3.10 to 3.15. What an image says
// of itself ends at the packages.
var submodules = map[string][]string{
	"asyncio":   {"events", "locks", "queues", "runners", "streams", "subprocess", "taskgroups", "tasks", "timeouts", "tools"},
	"email":     {"generator", "header", "message", "mime", "parser", "policy", "utils"},
	"http":      {"client", "cookiejar", "cookies", "server"},
	"importlib": {"abc", "machinery", "metadata", "resources", "simple", "util"},
	"json":      {"decoder", "encoder", "scanner", "tool"},
	"logging":   {"config", "handlers"},
	"unittest":  {"async_case", "case", "loader", "main", "mock", "result", "runner", "signals", "suite", "util"},
	"urllib":    {"error", "parse", "request", "response", "robotparser"},
	"wsgiref":   {"handlers", "headers", "simple_server", "types", "util", "validate"},
	"xmlrpc":    {"client", "server"},
}

// meantSubmodule is the module of the standard library that a name is a slip of; empty: it is none, or nobody can tell. A name that is
// unlike all others may be of a newer Python.
func meantSubmodule(module string) string {
	first, rest, _ := strings.Cut(module, ".")
	known := submodules[first]
	if rest == "" || slices.Contains(known, rest) {
		return ""
	}
	if near := spec.Nearest(rest, known); near != "" {
		return first + "." + near
	}
	return ""
}
