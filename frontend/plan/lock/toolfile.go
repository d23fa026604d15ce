package lock

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
	"github.com/pelletier/go-toml/v2"
)

// toolFile is a lock file of Poetry, PDM or Pipenv while it is read.
type toolFile struct {
	name     string // as in "poetry.lock"
	text     string
	manifest string // the file that it locks, as in "pyproject.toml"
	relock   string // the command that makes it anew, as in "poetry lock"
}

// fail is a problem on a line, 0 if unknown, that making the lock anew solves.
func (f toolFile) fail(line int, format string, args ...any) error {
	return &Error{Line: line, Message: f.name + " " + fmt.Sprintf(format, args...), Remedy: f.remedy(f.relock)}
}

func (f toolFile) remedy(command string) string {
	return fmt.Sprintf("run `%s` and commit %s", command, f.name)
}

// stale is the problem that the manifest was changed after it was locked.
func (f toolFile) stale() error { return f.fail(0, "does not match %s", f.manifest) }

// newer is the problem that the tool that made the lock is newer than this code.
func (f toolFile) newer(version, tool string) error {
	return &Error{
		Message: fmt.Sprintf("%s has the format %s, which this release does not know", f.name, version),
		Remedy:  fmt.Sprintf("lock with %s, or use a newer release of the frontend", tool),
	}
}

// conflict is the problem that a merge was not finished; nil: there is none.
func (f toolFile) conflict() error {
	_, line := conflictMark(f.text)
	if line == 0 {
		return nil
	}
	remedy := fmt.Sprintf("merge %s first, then %s", f.manifest, f.remedy(f.relock))
	return &Error{Line: line, Column: 1, Message: f.name + " has the marks of a merge conflict", Remedy: remedy}
}

// toolPosition is the line and the column, both from 1, of an offset in bytes.
func toolPosition(text string, offset int) (line, column int) {
	before := text[:min(max(offset, 0), len(text))]
	return strings.Count(before, "\n") + 1, len(before) - strings.LastIndex(before, "\n")
}

// decode reads the lock as TOML.
func (f toolFile) decode(into any) error {
	err := toml.Unmarshal([]byte(f.text), into)
	if err == nil {
		return nil
	}
	out, _ := tomlError(err)
	out.Message, out.Remedy = f.name+" cannot be read: "+out.Message, f.remedy(f.relock)
	return out
}

// project reads the manifest as the tool does.
func (f toolFile) project(text string, tool pyproject.Tool) (*pyproject.Project, error) {
	p, err := pyproject.Parse([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", f.manifest, err)
	}
	return p.As(tool), nil
}

var toolFormatVersion = regexp.MustCompile(`^(\d{1,4})(?:\.(\d{1,4}))?(?:\.\d+)*$`)

// toolFormat splits the version of a lock's format; false: it is none.
func toolFormat(version string) (major, minor int, ok bool) {
	m := toolFormatVersion.FindStringSubmatch(version)
	if m == nil {
		return 0, 0, false
	}
	major, _ = strconv.Atoi(m[1])
	minor, _ = strconv.Atoi(m[2]) // 0 without one
	return major, minor, true
}
