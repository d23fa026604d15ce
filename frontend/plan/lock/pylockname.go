package lock

import (
	"fmt"
	"strings"

	version "github.com/aquasecurity/go-pep440-version"
	"github.com/org/pyapp-frontend/frontend/plan/wheel"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// pylockCheckWheel refuses a wheel of another package or version than that of the entry it is in, which is how a changed lock
// would bring in something else under a known name. Names that are no wheel's are never installed.
func pylockCheckWheel(p *Package, file string) error {
	n, err := wheel.ParseName(file)
	if err != nil {
		return nil //nolint:nilerr // installers pass over such files
	}
	if n.Distribution != p.Name || p.Version != "" && !SameVersion(n.Version, p.Version) {
		return pylockElsewhere(file)
	}
	return nil
}

// pylockCheckSdist does the same for a source distribution. Its name may have more than one dash before the version.
func pylockCheckSdist(p *Package, file string) error {
	stem := sourceEnd.ReplaceAllString(file, "")
	for i, char := range stem {
		if char != '-' || pyproject.NormalizeName(stem[:i]) != p.Name {
			continue
		}
		if p.Version == "" || SameVersion(stem[i+1:], p.Version) {
			return nil
		}
	}
	return pylockElsewhere(file)
}

func pylockElsewhere(file string) error {
	return &Error{Message: fmt.Sprintf("the file %s belongs to another package or version", file),
		Remedy: "make the lock again with the tool that wrote it, and find out who changed it"}
}

// SameVersion compares versions as PEP 440 does, so that 1.0 and 1.0.0 are the same; what is no version is compared as text.
func SameVersion(a, b string) bool {
	if a == b {
		return true
	}
	va, errA := version.Parse(a)
	vb, errB := version.Parse(b)
	if errA != nil || errB != nil {
		return strings.EqualFold(a, b)
	}
	return va.Equal(vb)
}
