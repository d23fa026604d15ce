package llbgen

import (
	"path"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/spec"
)

// Secrets are the ids of the secrets that every build may be given. They are mounted where a step uses the network and
// nowhere else; one that the client does not have changes nothing.
var Secrets = []string{"ca", "netrc", "uv-toml"}

// network lets a step use the network, with what the build was given to trust and to log in with.
func (g *Generator) network() llb.RunOption {
	opts := []llb.RunOption{llb.Network(g.Network.Mode)}
	for _, h := range g.Network.Hosts {
		opts = append(opts, llb.AddExtraHost(h.Host, h.IP))
	}
	if g.Network.Proxy != nil {
		opts = append(opts, llb.WithProxy(*g.Network.Proxy))
	}
	for _, id := range Secrets {
		opts = append(opts, llb.AddSecret(path.Join(secretsDir, id), llb.SecretID(id), llb.SecretOptional))
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
