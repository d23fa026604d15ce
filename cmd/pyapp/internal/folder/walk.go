package folder

import (
	"io/fs"
	"path"
	"slices"
)

// Limits of a walk: a folder that is larger is no application, and nobody waits for it to be read.
const (
	maxDepth = 8
	maxFiles = 20_000
)

// Walk calls see with the path of each file that may be part of an application, in order of path. Links are not followed.
// It stays out of folders that skip names, and gives up quietly beyond its limits.
func (f Folder) Walk(root string, skip func(name string) bool, see func(name string)) {
	count := 0
	var visit func(folder string, depth int)
	visit = func(folder string, depth int) {
		entries, err := fs.ReadDir(f.FS, folder)
		if err != nil || depth > maxDepth {
			return
		}
		files := slices.DeleteFunc(slices.Clone(entries), func(e fs.DirEntry) bool { return e.IsDir() })
		for _, e := range files { // before what lies deeper, so that the limit costs the least
			if count++; count > maxFiles {
				return
			}
			if name := path.Join(folder, e.Name()); !skip(name) {
				see(name)
			}
		}
		for _, e := range entries {
			if name := path.Join(folder, e.Name()); e.IsDir() && !skip(name) {
				visit(name, depth+1)
			}
		}
	}
	visit(root, 0)
}
