package lock

import (
	"encoding/binary"
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// pipCase is one of testdata/requirements/cases.json: files, and what pip's parser made of them.
type pipCase struct {
	Name     string
	Encoding string // "utf-16", or empty for UTF-8
	Files    map[string]string
	Refused  string // part of the error here, where pip reads something
	Here     string // text with paths, where pip reads something else
	Pip      pipResult
}

type pipResult struct {
	Error              string
	Lines, Constraints []pipLine
	Indexes            []string
	FindLinks          []string `json:"find_links"`
	NoIndex            bool     `json:"no_index"`
	RequireHashes      bool     `json:"require_hashes"`
	Pre                bool
	NoBinary           []string `json:"no_binary"`
	OnlyBinary         []string `json:"only_binary"`
}

type pipLine struct {
	File, Name, Marker, Path, URL, Subdirectory, Digest string
	Line                                                int
	Extras, Hashes, Specifier                           []string
	Editable                                            bool
}

// TestRequirementsLikePip compares with what pip's own parser made of the same files.
func TestRequirementsLikePip(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/requirements/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []pipCase
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	for _, tc := range cases {
		t.Run(tc.Name, func(t *testing.T) {
			t.Parallel()
			comparePip(t, tc)
		})
	}
}

func comparePip(t *testing.T, tc pipCase) {
	t.Helper()
	got, err := ParseRequirements("requirements.txt", reqFiles(pipEncoded(tc)))
	switch {
	case tc.Here != "":
		if err != nil || got.TextWithPaths() != tc.Here {
			t.Errorf("got %+v, error %v; want %q", got, err, tc.Here)
		}
	case tc.Refused != "" || tc.Pip.Error != "":
		if err == nil || !strings.Contains(err.Error(), tc.Refused) {
			t.Errorf("error %v, want one with %q, for %+v", err, tc.Refused, got)
		}
	case err != nil:
		t.Errorf("refused: %v", err)
	default:
		if have := likePip(got); !reflect.DeepEqual(have, sortedPip(tc.Pip)) {
			t.Errorf("got  %+v\nwant %+v", have, sortedPip(tc.Pip))
		}
	}
}

// reqFiles reads from memory.
func reqFiles(files map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		text, ok := files[name]
		return text, ok
	}
}

func pipEncoded(tc pipCase) map[string]string {
	if tc.Encoding != "utf-16" {
		return tc.Files
	}
	out := map[string]string{}
	for name, text := range tc.Files {
		b := []byte{0xff, 0xfe}
		for _, unit := range utf16.Encode([]rune(text)) {
			b = binary.LittleEndian.AppendUint16(b, unit)
		}
		out[name] = string(b)
	}
	return out
}

func likePip(r *Requirements) pipResult {
	out := pipResult{NoIndex: r.NoIndex, RequireHashes: r.RequireHashes, Pre: r.Prerelease, FindLinks: r.FindLinks,
		NoBinary: r.NoBinary, OnlyBinary: r.OnlyBinary}
	for _, l := range r.Lines {
		out.Lines = append(out.Lines, pipLineOf(l))
	}
	for _, l := range r.Constraints {
		out.Constraints = append(out.Constraints, pipLineOf(l))
	}
	for _, index := range r.Indexes {
		out.Indexes = append(out.Indexes, index.URL)
	}
	return sortedPip(out)
}

func pipLineOf(r Requirement) pipLine {
	out := pipLine{File: r.File, Line: r.Line, Name: r.Name, Extras: r.Extras, Marker: r.Marker, Path: r.Path,
		Editable: r.Editable, Hashes: r.Hashes}
	if r.Specifier != "" {
		out.Specifier = strings.Split(r.Specifier, ",")
	}
	target := r.target()
	if r.Path != "" || target == "" {
		return out
	}
	base, fragment, _ := strings.Cut(target, "#")
	out.URL = reqUserinfo.ReplaceAllString(base, "://")
	for part := range strings.SplitSeq(fragment, "&") {
		if sub, ok := strings.CutPrefix(part, "subdirectory="); ok {
			out.Subdirectory = sub
		} else {
			out.Digest = strings.Replace(part, "=", ":", 1)
		}
	}
	return out
}

// sortedPip is a result in which order does not matter where it does not matter to pip, and empty lists are nil.
func sortedPip(r pipResult) pipResult {
	r.Lines, r.Constraints = pipSortedLines(r.Lines), pipSortedLines(r.Constraints)
	r.Indexes, r.FindLinks = slices.Concat(r.Indexes), slices.Concat(r.FindLinks)
	r.NoBinary, r.OnlyBinary = slices.Sorted(slices.Values(r.NoBinary)), slices.Sorted(slices.Values(r.OnlyBinary))
	return r
}

func pipSortedLines(lines []pipLine) []pipLine {
	var out []pipLine
	for _, l := range lines {
		l.Extras = slices.Sorted(slices.Values(l.Extras))
		l.Hashes = slices.Sorted(slices.Values(l.Hashes))
		l.Specifier = slices.Sorted(slices.Values(l.Specifier))
		out = append(out, l)
	}
	return out
}
