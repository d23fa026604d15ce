package llbgen

import (
	"strings"
	"testing"
)

// TestRows wants what no user asked for out of sight, and one row for all packages of a kind.
func TestRows(t *testing.T) {
	t.Parallel()
	def := requestOf(t, "shop").marshal(t, generator(allCaps))
	rows := map[string]bool{}
	for _, m := range def.Metadata {
		name, group := m.Description["llb.customname"], m.ProgressGroup
		if hidden := group != nil && group.Weak; hidden != strings.HasPrefix(name, internalPrefix) && name != "" {
			t.Errorf("%q is hidden: %t", name, hidden)
		}
		if strings.HasPrefix(name, "install dependencies") {
			rows[group.GetName()] = true
		}
	}
	for _, want := range []string{"install 12 packages for linux/amd64", "install 33 packages for every platform"} {
		if !rows[want] || len(rows) != 2 {
			t.Errorf("the rows of what is installed are %v, want %q", rows, want)
		}
	}
}
