package libs

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// format is what the loader of a machine accepts.
type format struct{ machine, class int }

// formats are the ELF numbers (e_machine, and the class) of machines by the name that Python's platform tags use.
var formats = map[string]format{
	"x86_64": {62, 64}, "aarch64": {183, 64}, "i686": {3, 32}, "armv7l": {40, 32},
	"ppc64le": {21, 64}, "s390x": {22, 64}, "riscv64": {243, 64}, "loongarch64": {258, 64},
}

// accepts says whether a file is for this machine. One that nobody has heard of accepts everything.
func (f format) accepts(o Object) bool {
	return f == format{} || o.Machine == f.machine && o.Class == f.class
}

// provides says whether a base has a library of this name that fits the machine.
func (f format) provides(sys System, name string) bool {
	machine, ok := sys.Libraries[name]
	return ok && (f == format{} || machine == f.machine)
}

// machineOf is the name of the machine that a file is for.
func machineOf(o Object) string {
	for _, known := range slices.Sorted(maps.Keys(formats)) {
		if formats[known] == (format{o.Machine, o.Class}) {
			return known
		}
	}
	return "another machine"
}

// Foreign are the objects that no machine of a name can load, but for those that say in their own names what they are for.
func Foreign(objects []Object, machine string) []Object {
	return slices.DeleteFunc(slices.Clone(objects), func(o Object) bool {
		return o.Broken || formats[machine].accepts(o) || chosen(o.Path)
	})
}

// abiTag is what an extension module has in its name for the interpreter, as in ".cpython-313-aarch64-linux-gnu.so".
var abiTag = regexp.MustCompile(`\.(cpython-[^.]+|abi3t?)\.so$`)

// machineWords are those by which files that are for one machine on purpose say so.
var machineWords = []string{
	"x86", "x64", "x32", "amd64", "i386", "i486", "i586", "i686", "arm", "arm64", "armhf", "armv6", "armv7", "armv7l", "armv8",
	"aarch64", "ppc64", "ppc64le", "s390x", "riscv64", "loongarch64", "mips", "mips64", "64", "32", "64bit", "32bit", "musl",
}

// chosen says whether a file is one of several that a package picks from at run time, by its name or a folder's.
func chosen(file string) bool {
	inner := inSite(file)
	if inner == file {
		inner = path.Base(file)
	}
	words := strings.FieldsFunc(strings.ToLower(abiTag.ReplaceAllString(inner, "")), func(r rune) bool {
		return strings.ContainsRune("/._-+", r)
	})
	return slices.ContainsFunc(machineWords, func(w string) bool { return slices.Contains(words, w) })
}

// inSite is the part of a path below site-packages, where names have a meaning.
func inSite(file string) string {
	if _, inner, ok := strings.Cut(file, "/site-packages/"); ok {
		return inner
	}
	return file
}
