package plan

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/org/pyapp-frontend/spec"
)

// Health is the probe of an image in the words of the Docker image specification.
type Health struct {
	Test                                          []string // nil: none; ["NONE"]: that of the base is turned off
	Interval, Timeout, StartPeriod, StartInterval time.Duration
	Retries                                       int
}

// health is nil where there is none. Turning off is said only of a check that the base has: `docker compose up --wait` gives up on a
// container whose check is turned off, and waits for one that has none until it runs. An assembled base has no check.
func health(app *spec.App, facts Facts) *Health {
	h := app.Health
	out := &Health{
		Interval: h.Interval, Timeout: h.Timeout, StartPeriod: h.StartPeriod,
		StartInterval: h.StartInterval, Retries: h.Retries,
	}
	switch {
	case h.Disabled && facts.BaseChecked && app.Base.Kind != spec.BaseDistroless:
		return &Health{Test: []string{"NONE"}}
	case h.HTTP != nil:
		out.Test = httpTest(*h.HTTP, h.Timeout)
	case len(h.Command) > 0:
		out.Test = append([]string{"CMD"}, h.Command...)
	default:
		return nil
	}
	return out
}

// defaultTimeout is the engine's own limit for one probe.
const defaultTimeout = 30 * time.Second

// httpTest asks by Python's own client, so that the image needs no curl. -I -S leave out site-packages and the user's
// environment: 37 ms instead of 48 ms, and a broken dependency cannot fail the probe. The certificate of an https probe
// is not verified, because it is not made out for the loopback address.
func httpTest(c spec.HTTPCheck, timeout time.Duration) []string {
	if timeout == 0 {
		timeout = defaultTimeout
	}
	open := fmt.Sprintf("http.client.HTTPConnection('localhost',%s,timeout=%g)", portExpr(c.Port), timeout.Seconds())
	imports := "http.client,os,sys"
	if c.Scheme == "https" {
		imports = "http.client,os,ssl,sys"
		open = fmt.Sprintf("http.client.HTTPSConnection('localhost',%s,timeout=%g,context=ssl._create_unverified_context())",
			portExpr(c.Port), timeout.Seconds())
	}
	script := strings.Join([]string{
		"import " + imports,
		"c=" + open,
		fmt.Sprintf("c.request('GET',%s,headers={'Host':%s})", quote(c.Path), quote(c.Host)),
		"s=c.getresponse().status",
		fmt.Sprintf("sys.exit(not %d<=s<=%d)", c.StatusMin, c.StatusMax),
	}, ";")
	return []string{"CMD", Venv + "/bin/python", "-I", "-S", "-c", script}
}

func portExpr(port string) string {
	if name, ok := strings.CutPrefix(port, "$"); ok {
		return "int(os.environ[" + quote(strings.Trim(name, "{}")) + "])"
	}
	return port
}

// quote writes a Python string literal; Go's escapes of ASCII text are Python's too.
func quote(s string) string { return strconv.QuoteToASCII(s) }
