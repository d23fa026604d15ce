package integration

import (
	"slices"
	"testing"
	"time"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// epoch is the option that fixes the time of everything in an image (reproducible-builds.org, SOURCE_DATE_EPOCH).
func epoch() map[string]string {
	return map[string]string{"build-arg:SOURCE_DATE_EPOCH": "1700000000"}
}

func TestTarget(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Attrs: map[string]string{"target": "runtime"}})
	result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Attrs: map[string]string{"target": "runtmie"}})
	wantMessage(t, result, "runtmie", "runtime")
}

// TestCommandLineLabel wants a label of the command line to win over the spec's.
func TestCommandLineLabel(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	result := mustBuild(t, m, rig.Build{
		Mode: rig.InProcess, Dir: m.Copy(t, "fastapi"), Name: rig.RepositoryName(t),
		Attrs: map[string]string{"label:team": "platform", "label:commit": "abc"},
	})
	labels := rig.Config(t, rig.Pull(t, result.Reference)).Config.Labels
	if labels["team"] != "platform" || labels["commit"] != "abc" || labels["org.opencontainers.image.title"] != "shop-front" {
		t.Errorf("labels are %v", labels)
	}
}

// TestNoCache wants every step to run again, and the same image to come out of it. It has the builder to itself: a step
// that one build asks for without cache is run for every build that has it under way.
func TestNoCache(t *testing.T) {
	m := rig.Find(t)
	dir := m.Copy(t, "worker")
	first := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t), Attrs: epoch()})
	uncached := epoch()
	uncached["no-cache"] = ""
	again := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t), Attrs: uncached})
	for _, words := range [][]string{{"install", "dependenc"}, {"copy the application"}} {
		if !slices.ContainsFunc(again.Named(words...), func(s rig.Step) bool { return s.Ran }) {
			t.Errorf("%q did not run again", words)
		}
	}
	if first.Digest == "" || first.Digest != again.Digest {
		t.Errorf("two builds gave %s and %s", first.Digest, again.Digest)
	}
	created := rig.Config(t, rig.Pull(t, again.Reference)).Created
	if !created.Equal(time.Unix(1700000000, 0)) {
		t.Errorf("created is %s", created)
	}
}

// TestSameImageBothWays wants the frontend's image to make what the frontend in process makes.
func TestSameImageBothWays(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	digests := map[rig.Mode]string{}
	dir := m.Copy(t, "fastapi")
	eachMode(t, func(t *testing.T, mode rig.Mode) {
		digests[mode] = mustBuild(t, m, rig.Build{Mode: mode, Dir: dir, Name: rig.RepositoryName(t), Attrs: epoch()}).Digest
	})
	if digests[rig.InProcess] != digests[rig.AsImage] {
		t.Errorf("digests differ: %v", digests)
	}
}
