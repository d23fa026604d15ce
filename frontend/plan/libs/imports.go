package libs

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// imports knows which objects of each package its import would load. Nothing of the image can be run, so it is a guess,
// and a careful one: what counts as loaded can fail a build.
type imports struct {
	image   *image
	modules map[string][]int     // by package
	reached map[int]map[int]bool // by module
	built   []string
}

func newImports(im *image, built []string) *imports {
	in := &imports{image: im, modules: map[string][]int{}, reached: map[int]map[int]bool{}, built: built}
	for _, kind := range []func(Object) bool{isTagged, isBare, isAny} {
		in.add(kind)
	}
	for _, modules := range in.modules {
		for _, m := range modules {
			in.reached[m] = im.reach(m)
		}
	}
	return in
}

// add takes the objects of a kind for the modules of each package that has none of a surer kind.
func (in *imports) add(kind func(Object) bool) {
	found := map[string][]int{}
	for i, o := range in.image.objects {
		if in.modules[o.Package] == nil && kind(o) && !optional(o.Path) {
			found[o.Package] = append(found[o.Package], i)
		}
	}
	for p, modules := range found {
		in.modules[p] = modules
	}
}

// isTagged says whether an object is an extension module by its name.
func isTagged(o Object) bool { return abiTag.MatchString(o.Path) }

// isBare says whether an object may be an extension module: Python would import it, and it is not named as a library.
func isBare(o Object) bool {
	base := path.Base(o.Path)
	return strings.HasSuffix(base, ".so") && !strings.HasPrefix(base, "lib") && strings.Contains(o.Path, "/site-packages/")
}

// isAny takes whatever there is: packages without modules load their libraries by name, or are programs.
func isAny(Object) bool { return true }

// optionalFolders hold what a package works without.
var optionalFolders = []string{
	"plugin", "plugins", "test", "tests", "testing", "testdata", "example", "examples", "sample", "samples", "demo", "demos", "benchmarks", "qml",
}

func optional(file string) bool {
	folders := strings.Split(strings.ToLower(path.Dir(inSite(file))), "/")
	return slices.ContainsFunc(folders, func(f string) bool { return slices.Contains(optionalFolders, f) })
}

// separate are packages, by how their names begin, whose modules an application picks: one that lacks something says
// nothing of the others.
var separate = []string{"pyside", "pyqt", "shiboken", "wxpython", "nvidia-"}

// basic are the libraries that every wheel may take from the system (PEP 600) and that a whole language needs: no part of
// a package does without them on purpose.
var basic = regexp.MustCompile(`^(libc|libm|libdl|librt|libpthread|libutil|libresolv|libanl|libgcc_s|libstdc\+\+|libatomic|libz|libexpat)\.so(\.|$)`)

// fails says whether importing some package would fail if these objects lack a library. A published wheel brings what it
// needs, so what single modules of it lack was left out on purpose; what was built for this image had it all when it was
// built.
func (in *imports) fails(objects []int, library string) bool {
	for p, modules := range in.modules {
		affected := 0
		for _, m := range modules {
			if slices.ContainsFunc(objects, func(o int) bool { return in.reached[m][o] }) {
				affected++
			}
		}
		if affected > 0 && affected >= in.enough(p, library, len(modules)) {
			return true
		}
	}
	return false
}

// enough is how many of its modules make a package fail.
func (in *imports) enough(p, library string, modules int) int {
	switch {
	case slices.ContainsFunc(separate, func(s string) bool { return strings.HasPrefix(p, s) }):
		return modules
	case slices.Contains(in.built, p), basic.MatchString(library):
		return 1
	}
	return modules/2 + 1
}

// used says whether any module of any package would load one of these objects.
func (in *imports) used(objects []int) bool {
	for _, reached := range in.reached {
		if slices.ContainsFunc(objects, func(o int) bool { return reached[o] }) {
			return true
		}
	}
	return false
}
