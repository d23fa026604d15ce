package frontend

import (
	"testing"

	"github.com/moby/buildkit/client/llb"
)

// TestIsLocal wants only the very source that patterns were given to be taken for filtered.
func TestIsLocal(t *testing.T) {
	t.Parallel()
	asked := llb.Local("context", llb.SharedKeyHint("ours"))
	other := llb.Local("context", llb.SharedKeyHint("theirs"))
	for name, tc := range map[string]struct {
		state llb.State
		want  bool
	}{
		"the source that was asked for": {asked, true},
		"another source":                {other, false},
		"a copy of the source":          {llb.Scratch().File(llb.Copy(asked, "/", "/")), false},
		"git":                           {llb.Git("https://git.example/x.git", "main"), false},
		"nothing":                       {llb.Scratch().File(llb.Mkdir("/x", 0o755)), false},
	} {
		got, err := isLocal(t.Context(), tc.state, "ours")
		if err != nil || got != tc.want {
			t.Errorf("%s: got %t, %v, want %t", name, got, err, tc.want)
		}
	}
}
