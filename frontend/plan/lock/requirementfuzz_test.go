package lock

import (
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
)

// FuzzParseRequirements wants places that exist in the files, no credentials, and a text that says the same when read again.
func FuzzParseRequirements(f *testing.F) {
	data, err := os.ReadFile("testdata/requirements/cases.json")
	if err != nil {
		f.Fatal(err)
	}
	var cases []pipCase
	if err := json.Unmarshal(data, &cases); err != nil {
		f.Fatal(err)
	}
	for _, tc := range cases {
		f.Add(pipEncoded(tc)["requirements.txt"], tc.Files["c.txt"])
	}
	f.Fuzz(func(t *testing.T, text, included string) {
		files := map[string]string{"requirements.txt": text, "c.txt": included}
		r, err := ParseRequirements("requirements.txt", reqFiles(files))
		var e *Error
		if err != nil {
			if !errors.As(err, &e) || e.Message == "" || e.Line < 1 || e.Line > max(reqPhysicalLines(text), reqPhysicalLines(included)) {
				t.Fatalf("error %#v", err)
			}
			return
		}
		reqCheckPlaces(t, r, files)
		reqCheckAgain(t, r)
		r.Lock()
	})
}

func reqPhysicalLines(text string) int {
	decoded, err := reqDecode(text)
	if err != nil {
		return 1
	}
	return len(reqPhysical(decoded))
}

func reqCheckPlaces(t *testing.T, r *Requirements, files map[string]string) {
	t.Helper()
	for _, l := range append(r.Lines, r.Constraints...) {
		if l.Line < 1 || l.Line > reqPhysicalLines(files[l.File]) {
			t.Errorf("%s:%d is no place", l.File, l.Line)
		}
	}
	for _, n := range r.Warnings {
		if n.Line < 1 || n.Line > reqPhysicalLines(files[n.File]) {
			t.Errorf("%s:%d is no place", n.File, n.Line)
		}
	}
}

// reqCheckAgain reads the text of requirements, which has none of their hashes and places.
func reqCheckAgain(t *testing.T, r *Requirements) {
	t.Helper()
	text := r.TextWithPaths()
	if len(reqUserinfo.FindAllString(text, -1)) > strings.Count(text, "git+ssh://") {
		t.Errorf("credentials in %q", text)
	}
	again, err := ParseRequirements("requirements.txt", reqFiles(map[string]string{"requirements.txt": text}))
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	if !reflect.DeepEqual(reqBare(again.Lines), reqBare(r.Lines)) || len(again.Warnings) > 0 {
		t.Errorf("%q\ngot  %+v\nwant %+v", text, reqBare(again.Lines), reqBare(r.Lines))
	}
	for _, l := range reqBare(r.Lines) {
		if l.Path == "" && !strings.Contains(r.Text(), l.text()+"\n") {
			t.Errorf("%q is not in %q", l.text(), r.Text())
		}
	}
}

func reqBare(lines []Requirement) []Requirement {
	var out []Requirement
	for _, l := range lines {
		l.File, l.Line, l.Hashes = "", 0, nil
		out = append(out, l)
	}
	return out
}
