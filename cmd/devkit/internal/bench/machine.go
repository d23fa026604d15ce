package bench

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"time"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/bench/report"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// machine describes where this run is made.
func (l *lab) machine(ctx context.Context) (report.Machine, error) {
	commit, err := console.Command{Dir: l.repository, Args: []string{"git", "describe", "--always", "--dirty"}}.Output(ctx)
	if err != nil {
		return report.Machine{}, err
	}
	versions := l.rig.Versions()
	versions["pyapp-frontend"] = commit
	m := report.Machine{Date: time.Now().UTC().Format(time.DateOnly), Cores: runtime.NumCPU(), Versions: versions}
	m.Processor = field("/proc/cpuinfo", `(?m)^(?:model name|CPU part)\s*: (.*)$`)
	m.System = fmt.Sprintf("%s, Linux %s", field("/etc/os-release", `(?m)^PRETTY_NAME="(.*)"$`), field("/proc/sys/kernel/osrelease", `(.*)`))
	kilobytes, _ := strconv.ParseFloat(field("/proc/meminfo", `(?m)^MemTotal:\s+(\d+) kB`), 64)
	m.MemoryGB = kilobytes * 1024 / 1e9
	return m, nil
}

// field is what a pattern's group finds in a file; nothing where it is not there.
func field(path, pattern string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	if found := regexp.MustCompile(pattern).FindSubmatch(text); found != nil {
		return string(found[1])
	}
	return ""
}
