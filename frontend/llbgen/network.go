package llbgen

import (
	"cmp"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/moby/buildkit/client/llb"
	digest "github.com/opencontainers/go-digest"
	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// GitSecrets are the ids of the optional secrets for steps that fetch from repositories: the hosts that ssh may trust, and a
// token for https, by the name that Docker's own git contexts know it by.
var GitSecrets = []string{"known-hosts", "GIT_AUTH_TOKEN"}

// Secrets are the ids of the secrets that every build may be given. They are mounted where a step uses the network and
// nowhere else; one that the client does not have changes nothing.
var Secrets = []string{"ca", "netrc", "uv-toml"}

// network lets a step use the network, with what the build was given to trust and to log in with.
func (g *Generator) network(access ...llb.SecretOption) llb.RunOption {
	opts := []llb.RunOption{llb.Network(g.Network.Mode)}
	for _, h := range g.Network.Hosts {
		opts = append(opts, llb.AddExtraHost(h.Host, h.IP))
	}
	if g.Network.Proxy != nil {
		opts = append(opts, llb.WithProxy(*g.Network.Proxy))
	}
	for _, id := range Secrets {
		opts = append(opts, secret(id, append(access, llb.SecretOptional)...))
	}
	return options(opts...)
}

// indexNetwork is the network of steps that ask package indexes, with their addresses and what they ask for.
func (g *Generator) indexNetwork() llb.RunOption {
	opts := []llb.RunOption{g.network()}
	if len(g.Network.Indexes) > 0 {
		opts = append(opts, llb.AddEnv("PYAPP_INDEXES", indexesText(g.Network.Indexes)))
	}
	var ids []string
	for _, index := range g.Network.Indexes {
		ids = append(ids, index.Secret, index.ClientCert)
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if id != "" {
			opts = append(opts, secret(id))
		}
	}
	return options(opts...)
}

// indexesText is what steps/trust.py reads.
func indexesText(indexes []spec.Index) string {
	type entry struct {
		Name       string   `json:"name"`
		URL        string   `json:"url"`
		Secret     string   `json:"secret,omitempty"`
		ClientCert string   `json:"client-cert,omitempty"`
		Hosts      []string `json:"hosts,omitempty"`
		Default    bool     `json:"default,omitempty"`
	}
	var out []entry
	for _, i := range indexes {
		out = append(out, entry{i.Name, i.URL, i.Secret, i.ClientCert, i.Hosts, i.Default})
	}
	data, err := json.Marshal(out)
	if err != nil {
		panic("llbgen: indexes are plain text") // nothing in them can fail to be encoded
	}
	return string(data)
}

func secret(id string, opts ...llb.SecretOption) llb.RunOption {
	return llb.AddSecret(path.Join(secretsDir, id), append(opts, llb.SecretID(id))...)
}

// git lets a step fetch from repositories; over ssh with the agent of the client. The token for https goes to these hosts only; to
// all, where none is known before the step runs.
func (g *Generator) git(ssh bool, hosts ...string) llb.RunOption {
	var opts []llb.RunOption
	if len(hosts) > 0 {
		opts = append(opts, llb.AddEnv("PYAPP_GIT_HOSTS", strings.Join(hosts, " ")))
	}
	for _, id := range GitSecrets {
		opts = append(opts, secret(id, llb.SecretOptional))
	}
	if ssh {
		opts = append(opts, llb.AddSSHSocket(llb.SSHOptional))
	}
	return options(opts...)
}

// cache is a folder that outlives the build. Its name is prefixed, so that other builds on the same daemon do not
// share it by accident.
func (g *Generator) cache(dest, name string, sharing llb.CacheMountSharingMode) llb.RunOption {
	return llb.AddMount(dest, llb.Scratch(), llb.AsPersistentCacheDir(path.Join(g.CacheNS, "pyapp", name), sharing))
}

// uvCache is uv's own cache. uv locks what it writes, so builds may share it at the same time.
func (g *Generator) uvCache() llb.RunOption {
	return options(
		g.cache("/var/cache/uv", "uv", llb.CacheMountShared),
		llb.AddEnv("UV_CACHE_DIR", "/var/cache/uv"),
	)
}

// buildCache is uv's cache where packages are built. uv takes a wheel that it has built for any other with the same tags, but
// what it was linked with depends on the base and on the tools, so builds share a cache only where these are the same.
func (g *Generator) buildCache(p *plan.Plan, on plan.Platform, tools []string) llb.RunOption {
	key := digest.FromString(strings.Join(append([]string{cmp.Or(g.Base, plan.BuildImage(p.Spec)), on.String()}, tools...), " "))
	return options(
		g.cache("/var/cache/uv", "uv-build-"+key.Encoded()[:12], llb.CacheMountShared),
		llb.AddEnv("UV_CACHE_DIR", "/var/cache/uv"),
	)
}

func env(vars []spec.EnvVar) llb.RunOption {
	var opts []llb.RunOption
	for _, v := range vars {
		opts = append(opts, llb.AddEnv(v.Name, v.Value))
	}
	return options(opts...)
}

// uvEnv keeps uv to the interpreter that it is given, and keeps out of the layer what differs from one install to the
// next.
func uvEnv() llb.RunOption {
	return options(
		llb.AddEnv("UV_PYTHON_DOWNLOADS", "never"),
		llb.AddEnv("UV_NO_INSTALLER_METADATA", "1"),
		llb.AddEnv("UV_NO_PROGRESS", "1"),
	)
}
