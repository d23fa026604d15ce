package libs

import (
	"cmp"
	"slices"
	"strings"
)

// Check looks for what would keep an environment from loading in an image: files for another machine, damaged files, and
// shared libraries that neither the environment nor the base has. The machine is named as Python does ("x86_64"), the
// distro as Debian does ("trixie"). It follows the loader (ld.so(8)) without running it. The result has one finding for
// each package and library, ordered by package and library.
func Check(envs []Environment, sys System, machine, distro string) []Finding {
	var objects []Object
	var built []string
	for _, env := range envs {
		objects, built = append(objects, env.Objects...), append(built, env.Built...)
	}
	slices.SortFunc(objects, func(a, b Object) int { return cmp.Compare(a.Path, b.Path) })
	im := newImage(objects, sys, formats[machine])
	out := append(wrongMachine(objects, formats[machine], machine), missing(im, newImports(im, built), distro)...)
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Library, b.Library), cmp.Compare(a.Object, b.Object))
	})
	return out
}

// wrongMachine finds the packages of which nothing fits the machine. Where something does, the rest is for other machines
// on purpose.
func wrongMachine(objects []Object, f format, machine string) []Finding {
	fits, first, order := map[string]bool{}, map[string]Object{}, []string{}
	for _, o := range objects {
		if o.Broken || f.accepts(o) {
			fits[o.Package] = true
		} else if _, ok := first[o.Package]; !ok && !chosen(o.Path) {
			first[o.Package] = o
			order = append(order, o.Package)
		}
	}
	var out []Finding
	for _, p := range order {
		if o := first[p]; !fits[p] {
			out = append(out, Finding{Package: p, Object: o.Path, Message: subject(o) + " is for " + machineOf(o) + ", and the image is for " +
				machine + place(o) + ": lock a version that has a wheel for " + machine})
		}
	}
	return out
}

// missing finds what objects lack, for each package and library.
func missing(im *image, in *imports, distro string) []Finding {
	type key struct{ pkg, library string }
	lacking, order := map[key][]int{}, []key{}
	for i, o := range im.objects {
		for _, library := range im.lacking(o) {
			k := key{o.Package, library}
			if lacking[k] == nil {
				order = append(order, k)
			}
			lacking[k] = append(lacking[k], i)
		}
	}
	var out []Finding
	for _, k := range order {
		f := Finding{Package: k.pkg, Library: k.library, Debian: LibraryPackage(k.library, distro), Warn: !in.fails(lacking[k], k.library)}
		if f.Warn && (silent(k.pkg) || f.Debian == "" && !in.used(lacking[k])) {
			continue // nobody could do anything about it
		}
		o := im.objects[in.first(lacking[k], f)]
		f.Object, f.Message = o.Path, message(f, o)
		out = append(out, f)
	}
	return out
}

// first is the object to name: of those that make a build fail, not one that is optional besides.
func (in *imports) first(objects []int, f Finding) int {
	for _, o := range objects {
		if !f.Warn && in.fails([]int{o}, f.Library) {
			return o
		}
	}
	return objects[0]
}

// silent are packages whose parts for other hardware need what no Debian image has.
func silent(p string) bool { return strings.HasPrefix(p, "nvidia-") }

// subject is who is affected: the package, or a file that none has.
func subject(o Object) string {
	if o.Package != "" {
		return o.Package
	}
	return inSite(o.Path)
}

// place is the file, where the subject does not say it.
func place(o Object) string {
	if o.Package == "" {
		return ""
	}
	return " (" + inSite(o.Path) + ")"
}

func message(f Finding, o Object) string {
	switch {
	case f.Library == "":
		return subject(o) + " has a damaged file" + place(o) + ": build again without the cache; if it stays, lock another version"
	case f.Warn:
		return subject(o) + " has a part that needs " + f.Library + ", which the image lacks" + place(o) + ": if you use it, " + remedy(f)
	}
	return subject(o) + " needs " + f.Library + ", which the image lacks" + place(o) + ": " + remedy(f) + Instead(f.Package)
}

func remedy(f Finding) string {
	if f.Debian == "" {
		return "find the package that has it, and add that to system-libs"
	}
	return "add " + f.Debian + " to system-libs"
}

// Instead names what to depend on in place of a package, to do without its library, as in ", or depend on psycopg2-binary, …";
// empty: nothing does the same.
func Instead(p string) string {
	switch p {
	case "opencv-python", "opencv-contrib-python":
		return ", or depend on " + p + "-headless, which opens no windows"
	case "psycopg2":
		return ", or depend on psycopg2-binary, which brings its own"
	case "psycopg":
		return ", or depend on psycopg[binary], which brings its own"
	}
	return ""
}
