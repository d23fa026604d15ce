package graph

import (
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/solver/pb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

func linux(arch string) llb.ConstraintsOpt {
	return llb.Platform(ocispecs.Platform{OS: "linux", Architecture: arch})
}

func marshal(t *testing.T, st llb.State, opts ...llb.ConstraintsOpt) *pb.Definition {
	t.Helper()
	def, err := st.Marshal(t.Context(), append(opts, llb.LocalUniqueID("test"))...)
	if err != nil {
		t.Fatal(err)
	}
	return def.ToPB()
}

// small is the graph of an image for one platform: an environment, something installed into it as a lock says, and files.
func small(arch string) llb.State {
	python := llb.Image("docker.io/library/python:3.13-slim@sha256:"+strings.Repeat("a", 64), linux("amd64"))
	base := llb.Image("docker.io/library/python:3.13-slim@sha256:"+strings.Repeat("a", 64), linux(arch))
	run := func(name string, opts ...llb.RunOption) llb.ExecState {
		return python.Run(append(opts, llb.Args([]string{"/x"}), llb.WithCustomName(name), linux("amd64"), llb.Network(pb.NetMode_NONE))...)
	}
	libs := run("install libraries").AddMount("/target", base)
	system := run("add user").AddMount("/target", libs)
	venv := run("make the environment").AddMount("/out", llb.Scratch())
	told := llb.Scratch().File(llb.Mkfile("/lock", 0o444, nil), llb.WithCustomName("[internal] load the lock"))
	install := python.Run(llb.Args([]string{"/y"}), llb.WithCustomName("install"), linux("amd64"), llb.AddMount("/lock", told, llb.Readonly)).
		AddMount("/app", venv, llb.SourcePath("/app"))
	layer := llb.Diff(venv, install, llb.WithCustomName("[internal] take out"))
	files := run("copy", llb.AddMount("/src", llb.Local("context", llb.WithCustomName("[internal] load the application")), llb.Readonly)).
		AddMount("/out", llb.Scratch())
	look := run("[internal] look", llb.AddMount("/in", layer, llb.Readonly)).AddMount("/found", llb.Scratch())
	return llb.Merge([]llb.State{system, venv, layer, files, llb.Diff(look, look)}, llb.WithCustomName("[internal] put together"))
}

func read(t *testing.T, facts []*pb.Definition, arches ...string) *Graph {
	t.Helper()
	r, err := New(facts)
	if err != nil {
		t.Fatal(err)
	}
	for _, arch := range arches {
		if err := r.Image(marshal(t, small(arch), linux(arch)), "linux/"+arch); err != nil {
			t.Fatal(err)
		}
	}
	return r.Graph()
}

// lines are the edges of a graph by the names of their nodes.
func lines(g *Graph) []string {
	var out []string
	for _, e := range g.Edges {
		out = append(out, g.Node(e.From).Name+" → "+g.Node(e.To).Name+" "+string(e.Use))
	}
	return out
}

// TestRead leaves out what is internal, and tells what a step is made from apart from what it runs in.
func TestRead(t *testing.T) {
	t.Parallel()
	manifests := llb.Local("context", llb.FollowPaths([]string{"uv.lock"}), llb.WithCustomName("[internal] load pyproject.toml and locks"))
	looks := llb.Local("context", llb.SharedKeyHint("names"), llb.WithCustomName("[internal] look for what no image should hold"))
	g := read(t, []*pb.Definition{marshal(t, looks), marshal(t, manifests)}, "arm64")
	want := []string{
		"python:3.13-slim → install libraries tool", "python:3.13-slim → install libraries input", // two images of one name
		"python:3.13-slim → add user tool", "install libraries → add user input",
		"python:3.13-slim → make the environment tool",
		"python:3.13-slim → install tool", "make the environment → install input",
		"python:3.13-slim → copy tool", "the application → copy input",
		"install libraries → image for linux/arm64 layer", "add user → image for linux/arm64 layer", "make the environment → image for linux/arm64 layer", "install → image for linux/arm64 layer",
		"copy → image for linux/arm64 layer", "pyproject.toml and locks → install read",
	}
	got := lines(g)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, n := range g.Nodes {
		if n.Network != (n.Name == "install") {
			t.Errorf("%s: network is %v", n.Name, n.Network)
		}
	}
}

// TestPlatformsShare has what is the same for two platforms once, and each image with its layers in order.
func TestPlatformsShare(t *testing.T) {
	t.Parallel()
	g := read(t, nil, "amd64", "arm64")
	count := map[string]int{}
	for _, n := range g.Nodes {
		count[n.Name]++
	}
	if count["install"] != 1 || count["add user"] != 2 || count["image for linux/amd64"] != 1 {
		t.Errorf("the nodes are %v", count)
	}
	for _, e := range g.Edges {
		if e.Use == Layer && e.Layer != slices.Index([]string{"", "install libraries", "add user", "make the environment", "install", "copy"}, g.Node(e.From).Name) {
			t.Errorf("%s is layer %d", g.Node(e.From).Name, e.Layer)
		}
	}
}

// TestMermaid draws the same each time, and without the images that steps run in.
func TestMermaid(t *testing.T) {
	t.Parallel()
	text := read(t, nil, "arm64").Mermaid()
	if again := read(t, nil, "arm64").Mermaid(); again != text {
		t.Errorf("two drawings differ:\n%s\n%s", text, again)
	}
	for _, want := range []string{"flowchart LR\n", `["install<br/>linux/amd64, network"]`, `(["the application"])`, `[["image for linux/arm64"]]`, " -- 5 --> "} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "python:3.13-slim<br/>linux/amd64") {
		t.Errorf("what steps run in is drawn:\n%s", text)
	}
	if got := label(Node{Name: `step: echo "<a>"`}); got != "step: echo #quot;#lt;a#gt;#quot;" {
		t.Errorf("got %s", got)
	}
}
