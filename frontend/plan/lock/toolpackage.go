package lock

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/marker"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

var (
	toolVersion = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.!+_-]*$`)
)

// newPackage begins a package whose source is not known yet.
func (f toolFile) newPackage(name, version string, line int) (Package, error) {
	p := Package{Name: pyproject.NormalizeName(name), Version: version, Line: line}
	if !packageName.MatchString(name) {
		return p, f.fail(line, "has an entry without a package's name")
	}
	if version != "" && !toolVersion.MatchString(version) {
		return p, f.fail(line, "has no proper version of %s", p.Name)
	}
	return p, nil
}

// toolHash is one file of a package, as Poetry and PDM write it.
type toolHash struct {
	File string `toml:"file"`
	URL  string `toml:"url"` // with PDM's static_urls, in place of File
	Hash string `toml:"hash"`
}

// toolStrong is the hash if installers trust its kind, as in "sha256:…"; else empty.
func toolStrong(hash string) string {
	if !strings.Contains(hash, ":") {
		hash = "sha256:" + hash // of early releases of Poetry
	}
	hash = strings.ToLower(hash)
	algorithm, digest, _ := strings.Cut(hash, ":")
	if len(digest) != digestLength[algorithm] || !isHex(digest) {
		return ""
	}
	return hash
}

// toolHashes are those that installers trust, sorted.
func toolHashes(hashes []string) []string {
	var out []string
	for _, hash := range hashes {
		if s := toolStrong(hash); s != "" {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// toolHashesOf are those of all files.
func toolHashesOf(files []toolHash) []string {
	var out []string
	for _, file := range files {
		out = append(out, file.Hash)
	}
	return toolHashes(out)
}

// fromIndex gives the package its files, of which an index has more to say.
func (f toolFile) fromIndex(p *Package, files []toolHash) error {
	for _, file := range files {
		if err := f.addFile(p, file); err != nil {
			return err
		}
	}
	switch {
	case p.Version == "":
		return f.fail(p.Line, "has no version of %s", p.Name)
	case len(p.Wheels) == 0 && p.Sdist == nil && len(files) > 0:
		return f.fail(p.Line, "has no hash of %s that is safe, only of kinds such as md5", p.Name)
	case len(p.Wheels) == 0 && p.Sdist == nil:
		return f.fail(p.Line, "has no hashes of %s", p.Name)
	}
	return nil
}

// addFile sorts a file in. Of several source distributions .tar.gz is taken, else the first.
func (f toolFile) addFile(p *Package, file toolHash) error {
	hash := toolStrong(file.Hash)
	switch {
	case file.Hash == "":
		return f.fail(p.Line, "has no hash of %s", cmp.Or(file.File, p.Name))
	case hash == "":
		return nil // of a kind that nobody trusts any more
	}
	out := File{Name: file.File, Hashes: []string{hash}}
	if file.URL != "" {
		out.URL, _, _ = strings.Cut(withoutCredentials(file.URL), "#")
		out.Name = out.lastPart()
	}
	switch {
	case strings.ContainsAny(out.Name, `/\`) || !toolArchive.MatchString(out.Name):
		return f.fail(p.Line, "has a file of %s with the name %q, which is none of a package", p.Name, out.Name)
	case !p.names(out.Name):
		return f.fail(p.Line, "has for %s a file of another package or version: %s", strings.TrimSpace(p.Name+" "+p.Version), out.Name)
	case strings.HasSuffix(out.Name, ".whl"):
		p.Wheels = append(p.Wheels, out)
	case p.Sdist == nil || strings.HasSuffix(out.Name, ".tar.gz"):
		p.Sdist = &out
	}
	return nil
}

// marker is the marker that is true where one of the texts is, for the extras that were chosen; false: nowhere.
func (f toolFile) marker(p Package, texts, extras []string) (string, bool, error) {
	var parts []*marker.Marker
	for _, text := range texts {
		part, err := marker.Parse(text)
		if err != nil {
			return "", false, f.fail(p.Line, "has for %s a marker that is none: %s", p.Name, text)
		}
		parts = append(parts, part)
	}
	whole := marker.Any(parts...).Given(marker.Environment{Extras: extras}, "extra")
	return whole.String(), !whole.IsNever(), nil
}

// merged adds a package to the list. One that is there with the same version and source, as where a package stands once
// with extras and once without, is installed where either is.
func (f toolFile) merged(list []Package, p Package) ([]Package, error) {
	i := slices.IndexFunc(list, func(other Package) bool { return toolIdentityOf(other) == toolIdentityOf(p) })
	if i < 0 {
		return append(list, p), nil
	}
	either, _, err := f.marker(p, []string{list[i].Marker, p.Marker}, nil)
	list[i].Marker = either
	return list, err
}

// toolIdentity tells packages apart that are not the same.
type toolIdentity struct {
	name, version string
	archive, path string
	vcs           VCS
}

func toolIdentityOf(p Package) toolIdentity {
	out := toolIdentity{name: p.Name, version: p.Version}
	switch {
	case p.Archive != nil:
		out.archive, out.path = p.Archive.URL, p.Archive.Path
	case p.VCS != nil:
		out.vcs = *p.VCS
	case p.Directory != nil:
		out.path = p.Directory.Path
	}
	return out
}

// names says whether a file is one of the package, by its name.
func (p *Package) names(file string) bool {
	if strings.HasSuffix(file, ".whl") {
		return pylockCheckWheel(p, file) == nil
	}
	return pylockCheckSdist(p, file) == nil
}
