package llbgen

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// scene is a graph that rules are checked on.
type scene struct {
	name string
	ops  []op
}

// corp is an index that takes a login and a certificate.
var corp = spec.Index{
	Name: "corp", URL: "https://index.example/simple", Secret: "corp-login", ClientCert: "corp-cert", Hosts: []string{"files.example"},
}

// gitRequest has packages from repositories, over https and over ssh, and one with a wheel.
func gitRequest() request {
	return request{
		spec: "python: '3.13'\nentrypoint: [python, main.py]\n", arch: "amd64",
		files: plan.ProjectFiles{"pylock.toml": "x", "main.py": ""},
		lock: `lock-version = "1.0"
created-by = "uv"

[[packages]]
name = "ours"
version = "1.2"
vcs = { type = "git", url = "https://git.example/ours.git", commit-id = "` + strings.Repeat("a", 40) + `" }

[[packages]]
name = "theirs"
vcs = { type = "git", url = "ssh://git@git.example/theirs.git", commit-id = "` + strings.Repeat("b", 40) + `" }

[[packages]]
name = "web"
version = "1"
wheels = [{ url = "https://files.example/web-1-py3-none-any.whl", hashes = { sha256 = "` + strings.Repeat("0", 64) + `" } }]
`,
	}
}

// distrolessRequest has a base without a shell, and a system library.
func distrolessRequest(t *testing.T) request {
	t.Helper()
	return requestOf(t, "libpq").changed(t, "system-libs:", "base: distroless\nsystem-libs:")
}

// lockSteps are the graphs of the steps that read a lock, or make one, each in the way of some project.
func lockSteps(t *testing.T, g Generator) []scene {
	t.Helper()
	src := sourcesOf(requestOf(t, "fastapi").plan(t))
	picked := Pick(llb.Local("context"), "services/api", []string{"pyproject.toml", "uv.lock"})
	amd64 := plan.Platform{OS: "linux", Architecture: "amd64"}
	states := []struct {
		name  string
		state llb.State
	}{
		{"lock", g.Lock(LockStep{Name: "check uv.lock", Args: []string{"--locked", "--extra", "s3"}, Manifests: picked, Project: ".", Offline: true}, src)},
		{"lock-online", g.Lock(LockStep{Name: "resolve what nothing has locked", Manifests: llb.Local("context"), Project: "services/api"}, src)},
		{"look-up", g.Resolve(ResolveStep{
			Name: "look up the files that Pipfile.lock locks", Requirements: "a==1\n", Mode: LookUp, Distro: "trixie", On: amd64,
		}, src)},
		{"resolve", g.Resolve(ResolveStep{
			Name: "resolve requirements.txt", Requirements: "a\n-e .\n", Constraints: "b<2\n", Mode: Resolve, Options: []string{"--no-binary", "a"},
			Source: llb.Local("context"), Project: "services/api", Tools: []string{"gcc", "git"}, Hosts: []string{"git.example"}, Distro: "trixie", On: amd64,
		}, src)},
	}
	var out []scene
	for _, s := range states {
		out = append(out, scene{s.name, graph(t, marshalState(t, s.state, "amd64"))})
	}
	return out
}

// scenes are all graphs: those of the applications, built for a foreign platform, and those of locks.
func scenes(t *testing.T, g Generator) []scene {
	t.Helper()
	out := append(lockSteps(t, g), scene{"git", graph(t, gitRequest().marshal(t, g))})
	requests := map[string]request{"distroless": distrolessRequest(t)}
	for _, name := range appNames(t) {
		requests[name] = requestOf(t, name)
	}
	for _, name := range slices.Sorted(maps.Keys(requests)) {
		r := requests[name]
		r.arch = "arm64"
		out = append(out, scene{name, graph(t, r.marshal(t, g))})
	}
	return out
}

// eachStep calls a function for every step of every graph.
func eachStep(t *testing.T, g Generator, check func(t *testing.T, step op)) {
	t.Helper()
	for _, s := range scenes(t, g) {
		for _, o := range s.ops {
			if o.GetExec() != nil {
				check(t, o)
			}
		}
	}
}
