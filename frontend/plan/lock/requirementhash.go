package lock

import (
	"slices"
	"strings"
)

const reqHashAgain = "write the hashes again with `uv pip compile --generate-hashes` or `pip-compile --generate-hashes`"

// reqHash is a hash as in "sha256:…", in lower case.
func reqHash(value string) (string, error) {
	algorithm, digest, _ := strings.Cut(value, ":")
	length := digestLength[algorithm]
	switch {
	case length == 0:
		return "", reqError(reqHashAgain, "%q is no hash that protects: only sha256, sha384 and sha512 do", algorithm)
	case len(digest) != length:
		return "", reqError(reqHashAgain, "the %s has %d digits and should have %d: is it cut off?", algorithm, len(digest), length)
	case !isHex(strings.ToLower(digest)):
		return "", reqError(reqHashAgain, "the %s has characters that are no hexadecimal digits", algorithm)
	}
	return algorithm + ":" + strings.ToLower(digest), nil
}

// checkHashes finds what pip refuses as soon as one line has a hash.
func (r *reqReader) checkHashes() error {
	r.warnConstraintHashes()
	if !r.out.Hashed() {
		return nil
	}
	seen := map[reqPackage]Requirement{}
	for _, l := range r.out.Lines {
		err := reqCheckHashed(l)
		if before, twice := seen[l.locks()]; err == nil && twice && l.Name != "" {
			err = reqCheckTwice(before, l)
		}
		if err != nil {
			return r.at(l.File, l.Line, err)
		}
		seen[l.locks()] = l
	}
	return nil
}

// reqPackage is what a file of hashes may say one thing about.
type reqPackage struct{ name, marker string }

func (r Requirement) locks() reqPackage { return reqPackage{r.Name, r.Marker} }

func (r *reqReader) warnConstraintHashes() {
	for _, c := range r.out.Constraints {
		if len(c.Hashes) > 0 {
			r.warn(reqLine{file: c.File, number: c.Line}, "hashes of constraints have no effect here: write them in the requirements")
			return
		}
	}
}

// reqCheckHashed leaves out what a hash says nothing about: what the context has, and a commit, whose name is one.
func reqCheckHashed(l Requirement) error {
	switch {
	case l.Path != "" || l.VCS != nil && l.Pinned():
		return nil
	case l.VCS != nil:
		return reqError("write the 40 digits of a commit after @", "%s is not at a full commit, and other lines have hashes", l.label())
	case len(l.hashes()) == 0:
		return reqError("write them for all lines, with `uv pip compile --generate-hashes` or `pip-compile --generate-hashes`",
			"%s has no hash, and pip demands one as soon as another line has one", l.label())
	case !l.Pinned():
		return reqError("pin it with ==", "%s has a hash, but not the one version that it is of", l.label())
	}
	return nil
}

// reqCheckTwice compares two lines on one package.
func reqCheckTwice(before, l Requirement) error {
	if before.sameFiles(l) {
		return nil
	}
	return reqError("keep one of the lines", "%s and its hashes differ from %s:%d", l.label(), before.File, before.Line)
}

// label is a short way to say which line it is.
func (r Requirement) label() string {
	if r.Name == "" {
		return r.text()
	}
	return r.Name + r.Specifier
}

// sameFiles says whether two lines on one package mean the same files of it.
func (r Requirement) sameFiles(other Requirement) bool {
	mine, others := slices.Sorted(slices.Values(r.Hashes)), slices.Sorted(slices.Values(other.Hashes))
	r.Extras, other.Extras = nil, nil
	return r.text() == other.text() && slices.Equal(mine, others)
}
