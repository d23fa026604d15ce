package schema

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/org/pyapp-frontend/spec"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"gopkg.in/yaml.v3"
)

// planned says whether the parser of this release refuses a key that the schema has already.
func planned(key string) bool {
	_, problems := spec.Parse("pyapp.yaml", []byte(key+": {}\n"))
	return slices.ContainsFunc(problems, func(d spec.Diagnostic) bool { return d.Rule == "not-supported-yet" })
}

// compiled is the schema as a validator has it, or the part of it at a JSON pointer.
func compiled(t *testing.T, pointer string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSON()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("pyapp.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("pyapp.json#" + pointer)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// refusal is what the schema says against a file; nil: nothing. What is not even YAML, no schema gets to see.
func refusal(s *jsonschema.Schema, data []byte) error {
	var v any
	if err := yaml.Unmarshal(data, &v); err != nil {
		return err
	}
	return s.Validate(plainValue(v))
}

// plainValue is a value of YAML as editors see it: JSON has no times.
func plainValue(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = plainValue(v[k])
		}
	case map[any]any:
		out := map[string]any{}
		for k := range v {
			out[fmt.Sprint(k)] = plainValue(v[k])
		}
		return out
	case []any:
		for i := range v {
			v[i] = plainValue(v[i])
		}
	case time.Time:
		return v.Format(time.RFC3339)
	}
	return v
}

// TestAcceptsValid wants the schema to accept what the parser does.
func TestAcceptsValid(t *testing.T) {
	t.Parallel()
	s := compiled(t, "")
	for _, pattern := range []string{"../../testdata/specs/valid/*.yaml", "../../testdata/apps/*/pyapp.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := refusal(s, data); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// beyond are the rules that a schema cannot have, with the reason. A case of theirs may be accepted.
var beyond = map[string]string{
	"port":                 "numbers that YAML writes in more than one way, as in 0x50",
	"user-id":              "numbers that YAML writes in more than one way, as in 1_000",
	"non-text-key":         "editors take such keys for text",
	"duration":             "less than a millisecond",
	"health-request":       "a range whose ends are the wrong way round",
	"relative-path":        "brackets of patterns, addresses, drive letters",
	"requirement":          "what is a version (PEP 440)",
	"requirement-unpinned": "what is a version (PEP 440)",
	"step-output":          "between two items",
	"several-documents":    "of the text: editors check each document",
	"health-probe":         "the word none as a command",
	"too-many-nodes":       "of the text, which a schema does not see",
	"too-deep":             "of the text; where it is a value, it has the wrong type",
	"line-break":           "of the text, which a schema does not see",
	"yaml-tag":             "of the text: a schema sees the value, not its tag",
	"duplicate-value":      "the same may be said in two spellings (8000 and 8000/tcp, a/b and a//b)",
	"python-version":       "unquoted numbers between two known versions, and build arguments",
	"control-character":    "of build arguments, and of text without a grammar",

	"build-arg-missing":   "of the build",
	"build-arg-syntax":    "a template may stand where its text may; what is inside is the parser's",
	"unknown-build-arg":   "of the build",
	"python-excluded":     "of the project",
	"python-version-file": "of the project",
	"requires-python":     "of the project",
	"unknown-group":       "of the project",
	"unknown-extra":       "of the project",
	"group-still-in":      "of the project, and a warning",
	"command-missing":     "of the project, whose one script may be the command",
	"floating-base":       "a warning",
	"env-secret":          "a warning",
	"shell-variable":      "a warning",
	"unquoted-version":    "a warning",
	"distro":              "which release goes with which base, between two keys",
	"system-lib":          "whose packages they are is said by another key; a dash at the end is allowed by Alpine's grammar",
	"user-name":           "accounts of the base, which have their own numbers",
	"group-conflict":      "between two keys",
	"health-port":         "between two keys",
	"index-default":       "between two items",
	"client-cert":         "between two items",
	"mirror-slash":        "between a key and its value",
	"image-reference":     "words of the language that are references too, and build arguments",
	"index-host":          "build arguments",
	"url":                 "build arguments",
	"url-credentials":     "build arguments",
	"unknown-value":       "words that are references of images too, and build arguments",
	"container-path":      "folders of the system, which are many",
	"lock-list":           "the word none in a list is a path",
	"shell-syntax":        "quoting",
	"shell-quoting":       "quoting",
	"command-empty":       "an empty program in a list, and quotes around nothing",
	"unknown-target":      "of the command line",
	"stage-name":          "build arguments",
	"stage-unused":        "a warning",
}

// TestRefusesInvalid wants the schema to refuse what is a matter of shape, at the places where the parser does.
func TestRefusesInvalid(t *testing.T) {
	t.Parallel()
	s := compiled(t, "")
	files, err := filepath.Glob("../../testdata/specs/invalid/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	accepted := map[string]bool{}
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		data := specOf(archive)
		refused := refusal(s, data)
		if rule := ruleOf(filepath.Base(name)); refused == nil && beyond[rule] == "" {
			t.Errorf("%s: the schema accepts it", name)
		} else if refused == nil {
			accepted[rule] = true
		}
		problem := new(jsonschema.ValidationError)
		if !errors.As(refused, &problem) {
			continue
		}
		places := locations(problem)
		file, problems := spec.Parse("pyapp.yaml", data)
		if file != nil {
			problems = append(problems, spec.Validate(file)...)
		}
		for _, d := range problems {
			if strings.Contains(d.Path, `\x`) {
				continue // a key of which the message shows another text
			}
			switch missed := !slices.ContainsFunc(places, within(d.Path)); {
			case missed && beyond[d.Rule] == "":
				t.Errorf("%s: the schema says nothing at %s (%s), but at %q", name, d.Path, d.Rule, places)
			case missed:
				accepted[d.Rule] = true
			}
		}
	}
	for _, rule := range spec.Rules() {
		if beyond[rule.ID] != "" && !accepted[rule.ID] {
			t.Errorf("%s is not beyond the schema, which refuses every case of it", rule.ID)
		}
	}
}

// locations are the places that a validator finds wrong, as in "steps.0.env".
func locations(e *jsonschema.ValidationError) []string {
	at := strings.Join(e.InstanceLocation, ".")
	out := []string{at}
	switch more := e.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		for _, name := range more.Properties {
			out = append(out, strings.TrimPrefix(at+"."+name, "."))
		}
	case *kind.PropertyNames: // whose place the library does not say right, nor that of its causes
		return []string{"*." + strings.ReplaceAll(more.Property, "\n", `\n`)}
	}
	for _, cause := range e.Causes {
		out = append(out, locations(cause)...)
	}
	return out
}

// within says whether a location is a key, or something in it.
func within(path string) func(string) bool {
	dotted := strings.NewReplacer("[", ".", "]", "").Replace
	path = dotted(path)
	return func(location string) bool {
		if name, ok := strings.CutPrefix(location, "*"); ok {
			return strings.HasSuffix(path, dotted(name))
		}
		return location == path || path != "" && strings.HasPrefix(location, path+".")
	}
}

func specOf(archive *txtar.Archive) []byte {
	for _, f := range archive.Files {
		if f.Name == "pyapp.yaml" {
			return f.Data
		}
	}
	return nil
}

// ruleOf is the longest rule that a file's name begins with.
func ruleOf(name string) string {
	best := ""
	for _, rule := range spec.Rules() {
		if strings.HasPrefix(name, rule.ID+"-") && len(rule.ID) > len(best) {
			best = rule.ID
		}
	}
	return best
}

// TestKeysAreTheParsers wants the schema and the parser to have the same keys, at every level.
func TestKeysAreTheParsers(t *testing.T) {
	t.Parallel()
	for _, key := range Keys() {
		if planned(key.Path) {
			continue
		}
		for _, example := range key.Examples {
			text := key.Path + ": " + example + "\n"
			if !slices.Contains([]string{"entrypoint", "command"}, key.Path) {
				text += "entrypoint: [a]\n"
			}
			file, problems := spec.Parse("pyapp.yaml", []byte(text))
			if file != nil {
				problems = append(problems, spec.Validate(file)...)
			}
			if len(problems.Errors()) > 0 {
				t.Errorf("%s%s", text, problems.Text("pyapp.yaml"))
			}
		}
	}
	for _, name := range parserKeys(t) {
		if _, err := find(name); err != nil {
			t.Error(err)
		}
	}
}

// parserKeys are the keys that the parser says are allowed, by asking for one that is not.
func parserKeys(t *testing.T) []string {
	t.Helper()
	var out []string
	for prefix, text := range map[string]string{
		"": "%: 1", "base": "base: {%: 1}", "system-libs": "system-libs: {%: 1}", "files": "files: {%: 1}", "user": "user: {%: 1}",
		"healthcheck": "healthcheck: {%: 1}", "healthcheck.http": "healthcheck: {http: {%: 1}}", "bytecode": "bytecode: {%: 1}",
		"indexes": "indexes: [{%: 1}]", "steps": "steps: [{%: 1}]",
		"stages.NAME": "stages: {a: {%: 1}}", "copy": "copy: [{%: 1}]", "processes.NAME": "processes: {a: {%: 1}}",
		"test": "test: {%: 1}", "test.files": "test: {files: {%: 1}}", "dev": "dev: {%: 1}", "dev.files": "dev: {files: {%: 1}}",
	} {
		if top, _, _ := strings.Cut(prefix, "."); top != "" && planned(top) {
			continue
		}
		_, problems := spec.Parse("pyapp.yaml", []byte(strings.ReplaceAll(text, "%", "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq")+"\n"))
		found := false
		for _, d := range problems {
			if list, ok := strings.CutPrefix(d.Suggestion, "allowed are "); ok {
				found = true
				for _, name := range strings.Split(list, ", ") {
					out = append(out, join(prefix, name))
				}
			}
		}
		if !found {
			t.Fatalf("%q: %s", text, problems.Text("pyapp.yaml"))
		}
	}
	return out
}

// TestValuesFitTheirOwnKeys holds defaults and examples against the schema of their own key.
func TestValuesFitTheirOwnKeys(t *testing.T) {
	t.Parallel()
	for _, p := range parse(text).Properties {
		s := compiled(t, "/properties/"+p.name)
		if p.value.Default != nil {
			if err := s.Validate(p.value.Default); err != nil {
				t.Errorf("the default of %s: %v", p.name, err)
			}
		}
		for _, e := range slices.Concat(p.value.Examples, p.value.MoreExamples) {
			v, err := jsonschema.UnmarshalJSON(bytes.NewReader(e))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Validate(v); err != nil {
				t.Errorf("an example of %s: %v", p.name, err)
			}
		}
	}
}
