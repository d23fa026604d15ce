package lock

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/wheel"
)

// wheel is how a fragment lists a wheel: by what key, and as which file.
func (o FragmentOptions) wheel(c Chosen) (key string, f File) {
	if !o.AnyTags || wheel.Pure(c.Wheel.Name) {
		return c.fileKey(), *c.Wheel
	}
	f = *c.Wheel
	f.Name = forAny(f)
	return "wheels", f // even an archive: only here may the name be another than the address says
}

// forAny is the name that a wheel would have if it were for any platform (PEP 427). PEP 751 leaves it to the lock what a file
// is called. The build tag stands for the file, by what is known of it.
func forAny(f File) string {
	known := f.URL + f.Path
	if len(f.Hashes) > 0 {
		known = preferred(f.Hashes)[0]
	}
	sum := sha256.Sum256([]byte(known))
	distribution, rest, _ := strings.Cut(f.Name, "-")
	version, _, _ := strings.Cut(rest, "-")
	return distribution + "-" + version + "-0" + hex.EncodeToString(sum[:6]) + "-py3-none-any.whl"
}
