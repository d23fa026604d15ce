package spec

import (
	"fmt"
	"path"
	"strings"
)

// Copy takes a file, or all that is in a folder, from somewhere else than the context into the image.
type Copy struct {
	From   string // a stage of the file; else a named context of the client; else the reference of an image
	Source string // of a file or folder there, absolute and cleaned
	To     string // cleaned: absolute, or relative to Workdir; it ends in "/" if a file is to lie in it, as in "static/"
}

// rawCopy is one item of `copy`.
type rawCopy struct {
	place
	from, source, to *text
}

func (r *reader) copy(n node) rawCopy {
	out := rawCopy{place: r.place(n)}
	before := len(r.found)
	r.mapping(n, "a mapping such as {from: assets, source: /dist, to: static/}", fields{
		"from":   r.intoText(&out.from, "a stage, a named context or an image"),
		"source": r.intoText(&out.source, "an absolute path"),
		"to":     r.intoText(&out.to, "a path"),
	})
	if len(r.found) > before {
		return out
	}
	for _, key := range []struct {
		name, example string
		t             *text
	}{{"from", "assets", out.from}, {"source", "/dist", out.source}, {"to", "static/", out.to}} {
		if key.t == nil {
			r.fail(ruleMissingKey, out.place, "needs "+key.name, fmt.Sprintf("write one such as %q", key.name+": "+key.example))
		}
	}
	return out
}

func (v *validator) copies() {
	for _, c := range v.file.copies {
		v.once(c.from, (*report).copyFrom)
		v.once(c.source, (*report).copySource)
		v.once(c.to, v.file.copyTo)
	}
}

// copyFrom checks what may be the name of a stage or context, or a reference. Which it is, and whether there is one of that name, is
// known when the contexts of the build are.
func (r *report) copyFrom(t text) {
	if !isImageReference(t.value) {
		r.fail(ruleImageReference, t.place, fmt.Sprintf("%q is not the name of a stage or context, nor a reference of an image", shorten(t.value)),
			`write one such as "assets" or "registry.example/assets:1.2"`)
	}
}

func (r *report) copySource(t text) {
	problem := relativeProblem(strings.TrimLeft(t.value, "/"))
	switch {
	case !path.IsAbs(t.value):
		problem = "is not absolute"
	case path.Clean(t.value) == "/":
		problem = "" // all of it
	}
	if problem != "" {
		r.fail(ruleCopySource, t.place, fmt.Sprintf("%q %s", shorten(t.value), problem), fmt.Sprintf("write a path such as %q",
			path.Join("/", plainName(t.value))))
	}
}

// plainName is the path that a malformed one most probably means.
func plainName(p string) string {
	if relativeProblem(p) != "" {
		return "dist"
	}
	return p
}

func (f *File) copyTo(r *report, t text) { r.madeAt(f.workdirPath(), t, "/app/static") }

func (r *resolver) copies() []Copy {
	var out []Copy
	for _, raw := range r.file.copies {
		to := r.filled(raw.to, "", r.file.copyTo)
		c := Copy{
			From:   r.filled(raw.from, "", (*report).copyFrom),
			Source: path.Clean(r.filled(raw.source, "/", (*report).copySource)),
			To:     path.Clean(to),
		}
		if strings.HasSuffix(to, "/") {
			c.To += "/"
		}
		out = append(out, c)
	}
	return out
}
