package spec

import (
	"maps"
	"strings"
)

// Parse reads the text of a spec. Filename is for messages only. The file is nil when there is an [Error].
func Parse(filename string, data []byte) (*File, Diagnostics) {
	r := &reader{ranges: map[string]Range{}}
	if r.doc = readDocument(data, &r.report); r.doc == nil {
		return nil, r.found.Sorted()
	}
	f := &File{name: filename, ranges: r.ranges}
	r.file(f)
	if len(r.found.Errors()) > 0 {
		r.found = append(r.found, unrelated(Validate(f), r.found)...)
		return nil, r.found.Sorted()
	}
	return f, r.found.Sorted()
}

// unrelated are the problems that validation finds in what could be read, so that all come at once, without those that only
// follow from what could not.
func unrelated(more, known Diagnostics) Diagnostics {
	var out Diagnostics
	broken := map[string]bool{} // the paths of known problems, and all above
	for _, d := range known.Errors() {
		for path := d.Path; path != "" && !broken[path]; path = parentPath(path) {
			broken[path] = true
		}
	}
	for _, d := range more {
		if !broken[d.Path] {
			out = append(out, d)
		}
	}
	return out
}

func (r *reader) file(f *File) {
	known := r.fieldsOf(f)
	root := node{"", r.doc.root}
	for _, m := range r.entries(root, "a mapping") {
		if strings.HasPrefix(m.name, "x-") {
			continue // a place for anchors, as in Compose
		}
		if read, ok := known[m.name]; ok {
			read(m.value)
		} else {
			r.unknownKey(m, known)
		}
	}
}

func (r *reader) fieldsOf(f *File) fields {
	out := r.programFields(&f.program)
	maps.Copy(out, fields{
		"python":         r.intoVersion(&f.python, `a version such as "3.13"`),
		"base":           func(n node) { f.base = r.base(n) },
		"distro":         r.intoVersion(&f.distro, `a release such as trixie or "3.22"`),
		"project":        r.intoText(&f.project, "a folder"),
		"lock":           func(n node) { f.lock = r.lock(n) },
		"package":        r.intoText(&f.pkg, "the name of a package"),
		"packages":       r.intoList(&f.packages, "a list of packages with versions"),
		"no-wheel":       func(n node) { f.noWheel = r.noWheel(n) },
		"indexes":        func(n node) { f.indexes = each(r, n, "a list of indexes", r.index) },
		"mirrors":        r.intoPairs(&f.mirrors, "a mapping of URLs to URLs"),
		"install":        r.intoText(&f.install, "source or wheel"),
		"include-groups": r.intoList(&f.includeGroups, "a list of groups"),
		"exclude-groups": func(n node) { r.exclusion(n, f) },
		"extras":         r.intoList(&f.extras, "a list of extras"),
		"system-libs":    func(n node) { f.libs = r.systemLibs(n) },
		"files": func(n node) {
			r.mapping(n, "a mapping with include and exclude", fields{
				"include": r.intoList(&f.include, "a list of patterns"),
				"exclude": r.intoList(&f.exclude, "a list of patterns"),
			})
		},
		"workdir":   r.intoText(&f.workdir, "an absolute path"),
		"labels":    r.intoPairs(&f.labels, "a mapping of names to values"),
		"volumes":   r.intoList(&f.volumes, "a list of absolute paths"),
		"writable":  r.intoList(&f.writable, "a list of folders"),
		"user":      func(n node) { f.user = r.user(n) },
		"init":      r.intoText(&f.init, "auto, true or false"),
		"steps":     func(n node) { f.steps = each(r, n, "a list of steps", r.step) },
		"stages":    func(n node) { f.stages = r.stages(n) },
		"copy":      func(n node) { f.copies = each(r, n, "a list of copies", r.copy) },
		"processes": func(n node) { f.processes = r.processes(n) },
		"test":      func(n node) { f.test = r.single(TargetTest, KindTest, n) },
		"dev":       func(n node) { f.dev = r.single(TargetDev, KindDev, n) },
		"bytecode":  func(n node) { f.bytecode = r.bytecode(n) },
		"uv":        r.intoText(&f.uv, "a version"),
	})
	return out
}
