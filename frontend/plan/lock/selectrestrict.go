package lock

import (
	"fmt"
	"slices"
)

// Restrict gives the packages of a lock that has only their hashes the files that an index offers: wanted's packages and
// markers, with those of found's files that have one of wanted's hashes, and no other hash. Packages whose files are known
// stay as they are, and so do all of a lock without any hash, but that they get all files of their version. It is an
// *Error if a package or its version is not offered, or if none of its files has a hash that is allowed.
func Restrict(found, wanted *Lock) (*Lock, error) {
	hashed := slices.ContainsFunc(wanted.Packages, func(p Package) bool { return len(p.Hashes) > 0 })
	out := &Lock{Indexes: slices.Clone(wanted.Indexes)}
	for _, p := range wanted.Packages {
		if (Chosen{Package: p}).Unknown() {
			var err error
			if p, err = restricted(p, found, hashed); err != nil {
				return nil, err
			}
		}
		out.Packages = append(out.Packages, p)
	}
	return out, nil
}

// restricted is a package with its files.
func restricted(p Package, found *Lock, hashed bool) (Package, error) {
	offered, err := offer(p, found)
	switch {
	case err != nil:
		return Package{}, err
	case hashed && len(p.Hashes) == 0:
		e := failed(p, "it has no hash, although other packages of the lock have one")
		e.Remedy = "make the lock again with the hashes of all packages"
		return Package{}, e
	}
	p.Version, p.Wheels, p.Sdist = offered.Version, offered.Wheels, offered.Sdist
	if hashed {
		p.keepAllowed()
	}
	if len(p.Wheels) == 0 && p.Sdist == nil {
		e := failed(p, "none of the index's files has a hash that the lock allows")
		e.Remedy = "check that this is the index that the lock was made with, and that it accepts the login of the build; if so, make the lock again"
		return Package{}, e
	}
	p.Hashes = nil // each file has its own now
	return p, nil
}

// keepAllowed leaves those files that have one of the package's hashes.
func (p *Package) keepAllowed() {
	wheels, sdist := p.Wheels, p.Sdist
	p.Wheels, p.Sdist = nil, nil
	for _, w := range wheels {
		if w.Hashes = common(w.Hashes, p.Hashes); len(w.Hashes) > 0 {
			p.Wheels = append(p.Wheels, w)
		}
	}
	if sdist == nil {
		return
	}
	allowed := *sdist
	if allowed.Hashes = common(sdist.Hashes, p.Hashes); len(allowed.Hashes) > 0 {
		p.Sdist = &allowed
	}
}

// offer is the entry of the index for a package.
func offer(p Package, found *Lock) (Package, error) {
	var versions []string
	for _, f := range found.Packages {
		if f.Name != p.Name {
			continue
		}
		if p.Version != "" && SameVersion(f.Version, p.Version) {
			return f, nil
		}
		versions = append(versions, f.Version)
	}
	if len(versions) == 0 {
		e := failed(p, "the index does not have it")
		e.Remedy = "name the index that the lock was made with"
		return Package{}, e
	}
	slices.Sort(versions)
	return Package{}, &Error{File: p.File, Line: p.Line,
		Message: fmt.Sprintf("%s: the index was asked for it and offers %s", p.label(), versions[0]),
		Remedy:  "make the lock again with exact versions"}
}

// common are the hashes that two lists share.
func common(hashes, allowed []string) []string {
	var out []string
	for _, h := range hashes {
		if slices.Contains(allowed, h) {
			out = append(out, h)
		}
	}
	return out
}
