package llbgen

import (
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/solver/pb"
)

// begins says whether the name of a step begins with one of some words.
func begins(step op, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(step.name, w) })
}

// asksIndexes goes by what the user is told: these steps ask package indexes.
func asksIndexes(step op) bool {
	return begins(step, "install dependencies", "install project", "install Poetry", "build ", "resolve ", "look up ")
}

// needsNetwork adds those that ask Debian.
func needsNetwork(step op) bool {
	return asksIndexes(step) || begins(step, "install system libraries", "install build tools")
}

// asksRepositories are those that may clone. Which of the builds do, their locks decide.
func asksRepositories(step op) bool {
	return begins(step, "build ours ", "build theirs ") || begins(step, "resolve ") && !begins(step, "resolve what nothing")
}

// mounts are the ids of the caches and secrets of a step, and whether it has the client's ssh agent.
func mounts(step op) (caches, secrets []string, ssh bool) {
	for _, m := range step.GetExec().Mounts {
		switch {
		case m.CacheOpt != nil:
			caches = append(caches, m.CacheOpt.ID)
		case m.SecretOpt != nil:
			secrets = append(secrets, m.SecretOpt.ID)
		case m.SSHOpt != nil:
			ssh = true
		}
	}
	return caches, secrets, ssh
}

// TestStepsRunOnTheBuildPlatform excepts apt, which has the target's base image as its root.
func TestStepsRunOnTheBuildPlatform(t *testing.T) {
	t.Parallel()
	eachStep(t, generator(allCaps), func(t *testing.T, step op) {
		if step.platform() != "linux/amd64" && !begins(step, "install system libraries") {
			t.Errorf("%q runs on %s", step.name, step.platform())
		}
	})
}

// TestOnlyDownloadsHaveANetwork also wants shared folders where there is a network, and nowhere else but for what uv knows of the
// interpreter.
func TestOnlyDownloadsHaveANetwork(t *testing.T) {
	t.Parallel()
	seen := map[bool]int{}
	eachStep(t, generator(allCaps), func(t *testing.T, step op) {
		want := needsNetwork(step)
		seen[want]++
		if got := step.GetExec().Network != pb.NetMode_NONE; got != want {
			t.Errorf("%q has a network: %t, want %t", step.name, got, want)
		}
		caches, _, _ := mounts(step)
		caches = slices.DeleteFunc(caches, func(id string) bool { return id == "pyapp/uv-interpreter" })
		if got := len(caches) > 0; got != want {
			t.Errorf("%q has the caches %q", step.name, caches)
		}
	})
	if seen[true] == 0 || seen[false] == 0 {
		t.Errorf("looked at %d steps with and %d without a network", seen[true], seen[false])
	}
}

// TestNetworkSettings reach the steps that have a network, and no other.
func TestNetworkSettings(t *testing.T) {
	t.Parallel()
	g := generator(allCaps)
	g.Network = Network{
		Mode:  pb.NetMode_HOST,
		Hosts: []llb.HostIP{{Host: "index.example", IP: []byte{10, 0, 0, 1}}},
		Proxy: &llb.ProxyEnv{HTTPProxy: "http://proxy.example"},
	}
	eachStep(t, g, func(t *testing.T, step op) {
		e := step.GetExec()
		want := needsNetwork(step)
		if (e.Network == pb.NetMode_HOST) != want {
			t.Errorf("%q has the network %s", step.name, e.Network)
		}
		if (len(e.Meta.ExtraHosts) == 1) != want {
			t.Errorf("%q has the hosts %v", step.name, e.Meta.ExtraHosts)
		}
		if (e.Meta.ProxyEnv.GetHttpProxy() != "") != want {
			t.Errorf("%q has the proxy %v", step.name, e.Meta.ProxyEnv)
		}
	})
}

// TestCaches keeps the folders of different clients apart, and those of different programs.
func TestCaches(t *testing.T) {
	t.Parallel()
	g := generator(allCaps)
	g.CacheNS = "team"
	eachStep(t, g, func(t *testing.T, step op) {
		caches, _, _ := mounts(step)
		for _, id := range caches {
			want := "team/pyapp/apt-"
			if asksIndexes(step) || begins(step, "check uv.lock") {
				want = "team/pyapp/uv"
			}
			if !strings.HasPrefix(id, want) {
				t.Errorf("%q has the cache %s, want %s", step.name, id, want)
			}
		}
	})
}

// TestCachesOfReleases keeps packages of one Debian release and architecture from another's.
func TestCachesOfReleases(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "sources")
	r.arch = "arm64"
	found := map[string]string{}
	for _, o := range graph(t, r.marshal(t, generator(allCaps))) {
		if begins(o, "install system libraries", "install build tools") {
			caches, _, _ := mounts(o)
			name, _, _ := strings.Cut(o.name, ":")
			found[name] = strings.Join(caches, " ")
			if o.platform() != "linux/amd64" {
				t.Errorf("%q runs on %s", o.name, o.platform())
			}
		}
	}
	for name, arch := range map[string]string{"install build tools": "amd64", "install system libraries": "arm64"} {
		want := "pyapp/apt-cache-trixie-" + arch + " pyapp/apt-lists-trixie-" + arch
		if got := found[name]; got != want {
			t.Errorf("to %s the caches are %q, want %q", name, got, want)
		}
	}
}

// TestOfflineLock reads nothing but what it is given, so that its inputs alone decide.
func TestOfflineLock(t *testing.T) {
	t.Parallel()
	g := generator(allCaps)
	for _, s := range lockSteps(t, g) {
		args := s.ops[len(s.ops)-1].GetExec().Meta
		offline, empty := slices.Contains(args.Args, "--offline"), slices.Contains(args.Env, "UV_CACHE_DIR=/tmp/uv")
		if want := s.name == "lock"; offline != want || empty != want {
			t.Errorf("%s: offline %t, with an empty cache %t; want %t", s.name, offline, empty, want)
		}
	}
}

// TestArgumentsAreNoShell wants every step to start Python itself.
func TestArgumentsAreNoShell(t *testing.T) {
	t.Parallel()
	eachStep(t, generator(allCaps), func(t *testing.T, step op) {
		if args := step.GetExec().Meta.Args; args[0] != interpreter {
			t.Errorf("%q runs %q", step.name, args)
		}
		if step.name == "" {
			t.Errorf("a step without a name runs %q", step.GetExec().Meta.Args)
		}
	})
}
