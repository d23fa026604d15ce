package spec

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// chooseBase is the base that the command line names, else the file, else slim; its kind is empty when there is an error.
func (r *resolver) chooseBase() Base {
	raw := r.file.base
	if value := r.in.BuildArgs["PYAPP_BASE"]; value != "" {
		return r.oneBase(value, "build argument PYAPP_BASE: ", r.file.where("base"))
	}
	switch {
	case raw.word != nil:
		value, ok := r.expanded(*raw.word)
		if !ok {
			return Base{}
		}
		return r.oneBase(value, "", raw.word.place)
	case raw.runtime != nil:
		return r.twoBases(raw)
	}
	return Base{Kind: BaseSlim}
}

// oneBase is the base of a single word or reference. Origin is as in python.
func (r *resolver) oneBase(value, origin string, at place) Base {
	if !r.wordOrReference(value, origin, at) {
		return Base{}
	}
	if slices.Contains(baseWords(), value) {
		return Base{Kind: BaseKind(value)}
	}
	r.warnFloating(value, origin, at)
	return Base{Kind: BaseImage, Runtime: value, Build: value}
}

func (r *resolver) twoBases(raw rawBase) Base {
	out := Base{Kind: BaseImage}
	var ok bool
	if out.Runtime, ok = r.expandedReference(*raw.runtime); !ok {
		return Base{}
	}
	out.Build = out.Runtime
	if raw.build != nil {
		if out.Build, ok = r.expandedReference(*raw.build); !ok {
			return Base{}
		}
	}
	return out
}

func (r *resolver) expandedReference(t text) (string, bool) {
	value, ok := r.expanded(t)
	if !ok || !r.reference(value, "", t.place) {
		return "", false
	}
	r.warnFloating(value, "", t.place)
	return value, true
}

// warnFloating warns of a reference that means another image after the next push to it.
func (r *resolver) warnFloating(value, origin string, at place) {
	name := path.Base(value)
	if strings.Contains(value, "@") || strings.Contains(name, ":") && !strings.HasSuffix(name, ":latest") {
		return
	}
	r.warn(ruleFloatingBase, at, fmt.Sprintf("%sfloating base reference: %q may be another image tomorrow", origin, shorten(value)),
		"write a tag such as :3.13, or a digest")
}
