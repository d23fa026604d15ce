package integration

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/solver/errdefs"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// staged is an application without dependencies that prints a file which is copied into it. keys are those of the spec that come
// before its last.
func staged(t *testing.T, m rig.Machine, keys, dockerfile string) string {
	t.Helper()
	dir := m.Copy(t, "script")
	rig.Write(t, dir, "main.py", "import pathlib; print(pathlib.Path('made/text').read_text(), end='')\n")
	rig.Edit(t, dir, rig.SpecFile, "entrypoint:", "init: false\n"+keys+"\nentrypoint:")
	rig.Write(t, dir, "web/Dockerfile", dockerfile)
	return dir
}

// fromMade are the keys of a stage that is built from a folder of its own, at lines 4 and 5.
const fromMade = "stages: {made: {dockerfile: web/Dockerfile, context: web}}\ncopy: [{from: made, source: /out, to: made}]"

// prints wants the image to print a text.
func prints(t *testing.T, m rig.Machine, reference, want string) {
	t.Helper()
	if out, err := rig.Output(t, m.Load(t, reference, pythonBase), nil); err != nil || out != want {
		t.Errorf("the image says %q, want %q (%v)", out, want, err)
	}
}

// lastLayers are the topmost layers of the images of an index.
func lastLayers(t *testing.T, reference string) []string {
	t.Helper()
	var layers []string
	for _, img := range rig.Images(t, reference) {
		manifest, err := img.Manifest()
		if err != nil {
			t.Fatal(err)
		}
		layers = append(layers, manifest.Layers[len(manifest.Layers)-1].Digest.String())
	}
	return layers
}

// wantEntries compares owners and modes of files.
func wantEntries(t *testing.T, files map[string]rig.Entry, want map[string]string) {
	t.Helper()
	for name, text := range want {
		got := ""
		if e, ok := files[name]; ok {
			got = fmt.Sprintf("%d:%d %o", e.Header.Uid, e.Header.Gid, e.Header.Mode&0o7777)
		}
		if got != text {
			t.Errorf("%s is %q, want %q", name, got, text)
		}
	}
}

// TestStage builds by what only a new frontend for Dockerfiles knows, of what the folder has and its ignore file lets through, with
// arguments and contexts of the client.
func TestStage(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	const dockerfile = `FROM node:24 AS build
ARG MODE
ARG GREETING=none
ARG PYAPP_PYTHON=unset
WORKDIR /src
COPY . .
RUN <<PROGRAM
#!/usr/local/bin/python3
import os, pathlib
out = pathlib.Path("/out"); out.mkdir()
found = sorted(str(p) for p in pathlib.Path(".").rglob("*") if p.is_file())
(out / "text").write_text(" ".join([os.environ["MODE"], os.environ["GREETING"], os.environ["PYAPP_PYTHON"], *found]) + "\n")
PROGRAM
FROM scratch AS wrong
`
	dir := staged(t, m, `stages:
  made: {dockerfile: web/Dockerfile, context: "${FOLDER:-web}", target: build, args: {MODE: "${MODE:-production}", GREETING: hello}}
copy: [{from: made, source: /out, to: made}]`, strings.ReplaceAll(dockerfile, `["PYAPP_PYTHON"]`, `.get("PYAPP_PYTHON", "")`))
	for _, name := range []string{"src/a.ts", "node_modules/x/index.js", "src/node_modules/y", ".npmrc", ".env.production", "x.log", ".git/config"} {
		rig.Write(t, dir, "web/"+name, "x")
	}
	rig.Write(t, dir, "web/.dockerignore", "*.log\nDockerfile\n.dockerignore\n")
	rig.Write(t, dir, ".dockerignore", "web\n")
	eachMode(t, func(t *testing.T, mode rig.Mode) {
		result := mustBuild(t, m, rig.Build{Mode: mode, Dir: dir, Name: rig.RepositoryName(t), Attrs: map[string]string{
			"build-arg:MODE": "staging", "build-arg:GREETING": "not for stages", "build-arg:PYAPP_PYTHON": "3.13",
			"context:node:24": "docker-image://docker.io/library/" + pythonBase,
		}})
		prints(t, m, result.Reference, "staging hello unset .env.production .npmrc src/a.ts\n")
		if len(result.Named("stage made: [build ")) == 0 {
			t.Errorf("no step has the name of the stage: %+v", result.Steps)
		}
	})
}

// TestStagesAfterAnEdit builds a stage for a change of its own files, and installs nothing for it.
func TestStagesAfterAnEdit(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	edited := func(edit func(t *testing.T, dir string)) *rig.Result {
		dir := m.Copy(t, "fastapi")
		rig.Write(t, dir, "web/Dockerfile", "FROM "+pythonBase+"\nCOPY web/site.css /in/\nRUN mkdir /out && cp /in/site.css /out/\n")
		rig.Write(t, dir, "web/site.css", "p { color: #024 }\n")
		rig.Edit(t, dir, rig.SpecFile, "env:", "stages: {web: {dockerfile: web/Dockerfile}}\ncopy: [{from: web, source: /out, to: static}]\nfiles: {exclude: [web]}\nenv:")
		edit(t, dir)
		return mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	}
	edited(func(*testing.T, string) {})
	result := edited(editSource)
	wantCached(t, result, "stage web: ", "run mkdir")
	wantCached(t, result, "copy static from web")
	wantCached(t, result, "install", "dependenc")
	result = edited(appended("web/site.css", "a { color: #0%d }\n"))
	if !slices.ContainsFunc(result.Named("stage web: ", "run mkdir"), func(s rig.Step) bool { return s.Ran }) {
		t.Errorf("the stage was not built: %+v", result.Steps)
	}
	wantCached(t, result, "install", "dependenc")
	wantOnly(t, result, []string{"copy static from web"})
}

// TestStagesFail names the stage, the line of its Dockerfile, and what to do, at the key of the spec.
func TestStagesFail(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	const works = "FROM " + pythonBase + "\nRUN mkdir /out\n"
	changed := func(old, replacement string) string { return strings.Replace(fromMade, old, replacement, 1) }
	for name, tc := range map[string]struct {
		keys, dockerfile string
		line             int
		says             []string
	}{
		"a command": {fromMade, "FROM " + pythonBase + "\n\nRUN echo said this && exit 7\n", 4,
			[]string{"pyapp.yaml:4:10: stages.made: web/Dockerfile:3: stage made: [2/2] RUN echo said this && exit 7 failed with exit status 7", "log"}},
		"syntax":     {fromMade, "FROM " + pythonBase + "\nRUM x\n", 4, []string{":4:10: stages.made: web/Dockerfile:2: ", "unknown instruction: RUM"}},
		"target":     {changed("context: web", "context: web, target: biuld"), "FROM " + pythonBase + " AS build\n", 4, []string{":4:10: stages.made: ", "biuld"}},
		"image":      {fromMade, "FROM python:none\n", 4, []string{":4:10: stages.made: web/Dockerfile:1: ", "python:none"}},
		"Dockerfile": {changed("web/D", "D"), works, 4, []string{":4:17: stages.made.dockerfile: there is no file Dockerfile in the build context"}},
		"folder":     {changed("context: web", "context: wbe"), works, 4, []string{":4:45: stages.made.context: there is no folder wbe"}},
		"source":     {changed("/out,", "/uot/x,"), works, 5, []string{`:5:21: copy[0].source: there is no /uot/x in the stage made; did you mean "/out"?`}},
		"stage": {changed("from: made", "from: maed"), works, 5,
			[]string{`:5:9: copy[0].from: "maed" is no stage (the file has made)`, `did you mean "made"?`, "--build-context maed="}},
		"nothing": {fromMade, "FROM scratch\n", 5, []string{":5:21: copy[0].source: there is no /out in the stage made; its / is empty"}},
		"link":    {fromMade, works + "RUN ln -s /bin/sh /out/sh\n", 5, []string{":5:21: copy made from made: links in it lead to what is not copied with them"}},
		"no tag":  {changed("from: made", "from: python:none"), works, 5, []string{":5:9: copy[0].from: ", "python:none", "does it exist"}},
		"over a file": {changed("to: made", "to: main.py"), works, 5,
			[]string{"copy[0].to: main.py is a file of the application, and what is copied there is a folder"}},
		"image's": {changed("from: made, source: /out", "from: 'python:3.13-slim-trixie', source: /usr/local/bni"), works, 5,
			[]string{`did you mean "/usr/local/bin"?`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: staged(t, m, tc.keys, tc.dockerfile)})
			wantMessage(t, result, tc.says...)
			if n := strings.Count(result.Log, "said this"); n > 1 {
				t.Errorf("the command ran %d times", n)
			}
			points := func(s *errdefs.Source) bool {
				return s.Info.Filename == rig.SpecFile && len(s.Ranges) > 0 && int(s.Ranges[0].Start.Line) == tc.line
			}
			if sources := errdefs.Sources(result.Err); !slices.ContainsFunc(sources, points) {
				t.Errorf("no line %d is drawn: %+v", tc.line, sources)
			}
		})
	}
}

// TestStagesDrawBothLines wants the user of buildx to see the line of the Dockerfile and the key of the spec.
func TestStagesDrawBothLines(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	out, err := m.Buildx(t.Context(), t, staged(t, m, fromMade, "FROM "+pythonBase+"\nRUN exit 3\n"))
	if err == nil {
		t.Fatalf("the build succeeded:\n%s", out)
	}
	for _, line := range []string{"2 | >>> RUN exit 3", "4 | >>> stages: {made: "} {
		if !strings.Contains(out, line) {
			t.Errorf("%q is not drawn:\n%s", line, out)
		}
	}
}

// TestStagesOnTwoPlatforms are built once, with one layer for both; or for each, by programs of the builder.
func TestStagesOnTwoPlatforms(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	defer rig.NoEmulator(t, m)()
	dockerfile := fmt.Sprintf("FROM --platform=$BUILDPLATFORM %s\nARG TARGETARCH\nRUN mkdir /out && echo %d $TARGETARCH > /out/text\n", pythonBase, unused())
	for _, tc := range []struct {
		platform string
		builds   int
	}{{"build", 1}, {"target", 2}} {
		keys := strings.Replace(fromMade, "context: web", "context: web, platform: "+tc.platform, 1)
		result := mustBuild(t, m, rig.Build{
			Mode: rig.InProcess, Dir: staged(t, m, keys, dockerfile), Name: rig.RepositoryName(t) + "-" + tc.platform,
			Platforms: []string{"linux/amd64", "linux/arm64"},
		})
		if steps := result.Named("run mkdir /out"); len(steps) != tc.builds {
			t.Errorf("%s: the stage was built %d times, want %d: %+v", tc.platform, len(steps), tc.builds, steps)
		}
		layers := lastLayers(t, result.Reference)
		if len(layers) != 2 || (layers[0] == layers[1]) != (tc.builds == 1) {
			t.Errorf("%s: the layers are %q", tc.platform, layers)
		}
	}
}

// TestStagesThatCompile for the builder are refused in an image for another platform.
func TestStagesThatCompile(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	const dockerfile = "FROM " + pythonBase + "\nRUN mkdir /out && cp $(realpath /usr/local/bin/python3) /out/tool && echo x > /out/text\n"
	arm64 := map[string]string{"platform": "linux/arm64"}
	dir := staged(t, m, fromMade, dockerfile)
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Attrs: arm64})
	wantMessage(t, result, ":4:10: stages.made: /app/made/tool from the stage made is not for linux/arm64", "`platform: target`")
	wantPlace(t, result.Err, 4)

	defer rig.NoEmulator(t, m)()
	dir = staged(t, m, strings.Replace(fromMade, "context: web", "context: web, platform: target", 1), dockerfile)
	result = build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Attrs: arm64})
	wantMessage(t, result, ":4:10: stages.made: web/Dockerfile:2: ", "no emulator for programs of linux/arm64")
}

// TestStagesOnAnotherBuilder are not built again where a builder has a cache of the image and nothing else, and give the same image
// where they are, whatever times, owners and modes they leave.
func TestStagesOnAnotherBuilder(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	cache := rig.RepositoryName(t) + "-cache"
	dir := staged(t, m, fromMade, fmt.Sprintf("FROM %s\nRUN mkdir -m 700 /out && echo %d > /out/text && cp /bin/su /out/ && chmod 4711 /out/su && chown -R 33 /out\n", pythonBase, unused()))
	first := mustBuild(t, m, rig.Build{Mode: rig.AsImage, Dir: dir, Name: rig.RepositoryName(t), Attrs: epoch(), CacheTo: cache, CacheMode: "min"})
	img := rig.Pull(t, first.Reference)
	wantEntries(t, rig.Files(rig.Entries(t, img)), map[string]string{"app/made": "0:0 755", "app/made/text": "0:0 644", "app/made/su": "0:0 755"})
	checkHistory(t, rig.Config(t, img), m.BaseLayers(t, img, pythonBase))

	addr := m.EmptyDaemon(t)
	for _, s := range mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Addr: addr, CacheFrom: cache}).Named("stage made: ", "run mkdir") {
		if s.Ran {
			t.Errorf("%q ran", s.Name)
		}
	}
	attrs := epoch()
	attrs["no-cache"] = ""
	anew := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Addr: addr, Name: rig.RepositoryName(t) + "-anew", Attrs: attrs})
	if steps := anew.Named("stage made: ", "run mkdir"); len(steps) != 1 || !steps[0].Ran {
		t.Errorf("without a cache the stage is %+v", steps)
	}
	if first.Digest != anew.Digest {
		t.Errorf("two builders gave %s and %s", first.Digest, anew.Digest)
	}
}

// TestStepsSeeCopies before they run, for another platform as well.
func TestStepsSeeCopies(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := staged(t, m, fromMade+"\nsteps: [{run: [python, make.py], outputs: [made/text]}]", "FROM "+pythonBase+"\nRUN mkdir /out && echo raw > /out/text\n")
	rig.Write(t, dir, "make.py", "import pathlib; p = pathlib.Path('made/text'); p.write_text(p.read_text().upper())\n")
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t), Platforms: []string{"linux/amd64", "linux/arm64"}})
	prints(t, m, result.Reference, "RAW\n")
	if layers := lastLayers(t, result.Reference); layers[0] != layers[1] {
		t.Errorf("the layers of the step are %q, want the same for both", layers)
	}
}

// TestStagesElsewhere builds them with the oldest BuildKit, and with the builder inside the Docker engine.
func TestStagesElsewhere(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "assets")
	pushed := mustBuild(t, m, rig.Build{Mode: rig.AsImage, Dir: dir, Name: rig.RepositoryName(t)})
	t.Run("oldest", func(t *testing.T) {
		old := mustBuild(t, m, rig.Build{Mode: rig.AsImage, Dir: dir, Name: rig.RepositoryName(t), Addr: rig.NeedEnv(t, "PYAPP_BUILDKIT_OLDEST")})
		if a, b := diffIDs(t, pushed), diffIDs(t, old); !slices.Equal(a, b) {
			t.Errorf("the layers are %v, and %v on the newest", b, a)
		}
	})
	t.Run("engine", func(t *testing.T) {
		m.EngineImages(t, "docker.io/library/"+pythonBase, "ghcr.io/astral-sh/uv:0.13.8")
		tag := rig.RepositoryName(t) + ":engine"
		if out, err := m.EngineBuild(t.Context(), t, dir, "--tag", tag); err != nil {
			t.Fatalf("building with the engine: %v\n%s", err, out)
		}
		compareFiles(t, rig.Files(rig.Entries(t, rig.Saved(t, tag))), rig.Files(rig.Entries(t, rig.Pull(t, pushed.Reference))))
	})
}
