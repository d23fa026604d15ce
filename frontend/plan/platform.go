package plan

import "fmt"

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

// machine is the name that Python's platform tags use for an architecture, for those that uv can install for.
func machine(p Platform) (string, error) {
	switch {
	case p.OS == "linux" && p.Architecture == "amd64":
		return "x86_64", nil
	case p.OS == "linux" && p.Architecture == "arm64":
		return "aarch64", nil
	}
	return "", fmt.Errorf("platform %s is not supported yet; linux/amd64 and linux/arm64 are", p)
}
