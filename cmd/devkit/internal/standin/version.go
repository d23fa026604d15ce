package standin

import (
	"fmt"
	"regexp"
	"strings"
)

// findVersion finds "X.Y.Z" as a NUL-terminated string of its own in a program, for a known X.Y.
func findVersion(binary, series string) (string, error) {
	pattern, err := regexp.Compile("\x00(" + regexp.QuoteMeta(series) + `\.[0-9]+)` + "[+]?\x00")
	if err != nil {
		return "", fmt.Errorf("looking for the version: %w", err)
	}
	found := pattern.FindStringSubmatch(binary)
	if found == nil {
		return "", fmt.Errorf("finding the full version of Python %s: the program does not hold it", series)
	}
	return strings.TrimSpace(found[1]), nil
}
