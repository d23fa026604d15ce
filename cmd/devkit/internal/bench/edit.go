package bench

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// lay copies a folder's files over those of another; a source that is not there has none.
func lay(source, target string) error {
	return filepath.WalkDir(source, func(path string, entry fs.DirEntry, err error) error {
		if path == source && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		to := filepath.Join(target, strings.TrimPrefix(path, source))
		if entry.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(to, text, 0o644)
	})
}

// edit changes an application, in the folder dir, as the scenario says. The base image is no part of it.
func (a app) edit(repository, dir, scenario string) error {
	switch scenario {
	case "source":
		return change(filepath.Join(dir, a.source), func(text string) string { return text + "\nBENCH = 1\n" })
	case "linter":
		return change(filepath.Join(dir, "pyproject.toml"), func(text string) string { return text + "\n[tool.bench]\nline-length = 101\n" })
	case "version":
		return a.bump(dir)
	case "added", "changed":
		if a.swap != "" {
			return swap(filepath.Join(dir, "uv.lock"), filepath.Join(repository, a.swap))
		}
		return lay(filepath.Join(repository, "testdata/bench", a.name, scenario), dir)
	}
	return nil
}

// bump raises the project's own version, in its manifest and, where it is there, in uv's lock.
func (a app) bump(dir string) error {
	version := regexp.MustCompile(`(?m)^version = "[^"]*"$`)
	manifest := filepath.Join(dir, "pyproject.toml")
	text, err := os.ReadFile(manifest)
	if err != nil {
		return err
	}
	name := regexp.MustCompile(`(?m)^name = "[^"]*"$`).FindString(string(text))
	if err := change(manifest, func(text string) string { return replaceFirst(version, text, `version = "99.0.0"`) }); err != nil {
		return err
	}
	own := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(name) + `\nversion = "[^"]*"$`)
	err = change(filepath.Join(dir, "uv.lock"), func(text string) string { return replaceFirst(own, text, name+"\nversion = \"99.0.0\"") })
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// swap replaces the text of old.txt by that of new.txt.
func swap(path, folder string) error {
	before, err := os.ReadFile(filepath.Join(folder, "old.txt"))
	if err != nil {
		return err
	}
	after, err := os.ReadFile(filepath.Join(folder, "new.txt"))
	if err != nil {
		return err
	}
	return change(path, func(text string) string { return strings.Replace(text, string(before), string(after), 1) })
}

func replaceFirst(pattern *regexp.Regexp, text, by string) string {
	place := pattern.FindStringIndex(text)
	if place == nil {
		return text
	}
	return text[:place[0]] + by + text[place[1]:]
}

// change rewrites a file. To change nothing is an error: the scenario would measure another one.
func change(path string, edit func(string) string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	edited := edit(string(text))
	if edited == string(text) {
		return fmt.Errorf("editing %s: there is nothing to edit", path)
	}
	return os.WriteFile(path, []byte(edited), 0o644)
}
