package proc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// record says which process the devkit started, and how: a process id alone is no proof, because the kernel uses it
// again.
type record struct {
	PID  int      `json:"pid"`
	Argv []string `json:"argv"`
}

func (s Service) path() string { return filepath.Join(s.Dir, s.Name+".json") }

func (s Service) load() (record, error) {
	var r record
	text, err := os.ReadFile(s.path())
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("reading the record of %s: %w", s.Name, err)
	}
	return r, nil
}

func (s Service) save(r record) error {
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if err := os.WriteFile(s.path(), text, 0o644); err != nil {
		return fmt.Errorf("recording %s: %w", s.Name, err)
	}
	return nil
}

// alive tells whether the process lives and still has the recorded command line. A zombie has none.
func (r record) alive() bool {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", r.PID))
	if err != nil || len(text) == 0 {
		return false
	}
	return sameArgv(splitCmdline(text), r.Argv)
}

func splitCmdline(text []byte) []string {
	return strings.Split(string(bytes.TrimSuffix(text, []byte{0})), "\x00")
}

func sameArgv(a, b []string) bool { return slices.Equal(a, b) }

// end asks the process to end, and kills it when it does not within stopPatience.
func (r record) end() error {
	if err := syscall.Kill(r.PID, syscall.SIGTERM); err != nil {
		return err
	}
	for range int(stopPatience / pollEvery) {
		if !r.alive() {
			return nil
		}
		time.Sleep(pollEvery)
	}
	return syscall.Kill(r.PID, syscall.SIGKILL)
}
