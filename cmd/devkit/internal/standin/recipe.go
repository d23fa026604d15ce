package standin

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// recipe identifies what an image is made of: versions, scripts, places.
func recipe(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// slug makes a file name out of a reference.
func slug(reference string) string {
	return strings.NewReplacer("/", "-", ":", "-").Replace(reference)
}
