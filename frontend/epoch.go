package frontend

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// sourceDateEpoch reads the build argument SOURCE_DATE_EPOCH: seconds since 1970, or "context" for the time of the
// commit or download that the context is (reproducible-builds.org; Docker's Dockerfile frontend has the same words).
func (b *build) sourceDateEpoch(ctx context.Context) (*time.Time, error) {
	switch value := b.BuildArgs["SOURCE_DATE_EPOCH"]; value {
	case "":
		return nil, nil
	case "context":
		t, err := b.ResolveMainContextSourceDateEpoch(ctx)
		if err != nil {
			return nil, fmt.Errorf("reading the time of the context: %w", err)
		}
		return t, nil
	default:
		seconds, err := strconv.ParseInt(value, 10, 64)
		if err != nil || seconds < 0 {
			return nil, fmt.Errorf("the build argument SOURCE_DATE_EPOCH is %q; it takes seconds since 1970, or `context`", value)
		}
		t := time.Unix(seconds, 0).UTC()
		return &t, nil
	}
}
