package llbgen

import (
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/solver/pb"
)

// eachStep calls a function for every step of every application, built for a foreign platform.
func eachStep(t *testing.T, g Generator, check func(t *testing.T, step op)) {
	t.Helper()
	for _, name := range appNames(t) {
		r := requestOf(t, name)
		r.arch = "arm64"
		for _, o := range graph(t, r.marshal(t, g)) {
			if o.GetExec() != nil {
				check(t, o)
			}
		}
	}
}

// needsNetwork goes by what the user is told: these steps download something.
func needsNetwork(step op) bool { return strings.HasPrefix(step.name, "install ") }

// mounts are the ids of the caches and secrets of a step.
func mounts(step op) (caches, secrets []string) {
	for _, m := range step.GetExec().Mounts {
		if m.CacheOpt != nil {
			caches = append(caches, m.CacheOpt.ID)
		}
		if m.SecretOpt != nil {
			secrets = append(secrets, m.SecretOpt.ID)
		}
	}
	return caches, secrets
}

// TestStepsRunOnTheBuildPlatform excepts apt, which has the target's base image as its root.
func TestStepsRunOnTheBuildPlatform(t *testing.T) {
	t.Parallel()
	eachStep(t, generator(allCaps), func(t *testing.T, step op) {
		if step.platform() != "linux/amd64" && !strings.HasPrefix(step.name, "install system libraries") {
			t.Errorf("%q runs on %s", step.name, step.platform())
		}
	})
}

// TestOnlyDownloadsHaveANetwork also wants logins and shared folders where there is a network, and nowhere else.
func TestOnlyDownloadsHaveANetwork(t *testing.T) {
	t.Parallel()
	seen := map[bool]int{}
	eachStep(t, generator(allCaps), func(t *testing.T, step op) {
		want := needsNetwork(step)
		seen[want]++
		if got := step.GetExec().Network != pb.NetMode_NONE; got != want {
			t.Errorf("%q has a network: %t, want %t", step.name, got, want)
		}
		caches, secrets := mounts(step)
		if got := len(caches) > 0; got != want {
			t.Errorf("%q has the caches %q", step.name, caches)
		}
		if got := len(secrets) == len(Secrets); got != want || !want && len(secrets) > 0 {
			t.Errorf("%q has the secrets %q", step.name, secrets)
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

// TestCacheNamespace keeps the folders of different clients apart.
func TestCacheNamespace(t *testing.T) {
	t.Parallel()
	g := generator(allCaps)
	g.CacheNS = "team"
	eachStep(t, g, func(t *testing.T, step op) {
		caches, _ := mounts(step)
		for _, id := range caches {
			if !strings.HasPrefix(id, "team/pyapp/") {
				t.Errorf("%q has the cache %s", step.name, id)
			}
		}
	})
}

// TestSecretsAreOptional builds for those who have none.
func TestSecretsAreOptional(t *testing.T) {
	t.Parallel()
	eachStep(t, generator(allCaps), func(t *testing.T, step op) {
		for _, m := range step.GetExec().Mounts {
			if m.SecretOpt != nil && !m.SecretOpt.Optional {
				t.Errorf("%q insists on the secret %s", step.name, m.SecretOpt.ID)
			}
		}
	})
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
