package spec_test

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/org/pyapp-frontend/spec"
	"github.com/rogpeppe/go-internal/txtar"
)

// FuzzParse holds whatever is read to the promises of the phases.
func FuzzParse(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, problems := spec.Parse("pyapp.yaml", data)
		inside(t, data, problems)
		if (file == nil) != (len(problems.Errors()) > 0) {
			t.Fatalf("file is nil: %v, with errors %q", file == nil, problems.Text("f"))
		}
		if file == nil {
			return
		}
		invalid := spec.Validate(file)
		inside(t, data, invalid)
		if len(invalid.Errors()) > 0 {
			return
		}
		app, unresolved := spec.Resolve(file, spec.Inputs{})
		inside(t, data, unresolved)
		if (app == nil) != (len(unresolved.Errors()) > 0) {
			t.Fatalf("app is nil: %v, with errors %q", app == nil, unresolved.Text("f"))
		}
		if app != nil {
			plain(t, app)
		}
	})
}

// plain checks that what an App hands to other programs is what they take it for.
func plain(t *testing.T, app *spec.App) {
	t.Helper()
	for _, lock := range app.Locks {
		if app.NoLock || !filepath.IsLocal(lock) {
			t.Fatalf("lock files are %q, none: %v", app.Locks, app.NoLock)
		}
	}
	if b := app.Base; (b.Kind == spec.BaseImage) != (b.Runtime != "" && b.Build != "") || strings.ContainsAny(b.Runtime+b.Build, " \n,=") {
		t.Fatalf("base is %+v", b)
	}
	for _, step := range app.Steps {
		if len(step.Run) == 0 || len(step.Outputs) == 0 || strings.Contains("/"+strings.Join(step.Outputs, "/")+"/", "/../") {
			t.Fatalf("step %+v", step)
		}
	}
	for _, s := range app.Stages {
		if s.Name == "" || !filepath.IsLocal(s.Dockerfile) || !filepath.IsLocal(s.Context) || strings.ContainsAny(s.Name+s.Target, "/ \n") {
			t.Fatalf("stage %+v", s)
		}
	}
	for _, c := range app.Copies {
		if c.From == "" || !filepath.IsAbs(c.Source) || c.To == "" || strings.Contains("/"+c.Source+"/"+c.To+"/", "/../") {
			t.Fatalf("copy %+v", c)
		}
	}
	for i, index := range app.Indexes {
		plainURL(t, index.URL)
		if _, ok := app.Ranges[fmt.Sprintf("indexes[%d].url", i)]; !ok || index.Name == "" || strings.ContainsAny(index.Secret+index.ClientCert, "/,=") {
			t.Fatalf("index %d is %+v", i, index)
		}
	}
	for _, mirror := range app.Mirrors {
		plainURL(t, mirror.From)
		plainURL(t, mirror.To)
	}
	for _, q := range app.Packages {
		if q.Name == "" || q.Version == "" || strings.ContainsAny(q.Name+q.Version+strings.Join(q.Extras, ""), " ;,[]@\n") {
			t.Fatalf("package %+v", q)
		}
	}
}

func plainURL(t *testing.T, text string) {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Scheme != "http" && u.Scheme != "https" {
		t.Fatalf("%q is not a plain URL: %v", text, err)
	}
}

func seeds(f *testing.F) [][]byte {
	var out [][]byte
	for _, pattern := range []string{validDir + "/*.yaml", invalidDir + "/*.txtar"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			if a := txtar.Parse(data); len(a.Files) > 0 {
				data = a.Files[0].Data
			}
			out = append(out, data)
		}
	}
	return out
}

// inside checks that every problem can be shown: it has words, a rule, and a range of the file's text.
func inside(t *testing.T, data []byte, problems spec.Diagnostics) {
	t.Helper()
	lines := strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n")
	for _, d := range problems {
		if d.Summary == "" || d.Rule == "" || strings.Contains(d.Text("f"), "\n") {
			t.Fatalf("not one line with a rule: %+v", d)
		}
		for _, p := range []spec.Position{d.Range.Start, d.Range.End} {
			if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > utf8.RuneCountInString(lines[p.Line-1])+1 {
				t.Fatalf("position outside of the file: %+v", d)
			}
		}
		if d.Range.End.Line < d.Range.Start.Line || d.Range.End.Line == d.Range.Start.Line && d.Range.End.Column < d.Range.Start.Column {
			t.Fatalf("range ends before it begins: %+v", d)
		}
	}
}

// TestHostileFilesAreAnswered has files that would keep a careless reader busy.
func TestHostileFilesAreAnswered(t *testing.T) {
	for name, data := range map[string][]byte{
		"2 MB of text":          bytes.Repeat([]byte("labels: {a: b}\n"), 140_000),
		"alias bomb":            aliasBomb(30),
		"deep brackets":         bytes.Repeat([]byte("["), 1<<20),
		"deep braces":           bytes.Repeat([]byte("{a: "), 1<<18),
		"deep dashes":           bytes.Repeat([]byte("- "), 1<<19),
		"many question marks":   bytes.Repeat([]byte("? "), 1<<19),
		"many unknown keys":     unknownKeys(4_900),
		"one line of items":     []byte("entrypoint: [" + strings.Repeat("abcdefghijklmnopqrstuvwxyz, ", 9_000) + "]\n"),
		"one line of bad items": []byte("ports: [" + strings.Repeat("[], ", 4_900) + "]\n"),
		"one long key":          []byte(strings.Repeat("x", 1<<19) + ": 1\n"),
		"one long value":        []byte("python: \"" + strings.Repeat("3.", 1<<19) + "\"\n"),
		"one long template":     []byte("entrypoint: [a]\nlabels: {a: \"" + strings.Repeat("${A:-b}", 1<<16) + "\"}\n"),
		"one long command":      []byte("entrypoint: " + strings.Repeat("a ", 1<<19) + "\n"),
		"chained merges":        merges(60),
		"comments":              bytes.Repeat([]byte("#\n"), 1<<19),
		"long quotes":           []byte("env: {A: \"" + strings.Repeat("\\n", 1<<18)),
	} {
		done := make(chan struct{})
		go func() { defer close(done); check(data, spec.Inputs{}) }()
		select {
		case <-done:
		case <-time.After(time.Minute): // these take a second at most; work that grows with the powers of the input takes years
			t.Fatalf("%s: there is no answer", name)
		}
	}
}

// aliasBomb is a spec of a few hundred bytes that stands for 9^depth values.
func aliasBomb(depth int) []byte {
	var b strings.Builder
	b.WriteString("x-0: &a0 lol\n")
	for i := range depth {
		previous := "*a" + string(rune('0'+i%10)) + strings.Repeat("x", i/10)
		name := "a" + string(rune('0'+(i+1)%10)) + strings.Repeat("x", (i+1)/10)
		b.WriteString("x-" + name + ": &" + name + " [" + strings.Repeat(previous+", ", 9) + "]\n")
	}
	return []byte(b.String())
}

func unknownKeys(n int) []byte {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(string(rune('a'+i%26)), 3) + strings.Repeat(string(rune('a'+i/26%26)), 3) + strings.Repeat("z", i/676) + ": 1\n")
	}
	return []byte(b.String())
}

// merges is a chain of mappings, each merged into the next.
func merges(depth int) []byte {
	var b strings.Builder
	b.WriteString("x-a: &a {k: v}\n")
	for i := range depth {
		name := strings.Repeat("a", i+2)
		b.WriteString("x-" + name + ": &" + name + " {<<: *" + name[1:] + ", " + name + ": v}\n")
	}
	b.WriteString("env: *" + strings.Repeat("a", depth+1) + "\nentrypoint: [a]\n")
	return []byte(b.String())
}
