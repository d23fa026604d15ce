package plan

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
)

// Platform is an operating system and architecture in the words of the OCI image specification.
type Platform struct{ OS, Architecture, Variant string }

// String is the usual short form, as in "linux/arm/v7".
func (p Platform) String() string {
	s := p.OS + "/" + p.Architecture
	if p.Variant != "" {
		s += "/" + p.Variant
	}
	return s
}

// Same says whether what is compiled for one platform runs on the other. Variants of one architecture do.
func (p Platform) Same(other Platform) bool {
	return p.OS == other.OS && p.Architecture == other.Architecture
}

// architecture is a machine that images are made for, by the names that it has.
type architecture struct {
	oci      string   // Architecture of the OCI image specification
	variants []string // of the specification, where only some will do, the usual one first; nil: any
	machine  string   // in Python's platform tags (PEP 600) and in the marker platform_machine (PEP 508)
	debian   string   // as dpkg has it
	alpine   string   // as apk has it
	uv       bool     // whether --python-platform can name it with each version of the C library
}

// architectures are those that Debian 13, the official Python images and wheels are there for. On a kernel of 64 bits the
// marker platform_machine of 386 and arm may say the kernel's machine; locks go by the program's.
var architectures = []architecture{
	{"amd64", nil, "x86_64", "amd64", "x86_64", true},
	{"arm64", nil, "aarch64", "arm64", "aarch64", true},
	{"arm", []string{"v7", "v8"}, "armv7l", "armhf", "armv7", false},
	{"386", nil, "i686", "i386", "x86", false},
	{"ppc64le", nil, "ppc64le", "ppc64el", "ppc64le", false},
	{"riscv64", nil, "riscv64", "riscv64", "riscv64", false},
	{"s390x", nil, "s390x", "s390x", "s390x", false},
}

// architecture is what is known of a platform; an error that says why no image can be made for it.
func (p Platform) architecture() (architecture, error) {
	i := slices.IndexFunc(architectures, func(a architecture) bool { return a.oci == p.Architecture })
	switch {
	case p.OS != "linux":
		return architecture{}, errors.New("no image can be made for " + p.String() + ": the base images are Linux's")
	case i < 0:
		return architecture{}, errors.New("no image can be made for " + p.String() + ": Debian 13 and wheels do not have this architecture")
	case architectures[i].variants != nil && !slices.Contains(architectures[i].variants, p.Variant):
		return architecture{}, fmt.Errorf("no image can be made for %s: Debian's %s and wheels begin with %s", p, architectures[i].debian,
			architectures[i].variants[0])
	}
	return architectures[i], nil
}

// Debian is the architecture in the words of dpkg, as in "armhf"; empty: no image can be made for the platform.
func (p Platform) Debian() string {
	a, _ := p.architecture()
	return a.debian
}

// Alpine is the architecture in the words of apk, as in "armv7"; empty: no image can be made for the platform.
func (p Platform) Alpine() string {
	a, _ := p.architecture()
	return a.alpine
}

// CheckPlatforms refuses platforms that no image can be made for.
func CheckPlatforms(targets []Platform) spec.Diagnostics {
	var can []string
	for _, a := range architectures {
		can = append(can, strings.Join(append([]string{"linux", a.oci}, a.variants[:min(1, len(a.variants))]...), "/"))
	}
	var out spec.Diagnostics
	for _, p := range targets {
		if _, err := p.architecture(); err != nil {
			out = append(out, problem(nil, "", err.Error(), "choose among "+strings.Join(can, ", ")))
		}
	}
	return out
}
