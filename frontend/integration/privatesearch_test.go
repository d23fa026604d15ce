package integration

import (
	"bytes"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// A proof is something that a search has to find.
type proof struct {
	where string // the beginning of the name of what it is in
	text  string
}

// A search goes through what a build has left, for secrets, and for what has to be there.
type search struct {
	forms  []form
	proofs []proof
	proved map[proof]bool
	found  []string // secrets, and where
}

func newSearch(s secretive, a *rig.Authority, proofs []proof) *search {
	secrets := map[string]string{"ca": string(a.PEM()), "corp-client": s.secrets["corp-client"], "known-hosts": s.secrets["known-hosts"]}
	return &search{forms: forms(secrets), proofs: proofs, proved: map[proof]bool{}}
}

// in is a look at things of one kind.
func (s *search) in(kind string) rig.Look {
	return func(what string, content []byte) { s.look(kind+" "+what, content) }
}

func (s *search) look(what string, content []byte) {
	for _, text := range shown(s.forms, content) {
		s.found = append(s.found, what+" shows "+text)
	}
	for _, p := range s.proofs {
		if !s.proved[p] && strings.HasPrefix(what, p.where) && bytes.Contains(content, []byte(p.text)) {
			s.proved[p] = true
		}
	}
}

func (s *search) report(t *testing.T) {
	t.Helper()
	for _, text := range s.found {
		t.Error(text)
	}
	for _, p := range s.proofs {
		if !s.proved[p] {
			t.Errorf("nothing in %s has %q, which has to be there", p.where, p.text)
		}
	}
}
