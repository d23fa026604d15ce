package standin

import (
	"context"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// probeTime is how long a public registry may take to answer before it counts as not reached.
const probeTime = 5 * time.Second

// Needed tells whether stand-ins are wanted: always or never when mode says so, otherwise when one of the public
// registries does not answer for one of the references.
func Needed(ctx context.Context, mode string, references ...string) bool {
	switch mode {
	case "always":
		return true
	case "never":
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	for _, reference := range references {
		ref, err := name.ParseReference(reference)
		if err != nil {
			return true
		}
		// A HEAD request for a manifest does not count against Docker Hub's pull limit.
		if _, err := remote.Head(ref, remote.WithContext(ctx), remote.WithRetryBackoff(remote.Backoff{Steps: 1})); err != nil {
			return true
		}
	}
	return false
}
