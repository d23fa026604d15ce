// Package docs_test holds the pages to what they say: links lead somewhere, every page is found from the index, examples
// are right. Commands of the pages are run by TestPages of frontend/integration.
package docs_test

import (
	"io/fs"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/org/pyapp-frontend/frontend/integration/rig/pages"
	"github.com/org/pyapp-frontend/spec"
)

const index = "docs/README.md"

func read(t *testing.T) []pages.Page {
	t.Helper()
	all, err := pages.Read("..")
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestLinks wants every relative link to lead to a file of the repository, and to a heading where it names one.
func TestLinks(t *testing.T) {
	all := read(t)
	anchors := map[string][]string{}
	for _, page := range all {
		anchors[page.Path] = page.Anchors
	}
	for _, page := range all {
		for _, l := range page.Links {
			file, anchor, ok := target(page, l)
			if !ok {
				continue
			}
			if _, err := os.Stat(path.Join("..", file)); err != nil {
				t.Errorf("%s:%d: %s leads to nothing", page.Path, l.Line, l.Target)
			} else if known := anchors[file]; anchor != "" && known != nil && !slices.Contains(known, anchor) {
				t.Errorf("%s:%d: %s: no such heading; there are %q", page.Path, l.Line, l.Target, known)
			}
		}
	}
}

// target is the file that a link leads to, from the root of the repository, and the heading in it; not ok for a link to
// somewhere else.
func target(page pages.Page, l pages.Link) (file, anchor string, ok bool) {
	u, err := url.Parse(l.Target)
	if err != nil || u.IsAbs() {
		return "", "", false
	}
	if u.Path == "" {
		return page.Path, u.Fragment, true
	}
	return path.Join(path.Dir(page.Path), u.Path), u.Fragment, true
}

// TestIndex wants every page to be found by links from the index, those of its own folders by one, and every other file of
// docs to be linked from some page, or its folder.
func TestIndex(t *testing.T) {
	links := map[string][]string{}
	for _, page := range read(t) {
		for _, l := range page.Links {
			if file, _, ok := target(page, l); ok {
				links[page.Path] = append(links[page.Path], file)
			}
		}
	}
	found := reached(links, index)
	err := fs.WalkDir(os.DirFS(".."), "docs", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir() || name == index || strings.HasSuffix(name, "_test.go"):
			return err
		case path.Ext(name) == ".md" && strings.Count(name, "/") <= 2 && !slices.Contains(links[index], name):
			t.Errorf("%s is not linked from %s", name, index)
		case !within(name, found):
			t.Errorf("no links lead from %s to %s", index, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// reached are the files that links lead to, in any number.
func reached(links map[string][]string, from string) map[string]bool {
	found := map[string]bool{from: true}
	for open := []string{from}; len(open) > 0; open = open[1:] {
		for _, file := range links[open[0]] {
			if !found[file] {
				found[file] = true
				open = append(open, file)
			}
		}
	}
	return found
}

// within says whether a file of docs or a folder that it is in was found.
func within(name string, found map[string]bool) bool {
	for ; name != "docs"; name = path.Dir(name) {
		if found[name] {
			return true
		}
	}
	return false
}

// TestWrongSpecs wants what the pages show as wrong to be so. The test of compatibility has all other examples of specs.
func TestWrongSpecs(t *testing.T) {
	for _, page := range read(t) {
		for _, b := range page.Blocks {
			if b.Language != "yaml" || !strings.HasPrefix(b.Mark, "wrong") {
				continue
			}
			file, problems := spec.Parse(page.Path, []byte(b.Text))
			if file != nil {
				problems = append(problems, spec.Validate(file)...)
			}
			if len(problems) == 0 {
				t.Errorf("%s: nothing is wrong with the example of line %d", page.Path, b.Line)
			}
		}
	}
}

// TestDockerfiles wants every example of a Dockerfile to be one.
func TestDockerfiles(t *testing.T) {
	for _, page := range read(t) {
		for _, b := range page.Blocks {
			if b.Language != "dockerfile" {
				continue
			}
			if _, err := parser.Parse(strings.NewReader(b.Text)); err != nil {
				t.Errorf("%s:%d: %v", page.Path, b.Line, err)
			}
		}
	}
}
