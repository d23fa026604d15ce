package rig

import (
	"slices"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

func TestMadeBySkipsEntriesWithoutLayer(t *testing.T) {
	t.Parallel()
	got := MadeBy([]v1.History{{CreatedBy: "a"}, {CreatedBy: "ENV X=1", EmptyLayer: true}, {CreatedBy: "b"}})
	if !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("got %v", got)
	}
}
