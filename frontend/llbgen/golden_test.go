package llbgen

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestGraphGoldens compares the graph of each application with testdata/<app>.txt.
func TestGraphGoldens(t *testing.T) {
	for _, name := range appNames(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			def := requestOf(t, name).marshal(t, generator(allCaps))
			checkGolden(t, name+".txt", describe(graph(t, def)))
		})
	}
}

// TestOldEngineGolden is a graph for a daemon that can neither merge layers nor filter copies.
func TestOldEngineGolden(t *testing.T) {
	t.Parallel()
	def := requestOf(t, "fastapi").marshal(t, generator(Capabilities{}))
	checkGolden(t, "fastapi-old-engine.txt", describe(graph(t, def)))
}

// TestForeignGolden is a graph for another platform than the one that its steps run on.
func TestForeignGolden(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "fastapi")
	r.arch = "arm64"
	checkGolden(t, "fastapi-arm64.txt", describe(graph(t, r.marshal(t, generator(allCaps)))))
}

// TestDistrolessGolden is a graph for a base that is assembled, with a system library.
func TestDistrolessGolden(t *testing.T) {
	t.Parallel()
	r := distrolessRequest(t)
	r.arch = "arm64"
	checkGolden(t, "distroless.txt", describe(graph(t, r.marshal(t, generator(allCaps)))))
}

// TestStepGoldens are the graphs of the steps that read a lock, or make one.
func TestStepGoldens(t *testing.T) {
	t.Parallel()
	g := generator(allCaps)
	g.Network.Indexes = []spec.Index{corp}
	for _, s := range lockSteps(t, g) {
		checkGolden(t, s.name+".txt", describe(s.ops))
	}
}

// TestGitGolden is a graph that builds from repositories, with a private index.
func TestGitGolden(t *testing.T) {
	t.Parallel()
	g := generator(allCaps)
	g.Network.Indexes = []spec.Index{corp}
	checkGolden(t, "git.txt", describe(graph(t, gitRequest().marshal(t, g))))
}

// TestEveryGoldenIsUsed finds goldens that were left behind.
func TestEveryGoldenIsUsed(t *testing.T) {
	t.Parallel()
	used := append(appNames(t), "fastapi-old-engine", "fastapi-arm64", "git", "distroless", "steps-arm64", "targets-test", "copies-arm64")
	for _, s := range lockSteps(t, generator(allCaps)) {
		used = append(used, s.name)
	}
	goldens, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range goldens {
		if !slices.Contains(used, strings.TrimSuffix(filepath.Base(g), ".txt")) {
			t.Errorf("%s belongs to no test", g)
		}
	}
}

func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal([]byte(got), want) {
		t.Errorf("%s is not the graph; run with -update and look at the difference\n%s", file, got)
	}
}
