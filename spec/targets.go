package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Names of the targets that are no processes.
const (
	TargetRuntime = "runtime" // the image that the file itself describes: the default
	TargetTest    = "test"
	TargetDev     = "dev"
)

// TargetKind says what a target is for.
type TargetKind string

const (
	// KindRuntime is the image that the file itself describes.
	KindRuntime TargetKind = "runtime"
	// KindProcess is the same application with another command: an item of `processes`.
	KindProcess TargetKind = "process"
	// KindTest runs a command in the finished image, and fails the build with it.
	KindTest TargetKind = "test"
	// KindDev is an image to work on the application in, with its sources mounted.
	KindDev TargetKind = "dev"
)

// Target is one of the images that a file describes.
type Target struct {
	Name        string // what --target takes
	Kind        TargetKind
	Description string // its command in one line; empty: the file has none for it
	Range       Range  // of the key that describes it; for the default target the file's first line, or its command
}

// rawTarget is an image that the file describes besides its own: a process, `test` or `dev`.
type rawTarget struct {
	place // of the key
	name  string
	kind  TargetKind
	program
	libs, includeGroups, extras, include *list
	network                              *text
}

var targetName = regexp.MustCompile(`^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)

// Targets are the images that a file describes: the default, the processes in the file's order, `test`, `dev`.
func Targets(f *File) []Target {
	out := []Target{{TargetRuntime, KindRuntime, f.line(), f.runtimeRange()}}
	for _, t := range f.targets() {
		out = append(out, Target{t.name, t.kind, t.line(), f.where(t.path).at})
	}
	return out
}

func (f *File) runtimeRange() Range {
	for _, key := range []string{"entrypoint", "command"} {
		if r, ok := f.ranges[key]; ok {
			return r
		}
	}
	return firstLine()
}

// targets are those besides the default one.
func (f *File) targets() []rawTarget {
	out := slices.Clone(f.processes)
	for _, t := range []*rawTarget{f.test, f.dev} {
		if t != nil {
			out = append(out, *t)
		}
	}
	return out
}

// target is what the file says of a target besides the default one; nil: there is none of that name.
func (f *File) target(name string) *rawTarget {
	all := f.targets()
	if i := slices.IndexFunc(all, func(t rawTarget) bool { return t.name == name }); i >= 0 {
		return &all[i]
	}
	return nil
}

// CheckTarget refuses the name of a target that the file does not describe; empty is the default one.
func CheckTarget(f *File, name string) Diagnostics {
	var known []string
	for _, t := range Targets(f) {
		known = append(known, t.Name)
	}
	if name == "" || slices.Contains(known, name) {
		return nil
	}
	var r report
	advice := DidYouMean(name, known)
	if advice == "" && f.processes == nil {
		advice = "`processes`, `test` and `dev` describe others"
	}
	r.fail(ruleUnknownTarget, place{at: f.where("processes").at}, fmt.Sprintf("target %q is not known; the targets are: %s", shorten(name),
		strings.Join(known, ", ")), advice)
	return r.found
}

// targetNames checks the names of processes.
func (v *validator) targetNames() {
	for _, t := range v.file.processes {
		switch {
		case slices.Contains([]string{TargetRuntime, TargetTest, TargetDev}, t.name):
			v.fail(ruleTargetName, t.place, fmt.Sprintf("%q is the name of another target", t.name), reservedAdvice(t.name))
		case !targetName.MatchString(t.name):
			v.fail(ruleTargetName, t.place, fmt.Sprintf("%q is not the name of a target", shorten(t.name)),
				"lower-case letters, digits and - are allowed, up to 63, with a letter in front and no - at the end")
		}
	}
}

func reservedAdvice(name string) string {
	if name == TargetRuntime {
		return "the image without --target is described by `entrypoint` and `command` of the file itself"
	}
	return fmt.Sprintf("write the key `%s` beside `processes`, or choose another name", name)
}

// eachTarget checks what the file says of the targets besides the default one.
func (v *validator) eachTarget() {
	v.targetNames()
	for _, t := range v.file.targets() {
		v.program(t.program, t.kind != KindTest)
		for _, item := range items(t.libs) {
			v.systemPackage(item)
		}
		v.unique(t.libs, withoutVersion)
		v.groupNames(t.includeGroups, t.extras)
		for _, item := range items(t.include) {
			v.pattern(item)
		}
		v.word(t.network, "true", "false")
	}
}
