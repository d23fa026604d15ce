package console

import (
	"fmt"
	"os"
	"strings"
)

// tailLines is how much of a failed step's log is shown: enough for a compiler's or a daemon's last words.
const tailLines = 15

// StepError is the failure of one step.
type StepError struct {
	// Title is what was announced when the step started.
	Title string
	// Log is the path of the step's log file.
	Log string
	// Err is what went wrong.
	Err error
}

// Error names the step, the reason, the end of the log and where the rest of it is.
func (e *StepError) Error() string {
	return fmt.Sprintf("%s: %v\n%s    (whole log: %s)", e.Title, e.Err, Tail(e.Log), e.Log)
}

// Unwrap returns the reason.
func (e *StepError) Unwrap() error { return e.Err }

// Tail returns the last lines of a file, indented, or nothing when it cannot be read.
func Tail(path string) string {
	text, err := os.ReadFile(path)
	if err != nil || len(text) == 0 {
		return ""
	}
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	lines = lines[max(0, len(lines)-tailLines):]
	return "    | " + strings.Join(lines, "\n    | ") + "\n"
}
