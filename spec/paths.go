package spec

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

var driveLetter = regexp.MustCompile(`^[A-Za-z]:`)

// relativeProblem says why a path is not one inside its folder; empty: it is.
func relativeProblem(p string) string {
	switch {
	case p == "":
		return "is an empty path"
	case strings.Contains(p, `\`):
		return "has a backslash"
	case strings.Contains(p, "\n"):
		return "has a line break"
	case strings.Contains(p, "://"):
		return "is a URL"
	case path.IsAbs(p), driveLetter.MatchString(p):
		return "is absolute"
	case slices.Contains(strings.Split(p, "/"), ".."):
		return `has a ".."`
	}
	return ""
}

// relative checks a path that may not leave its folder, which the message names.
func (r *report) relative(t text, folder string) {
	if problem := relativeProblem(t.value); problem != "" {
		r.fail(ruleRelativePath, t.place, strings.TrimPrefix(fmt.Sprintf("%q %s", shorten(t.value), problem), `"" is `), "write a path relative to "+folder+", with /")
	}
}

func (v *validator) project() {
	if v.file.project != nil {
		v.relative(*v.file.project, "the build context")
	}
}

func (v *validator) files() {
	for _, l := range []*list{v.file.include, v.file.exclude} {
		for _, item := range items(l) {
			v.pattern(item)
		}
	}
}

// pattern checks a pattern of .dockerignore: a glob, or "!" and a glob.
func (v *validator) pattern(t text) {
	glob := text{t.place, strings.TrimPrefix(t.value, "!")}
	v.relative(glob, "the project's folder")
	if _, err := path.Match(glob.value, ""); err != nil {
		v.failf(ruleRelativePath, t.place, "%q is not a pattern: a bracket is not closed", shorten(t.value))
	}
}

func (v *validator) places() {
	f := v.file
	if f.workdir != nil {
		v.workdir(*f.workdir)
	}
	for _, item := range items(f.volumes) {
		if v.inContainer(item, "/data") {
			v.handedOver(f.workdirPath(), item, "/data")
		}
	}
	for _, item := range items(f.writable) {
		switch {
		case path.IsAbs(item.value) && !v.inContainer(item, "/app/media"):
		case !path.IsAbs(item.value) && relativeProblem(item.value) != "":
			v.relative(item, "workdir")
		default:
			v.handedOver(f.workdirPath(), item, "/app/media")
		}
	}
	v.unique(f.volumes, path.Clean)
	v.unique(f.writable, path.Clean)
}

// inContainer checks an absolute path of the image that the application may own, and says whether it is one.
func (r *report) inContainer(t text, example string) bool {
	problem := ""
	switch clean := path.Clean(t.value); {
	case !path.IsAbs(t.value):
		problem = "is not absolute"
	case clean == "/", relativeProblem(strings.TrimLeft(t.value, "/")) != "":
		problem = `is not a plain path of a folder below "/"`
	case within(clean, "/app/.venv"):
		problem = "is inside the environment of the installed packages"
	case within(clean, "/proc", "/sys", "/dev"):
		problem = "belongs to the kernel"
	}
	if problem != "" {
		r.fail(ruleContainerPath, t.place, fmt.Sprintf("%q %s", shorten(t.value), problem), fmt.Sprintf("write a path such as %q", example))
	}
	return problem == ""
}

// DefaultWorkdir is where the application lies when the file does not say.
const DefaultWorkdir = "/app"

// workdirPath is the application's folder, cleaned.
func (f *File) workdirPath() string { return path.Clean(valueOr(f.workdir, DefaultWorkdir)) }

// inFolder is a path, cleaned and made absolute.
func inFolder(folder, p string) string {
	if path.IsAbs(p) {
		return path.Clean(p)
	}
	return path.Join(folder, p)
}

// handedOver checks a folder that the user of the image gets, or that something is made in: it may not be one that the system lives
// in, nor hold more than the application.
func (r *report) handedOver(workdir string, t text, example string) {
	problem, clean := "", inFolder(workdir, t.value)
	switch {
	case within(clean, "/app/.venv"):
		problem = "is inside the environment of the installed packages"
	case clean != workdir && within(workdir, clean):
		problem = "holds the application's folder"
	case clean != workdir && within("/app/.venv", clean):
		problem = "holds the environment of the installed packages"
	case slices.Contains(systemFolders, clean), slices.Contains(systemFiles, clean), interpreter.MatchString(clean):
		problem = "belongs to the system"
	}
	if problem != "" {
		r.fail(ruleContainerPath, t.place, fmt.Sprintf("%q %s", shorten(t.value), problem), fmt.Sprintf("write a path such as %q", example))
	}
}

// systemFolders are those of a base image that no application may own as a whole (Filesystem Hierarchy Standard, 3).
var systemFolders = []string{
	"/bin", "/boot", "/etc", "/home", "/lib", "/lib64", "/media", "/mnt", "/root", "/run", "/sbin", "/srv", "/usr", "/usr/local",
	"/var", "/var/cache", "/var/lib", "/var/log", "/var/run",
}

// systemFiles are those without which the image has no accounts.
var systemFiles = []string{"/etc/group", "/etc/gshadow", "/etc/passwd", "/etc/shadow"}

// interpreter is what the official images call their Python.
var interpreter = regexp.MustCompile(`^/usr/local/bin/python[0-9.]*$`)

// workdir checks the application's folder, which must hide nothing of the system. /usr/src is where many images put theirs.
func (v *validator) workdir(t text) {
	if !v.inContainer(t, "/app") {
		return
	}
	clean := path.Clean(t.value)
	if within(clean, "/usr", "/etc", "/bin", "/sbin", "/lib", "/lib64", "/boot", "/root", "/run", "/tmp") &&
		!strings.HasPrefix(clean, "/usr/src/") {
		v.fail(ruleContainerPath, t.place, fmt.Sprintf("%q belongs to the system", shorten(t.value)), `write a path such as "/app"`)
	}
}

// within says whether a cleaned path is one of the folders or inside one.
func within(clean string, folders ...string) bool {
	return slices.ContainsFunc(folders, func(folder string) bool {
		return clean == folder || strings.HasPrefix(clean, folder+"/")
	})
}

// cleaned are the list's paths, cleaned; nil where there are none.
func cleaned(l *list) []string {
	out := values(l)
	for i := range out {
		out[i] = path.Clean(out[i])
	}
	return out
}
