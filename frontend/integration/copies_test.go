package integration

import (
	"fmt"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestCopyFromImage takes files of an image of a registry, in order, over those of the application.
func TestCopyFromImage(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	ref := m.Make(t, llb.Scratch().
		File(llb.Mkdir("/data/sub", 0o700, llb.WithParents(true))).
		File(llb.Mkfile("/data/text", 0o600, []byte("image\n"), llb.WithUIDGID(33, 33))).
		File(llb.Mkfile("/data/sub/tool", 0o755, []byte("#!/bin/sh\n"))).
		File(llb.Symlink("data", "/linked")).
		File(llb.Mkfile("/other", 0o644, []byte("other\n"))), ocispecs.ImageConfig{})
	keys := "writable: [media]\ncopy:\n"
	for _, c := range []string{"/data/, to: ./made/", "/other, to: made/text", "/linked, to: linked", "/other, to: media/", "/data/sub/tool, to: /usr/local/bin/"} {
		keys += "- {from: '" + ref + "', source: " + c + "}\n"
	}
	dir := staged(t, m, keys, "")
	rig.Write(t, dir, "made/text", "application\n")
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
	prints(t, m, result.Reference, "other\n")
	wantEntries(t, rig.Files(rig.Entries(t, rig.Pull(t, result.Reference))), map[string]string{
		"app/made/sub": "0:0 755", "app/made/sub/tool": "0:0 755", "app/made/text": "0:0 644", "app/linked/text": "0:0 644",
		"usr/local/bin/tool": "0:0 755", "app/media/other": "65532:0 664", "app/media": "65532:0 775",
	})
}

// TestCopyFromImageOfAnotherKind does not put a folder in the place of one of the application's files.
func TestCopyFromImageOfAnotherKind(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := staged(t, m, "copy: [{from: '"+pythonBase+"', source: /usr/local/bin, to: main.py}]", "")
	result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	wantMessage(t, result, "main.py is a file of the application, and what is copied there is a folder")
	wantPlace(t, result.Err, 4)
}

// TestCopyFromContext takes files of what the client calls by a name, of which nothing else is sent.
func TestCopyFromContext(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := staged(t, m, "copy: [{from: assets, source: /dist, to: made}]", "")
	rig.Write(t, dir, "elsewhere/dist/text", "context\n")
	rig.Write(t, dir, "elsewhere/dist/x.map", "left out\n")
	rig.Write(t, dir, "elsewhere/.dockerignore", "**/*.map\n")
	rig.Write(t, dir, "elsewhere/big", strings.Repeat("x", 9_000_000))
	rig.Write(t, dir, ".dockerignore", "elsewhere\n")
	tag := m.Registry + "/" + rig.RepositoryName(t) + ":1"
	out, err := m.Buildx(t.Context(), t, dir, "--push", "--tag", tag, "--build-context", "assets=elsewhere")
	if err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	if strings.Contains(out, " 9.0") {
		t.Errorf("all of the context was sent:\n%s", out)
	}
	files := rig.Files(rig.Entries(t, rig.Pull(t, tag)))
	if found := rig.Matching(files, "app/made/*"); len(found) != 1 {
		t.Errorf("the image has %q", found)
	}
	prints(t, m, tag, "context\n")
	out, err = m.Buildx(t.Context(), t, dir)
	if err == nil || !strings.Contains(out, `copy[0].from: "assets" is no stage (the file has none)`) || !strings.Contains(out, ">>> copy: [{from: assets") {
		t.Errorf("a build without the context says (%v):\n%s", err, out)
	}
}

// TestCopyFromBake takes files of another target of a file of bake: for each of two platforms those that are made for it.
func TestCopyFromBake(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := staged(t, m, "copy: [{from: assets, source: /dist, to: made}]", "FROM --platform=$BUILDPLATFORM "+pythonBase+
		" AS build\nARG TARGETARCH\nRUN mkdir -p /dist && echo $TARGETARCH > /dist/text\nFROM scratch\nCOPY --from=build /dist /dist\n")
	tag := m.Registry + "/" + rig.RepositoryName(t) + ":1"
	var secret string
	var args []string
	if m.CA != "" {
		secret = fmt.Sprintf("secret = [%q]", "id=ca,src="+m.CA)
		args = []string{"--allow", "fs.read=" + m.CA}
	}
	rig.Write(t, dir, "docker-bake.hcl", fmt.Sprintf(`
target "assets" {
  context = "web"
  platforms = ["linux/amd64", "linux/arm64"]
}
target "default" {
  dockerfile = "pyapp.yaml"
  contexts = {assets = "target:assets"}
  platforms = ["linux/amd64", "linux/arm64"]
  tags = [%q]
  output = ["type=registry"]
  %s
}
`, tag, secret))
	if out, err := m.Bake(t.Context(), t, dir, args...); err != nil {
		t.Fatalf("baking: %v\n%s", err, out)
	}
	prints(t, m, tag, "amd64\n")
	amd64, arm64 := rig.Files(rig.Entries(t, rig.Pull(t, tag))), rig.Files(rig.Entries(t, rig.PullPlatform(t, tag, "linux/arm64")))
	if amd64["app/made/text"].Hash == arm64["app/made/text"].Hash || arm64["app/made/text"].Hash == "" {
		t.Error("both images have the same file")
	}
}
