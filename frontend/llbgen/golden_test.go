package llbgen

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/moby/buildkit/client/llb"
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

// TestLockGolden is the graph that reads the lock of a project in a folder of the context.
func TestLockGolden(t *testing.T) {
	t.Parallel()
	g := generator(allCaps)
	src := sourcesOf(requestOf(t, "fastapi").plan(t))
	manifests := Pick(llb.Local("context"), "services/api", []string{"pyproject.toml", "uv.lock"})
	st := g.Lock(spec.Groups{Exclude: []string{"dev"}, Extras: []string{"s3"}}, manifests, src)
	checkGolden(t, "lock.txt", describe(graph(t, marshalState(t, st, "amd64"))))
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
