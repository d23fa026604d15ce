package spec

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Mirror is a rewrite of the URLs that packages come from: what begins with From is fetched from To instead.
type Mirror struct {
	From string // prefix of URLs, http or https, without credentials
	To   string // what replaces it, of the same form; ends in "/" where From does
}

func (v *validator) mirrors() {
	for _, m := range v.file.mirrors {
		v.mirrored(m.key)
		v.urlTemplate(m.value)
		if !isTemplate(m.value.value) {
			v.mirrorSlash(m.key.value, m.value)
		}
	}
}

// mirrored checks the prefix that is replaced. Where it is malformed, its own path would show what the message does not.
func (v *validator) mirrored(key text) {
	at := place{"mirrors", key.at}
	if isTemplate(key.value) && !userinfo.MatchString(key.value) {
		v.fail(ruleURL, at, "a build argument in the prefix that is replaced", "write the prefix as the lock has it; what replaces it may name build arguments")
		return
	}
	v.url(at, key.value)
}

// mirrorSlash checks that a folder is replaced by a folder: without its slash, the next name would run into the last.
func (r *report) mirrorSlash(from string, to text) {
	if strings.HasSuffix(from, "/") && !strings.HasSuffix(to.value, "/") {
		r.fail(ruleMirrorSlash, to.place, fmt.Sprintf(`%q ends in "/" and what replaces it does not`, shorten(from)), `add a "/" at the end`)
	}
}

func (r *resolver) mirrors() []Mirror {
	var out []Mirror
	for _, m := range r.file.mirrors {
		to := r.url(&m.value)
		if to != "" {
			r.mirrorSlash(m.key.value, text{m.value.place, to})
		}
		out = append(out, Mirror{From: m.key.value, To: to})
	}
	slices.SortFunc(out, func(a, b Mirror) int { return cmp.Compare(a.From, b.From) })
	return out
}
