package render

import (
	"fmt"
	"io"
	"os"

	"github.com/org/pyapp-frontend/spec"
	"golang.org/x/term"
)

// The colours, as parameters of SGR (ECMA-48).
const (
	bold   = "1"
	red    = "1;31"
	yellow = "1;33"
	blue   = "1;34"
)

func (p Printer) style(sgr, text string) string {
	if !p.Color || text == "" {
		return text
	}
	return "\x1b[" + sgr + "m" + text + "\x1b[0m"
}

// paint is text in the colour of a diagnostic's severity.
func (p Printer) paint(d spec.Diagnostic, text string) string {
	if d.Severity == spec.Warning {
		return p.style(yellow, text)
	}
	return p.style(red, text)
}

// UseColor says whether to write colours to a stream: "always", "never", or "auto", which is where it is a terminal and NO_COLOR
// (https://no-color.org) is not set. Another word is an error.
func UseColor(when string, out io.Writer, noColor string) (bool, error) {
	switch when {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto":
		file, ok := out.(*os.File)
		return ok && noColor == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(file.Fd())), nil
	}
	return false, fmt.Errorf("--color is %q, and can be auto, always or never", when)
}
