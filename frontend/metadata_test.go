package frontend

import (
	"encoding/binary"
	"slices"
	"testing"

	"github.com/tonistiigi/fsutil/types"
)

// records are paths in the form in which BuildKit leaves them.
func records(t *testing.T, paths ...string) []byte {
	t.Helper()
	var out []byte
	for _, p := range paths {
		stat := types.Stat{Path: p, Mode: 0o644, Size: 3}
		data, err := stat.MarshalVT()
		if err != nil {
			t.Fatal(err)
		}
		out = binary.LittleEndian.AppendUint32(out, uint32(len(data)))
		out = append(out, data...)
	}
	return out
}

func TestParseMetadata(t *testing.T) {
	t.Parallel()
	whole := records(t, ".env", "/deploy/server.key", "a b/é.pem")
	want := []string{".env", "deploy/server.key", "a b/é.pem"}
	if got := parseMetadata(whole); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, data := range map[string][]byte{
		"cut off":             whole[:len(whole)-2],
		"with a cut length":   append(records(t, want[:2]...), 1, 0),
		"with a wrong length": append(records(t, want[:2]...), 0xff, 0xff, 0xff, 0xff, 1, 2),
	} {
		if got := parseMetadata(data); !slices.Equal(got, want[:2]) {
			t.Errorf("%s: got %q, want what is whole", name, got)
		}
	}
	if got := parseMetadata(nil); len(got) > 0 {
		t.Errorf("got %q of nothing", got)
	}
}
