package libs

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// image is every file of the environments together, as the loader would see it.
type image struct {
	objects []Object // that fit the machine or are broken, in the order of their paths
	byPath  map[string]int
	bySo    map[string][]int // by soname and by file name
	sys     System
	musl    bool // is the C library of sys
	format  format
}

func newImage(objects []Object, sys System, f format) *image {
	im := &image{byPath: map[string]int{}, bySo: map[string][]int{}, sys: sys, musl: musl(sys), format: f}
	for _, o := range objects {
		if !o.Broken && !f.accepts(o) {
			continue
		}
		i := len(im.objects)
		im.objects = append(im.objects, o)
		im.byPath[o.Path] = i
		base := path.Base(o.Path)
		im.bySo[base] = append(im.bySo[base], i)
		if o.Soname != base {
			im.bySo[o.Soname] = append(im.bySo[o.Soname], i)
		}
	}
	return im
}

// ignored are libraries that are no files of their own or that whoever starts the image brings: the loader, the kernel's
// page, the interpreter, and what the container runtime mounts of a graphics driver.
var ignored = regexp.MustCompile(`^(ld-linux.*|ld64|ld-musl-.*|linux-(vdso|gate)\d*|libpython3.*|libcuda|libnvcuvid|libnvoptix|libnvidia-.*)\.so(\.|$)`)

// taken are the names without a version that musl's loader takes for itself (load_library in its ldso/dynlink.c). glibc's does not.
var taken = regexp.MustCompile(`^lib(c|pthread|rt|m|dl|util|xnet)\.so$`)

// musl says whether the C library of a base is musl, whose loader has a name of its own.
func musl(sys System) bool {
	for name := range sys.Libraries {
		if strings.HasPrefix(name, "ld-musl-") {
			return true
		}
	}
	return false
}

// find answers how the loader gets a library that an object needs: as another object of the environment, or not from
// there (-1).
func (im *image) find(o Object, library string) (object int, ok bool) {
	for _, folder := range o.Runpath {
		if i, ok := im.byPath[path.Join(expand(folder, o.Path), library)]; ok {
			return i, true
		}
	}
	same := func(i int) bool { return im.objects[i].Package == o.Package }
	if i := slices.IndexFunc(im.bySo[library], same); i >= 0 {
		return im.bySo[library][i], true
	}
	if ignored.MatchString(library) || im.musl && taken.MatchString(library) || im.format.provides(im.sys, library) || strings.Contains(library, "/") {
		return -1, true
	}
	// Packages load libraries of others before their own, which then counts as found.
	if found := im.bySo[library]; len(found) > 0 {
		return found[0], true
	}
	return -1, false
}

// expand puts the folder of a file in the place of $ORIGIN (ld.so(8)).
func expand(folder, file string) string {
	return strings.NewReplacer("${ORIGIN}", path.Dir(file), "$ORIGIN", path.Dir(file)).Replace(folder)
}

// reach is every object that is loaded with one, itself included.
func (im *image) reach(start int) map[int]bool {
	seen, rest := map[int]bool{start: true}, []int{start}
	for len(rest) > 0 {
		o := im.objects[rest[0]]
		rest = rest[1:]
		for _, library := range o.Needed {
			if i, ok := im.find(o, library); ok && i >= 0 && !seen[i] {
				seen[i] = true
				rest = append(rest, i)
			}
		}
	}
	return seen
}

// lacking are the libraries that an object needs and nothing provides; an empty name stands for a broken object.
func (im *image) lacking(o Object) []string {
	if o.Broken {
		return []string{""}
	}
	var out []string
	for _, library := range o.Needed {
		if _, ok := im.find(o, library); !ok && !slices.Contains(out, library) {
			out = append(out, library)
		}
	}
	return out
}
