// Package pages reads the Markdown of the README and of docs, for the tests that hold the pages to what they say.
package pages

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// Page is one Markdown file.
type Page struct {
	Path    string   // from the root of the repository, with slashes
	Anchors []string // of its headings, as GitHub names them
	Links   []Link
	Blocks  []Block
}

// Link is a link or a picture.
type Link struct {
	Line   int // counted from 1
	Target string
}

// Block is a fenced block.
type Block struct {
	Line     int    // of the opening fence, counted from 1
	Language string // the word after the fence; may be empty
	Mark     string // the HTML comment on the line before the fence, without its ends; empty: none
	Text     string // the lines between the fences
}

// Read reads README.md and every page of docs, in the order of their paths.
func Read(root string) ([]Page, error) {
	var all []Page
	add := func(name string) error {
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		all = append(all, parse(name, string(data)))
		return nil
	}
	if err := add("README.md"); err != nil {
		return nil, fmt.Errorf("reading the pages: %w", err)
	}
	err := fs.WalkDir(os.DirFS(root), "docs", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".md" {
			return err
		}
		return add(name)
	})
	if err != nil {
		return nil, fmt.Errorf("reading the pages: %w", err)
	}
	return all, nil
}

var (
	fence   = regexp.MustCompile("^ *```+ *([^ `]*)")
	comment = regexp.MustCompile(`^<!-- *(.*?) *-->$`)
	heading = regexp.MustCompile(`^#{1,6} +(.+?) *#*$`)
	link    = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	code    = regexp.MustCompile("`[^`]*`")
)

func parse(name, text string) Page {
	page := Page{Path: name}
	seen := map[string]int{}
	var open *Block
	var mark string
	for i, line := range strings.Split(text, "\n") {
		if open != nil {
			if strings.HasPrefix(strings.TrimSpace(line), "```") {
				page.Blocks, open = append(page.Blocks, *open), nil
			} else {
				open.Text += line + "\n"
			}
			continue
		}
		if m := fence.FindStringSubmatch(line); m != nil {
			open = &Block{Line: i + 1, Language: m[1], Mark: mark}
		} else if m := heading.FindStringSubmatch(line); m != nil {
			page.Anchors = append(page.Anchors, anchor(m[1], seen))
		}
		mark = ""
		if m := comment.FindStringSubmatch(line); m != nil {
			mark = m[1]
		}
		for _, m := range link.FindAllStringSubmatch(code.ReplaceAllString(line, "``"), -1) {
			page.Links = append(page.Links, Link{Line: i + 1, Target: m[1]})
		}
	}
	return page
}

var dropped = regexp.MustCompile(`[^\p{L}\p{N}_\- ]`)

// anchor is what GitHub makes of a heading: small letters, without punctuation, hyphens for spaces, and a number on what
// comes again.
func anchor(title string, seen map[string]int) string {
	name := strings.ReplaceAll(dropped.ReplaceAllString(strings.ToLower(title), ""), " ", "-")
	n := seen[name]
	seen[name]++
	if n > 0 {
		return fmt.Sprintf("%s-%d", name, n)
	}
	return name
}
