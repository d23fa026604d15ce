package frontend

import (
	"testing"
	"time"
)

func TestSourceDateEpoch(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]int64{"0": 0, "1700000000": 1_700_000_000, "4102444800": 4_102_444_800} {
		b, _ := newBuild(t, "", map[string]string{"SOURCE_DATE_EPOCH": value})
		got, err := b.sourceDateEpoch(t.Context())
		if err != nil || got == nil || !got.Equal(time.Unix(want, 0)) || got.Location() != time.UTC {
			t.Errorf("%s: got %v, %v", value, got, err)
		}
	}
	for _, args := range []map[string]string{nil, {"SOURCE_DATE_EPOCH": ""}} {
		b, _ := newBuild(t, "", args)
		if got, err := b.sourceDateEpoch(t.Context()); got != nil || err != nil {
			t.Errorf("%v: got %v, %v, want no time", args, got, err)
		}
	}
	for _, value := range []string{"-1", "now", "1.5", "2026-01-01", " 1", "99999999999999999999"} {
		b, _ := newBuild(t, "", map[string]string{"SOURCE_DATE_EPOCH": value})
		_, err := b.sourceDateEpoch(t.Context())
		wantError(t, err, "SOURCE_DATE_EPOCH", value, "seconds since 1970")
	}
}
