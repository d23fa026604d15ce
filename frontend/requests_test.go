package frontend

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/solver/errdefs"
)

// TestUnknownRequest names what can be asked for, in a form that clients recognise.
func TestUnknownRequest(t *testing.T) {
	t.Parallel()
	err := unknownRequest("outlin", []string{"outline", "subrequests.describe"})
	wantError(t, err, "outlin is nothing that can be asked for", "subrequests.describe", `did you mean "outline"?`)
	if unsupported := new(errdefs.UnsupportedSubrequestError); !errors.As(err, &unsupported) {
		t.Errorf("%v is no UnsupportedSubrequestError", err)
	}
}

// TestDescribe lists every request, itself among them, as text and as JSON.
func TestDescribe(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "entrypoint: [python, main.py]\n", nil)
	res, err := b.answerDescribe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(b.requests(), func(r request) bool { return r.Name == requestPrefix+"describe" }) {
		t.Error("nothing answers --call describe")
	}
	for _, r := range b.requests() {
		if !strings.Contains(string(res.Metadata["result.txt"]), strings.TrimPrefix(r.Name, requestPrefix)) {
			t.Errorf("%s is not in the list:\n%s", r.Name, res.Metadata["result.txt"])
		}
		if !strings.Contains(string(res.Metadata["result.json"]), `"`+r.Name+`"`) {
			t.Errorf("%s is not in the JSON", r.Name)
		}
	}
}
