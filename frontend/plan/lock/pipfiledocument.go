package lock

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// pipfileDocument is a Pipfile.lock.
type pipfileDocument struct {
	meta       pipfileMeta
	categories []pipfileCategory // as written
}

type pipfileMeta struct {
	Hash struct {
		SHA256 string `json:"sha256"`
	} `json:"hash"`
	Spec    int             `json:"pipfile-spec"`
	Sources []pipfileSource `json:"sources"`

	rawSources []any // with all their keys
}

type pipfileSource struct {
	Name string `json:"name"`
	URL  string `json:"url"` // may have ${VARIABLE} in it
}

type pipfileCategory struct {
	name    string
	entries []pipfileEntry // as written
}

// pipfile decodes the lock.
func (f toolFile) pipfile() (*pipfileDocument, error) {
	if err := f.conflict(); err != nil {
		return nil, err
	}
	var whole map[string]json.RawMessage
	if err := json.Unmarshal([]byte(f.text), &whole); err != nil {
		return nil, f.badJSON(err, 0)
	}
	if whole["_meta"] == nil {
		return nil, f.fail(0, "has no _meta; it may not be a lock of Pipenv")
	}
	w := &pipfileWalk{toolFile: f, decoder: json.NewDecoder(strings.NewReader(f.text)), out: &pipfileDocument{}}
	if err := w.document(); err != nil {
		return nil, err
	}
	if spec := w.out.meta.Spec; spec > 6 {
		return nil, f.newer(fmt.Sprint(spec), "a Pipenv of the format 6")
	}
	return w.out, nil
}

// badJSON is an error of a value that begins at the offset.
func (f toolFile) badJSON(err error, start int) error {
	out := &Error{Message: f.name + " cannot be read: " + err.Error(), Remedy: f.remedy(f.relock)}
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		out.Line, out.Column = toolPosition(f.text, start+int(syntax.Offset))
	case errors.As(err, &wrong):
		out.Line, out.Column = toolPosition(f.text, start+int(wrong.Offset))
		out.Message = fmt.Sprintf("%s cannot be read: %s has the wrong type, %s", f.name, wrong.Field, wrong.Value)
	}
	return out
}

// pipfileWalk goes through the text from one value to the next, so that their places are known. The text is valid JSON.
type pipfileWalk struct {
	toolFile
	decoder *json.Decoder
	out     *pipfileDocument
}

// document reads the members of the outermost object.
func (w *pipfileWalk) document() error {
	return w.members(func(name string, raw json.RawMessage, start int) error {
		if name == "_meta" {
			return w.meta(raw, start)
		}
		category := pipfileCategory{name: name}
		inner := &pipfileWalk{toolFile: w.toolFile, decoder: json.NewDecoder(strings.NewReader(string(raw)))}
		err := inner.members(func(name string, raw json.RawMessage, at int) error {
			entry, err := w.entry(name, raw, start+at)
			category.entries = append(category.entries, entry)
			return err
		})
		if errors.Is(err, errNoObject) {
			line, _ := toolPosition(w.text, start)
			return w.fail(line, "has under %s no table of packages", name)
		}
		w.out.categories = append(w.out.categories, category)
		return err
	})
}

var errNoObject = errors.New("not an object")

// members calls the function with every member of an object, and where its value begins.
func (w *pipfileWalk) members(each func(name string, raw json.RawMessage, start int) error) error {
	if token, err := w.decoder.Token(); err != nil || token != json.Delim('{') {
		return errNoObject
	}
	for w.decoder.More() {
		token, err := w.decoder.Token()
		if err != nil {
			return err
		}
		var raw json.RawMessage
		if err := w.decoder.Decode(&raw); err != nil {
			return err
		}
		name, _ := token.(string)
		if err := each(name, raw, int(w.decoder.InputOffset())-len(raw)); err != nil {
			return err
		}
	}
	return nil
}

func (w *pipfileWalk) meta(raw json.RawMessage, start int) error {
	if err := json.Unmarshal(raw, &w.out.meta); err != nil {
		return w.badJSON(err, start)
	}
	var all struct {
		Sources []any `json:"sources"`
	}
	err := json.Unmarshal(raw, &all)
	w.out.meta.rawSources = all.Sources
	return err
}
