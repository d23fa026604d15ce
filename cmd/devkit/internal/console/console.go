// Package console tells the developer what the devkit is doing while it does it: one line when a step starts, one
// when it ends with how long it took, and on failure the end of that step's log.
package console

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Console prints steps. Its methods may be called from several goroutines: lines never mix.
type Console struct {
	out  io.Writer
	logs string
	mu   sync.Mutex
}

// New returns a console that prints to out and keeps one log file per step in the folder logs, which it creates when
// the first step starts.
func New(out io.Writer, logs string) *Console {
	return &Console{out: out, logs: logs}
}

// Say prints one line.
func (c *Console) Say(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	fmt.Fprintf(c.out, format+"\n", args...)
}

// Step runs do between a line that announces title and one that says how long it took. hint (such as "about 2 min")
// may be empty. What do writes to log goes to the file <logs>/<name>.log; the error of a failed step carries the tail
// of that file and its path.
func (c *Console) Step(name, title, hint string, do func(log io.Writer) error) error {
	log, err := c.openLog(name)
	if err != nil {
		return err
	}
	defer log.Close()
	c.Say("==> %s%s", title, parenthesised(hint))
	start := time.Now()
	if err := do(log); err != nil {
		return &StepError{Title: title, Log: log.Name(), Err: err}
	}
	c.Say("    done in %s: %s", Took(time.Since(start)), title)
	return nil
}

func (c *Console) openLog(name string) (*os.File, error) {
	if err := os.MkdirAll(c.logs, 0o755); err != nil {
		return nil, fmt.Errorf("making the log folder: %w", err)
	}
	log, err := os.Create(filepath.Join(c.logs, name+".log"))
	if err != nil {
		return nil, fmt.Errorf("opening the log of %s: %w", name, err)
	}
	return log, nil
}

// Took writes a duration as a person says it: '0.4 s', '94 s'.
func Took(d time.Duration) string {
	if d < 10*time.Second {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%.0f s", d.Seconds())
}

func parenthesised(hint string) string {
	if hint == "" {
		return ""
	}
	return " (" + strings.TrimSpace(hint) + ")"
}
