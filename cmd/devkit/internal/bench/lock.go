package bench

import (
	"context"
	"fmt"
	"regexp"
	"strconv"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// byLock measures the frontend alone, by the benchmark of its own tests: time in the middle and longest, and memory.
func (l *lab) byLock(ctx context.Context) error {
	for _, n := range []int{10, 100, 500, 1000, 2000} {
		only := fmt.Sprintf("LargeLock/^%d$", n)
		command := console.Command{Dir: l.repository, Args: []string{"go", "test", "./frontend/llbgen", "-run=^$", "-benchtime=20x", "-bench=" + only}}
		out, err := command.Output(ctx)
		if err != nil {
			return err
		}
		l.cost("lock", n, pyapp, "seconds", metric(out, "p50-s"))
		l.cost("lock", n, pyapp+", longest", "seconds", metric(out, "worst-s"))
		l.cost("lock", n, pyapp, "memory", metric(out, "heap-B"))
		l.rig.Console.Say("    the frontend alone, %d packages: %.3f s, longest %.3f s, %.0f MB", n,
			metric(out, "p50-s"), metric(out, "worst-s"), metric(out, "heap-B")/1e6)
	}
	return nil
}

// metric is a figure of go test's output, by its unit; 0 where it is not there.
func metric(output, unit string) float64 {
	found := regexp.MustCompile(`([0-9.e+]+) ` + regexp.QuoteMeta(unit)).FindStringSubmatch(output)
	if found == nil {
		return 0
	}
	value, _ := strconv.ParseFloat(found[1], 64)
	return value
}
