package rig

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/apt"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/proc"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/standin"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/tools"
)

const (
	daemonName = "buildkitd"
	oldestName = "buildkitd-oldest"
)

func (r *Rig) buildkitHost(name string) string { return "unix://" + r.socket(name) }

func (r *Rig) startBuildkit(ctx context.Context, name string, release tools.Tool, standIns bool) error {
	runc, err := apt.LookPath("runc")
	if err != nil {
		return err
	}
	config := buildkitConfig{runc: runc, registries: []string{r.RegistryAddress()}}
	if standIns {
		config.mirrors = []map[string]string{standin.Mirrors(r.RegistryAddress())}
	}
	return r.ensure(ctx, r.buildkitd(name, release, config))
}

func (r *Rig) buildkitd(name string, release tools.Tool, config buildkitConfig) daemon {
	path := filepath.Join(r.Run(), name+".toml")
	return daemon{
		configPath: path,
		config:     config.text(),
		Service: proc.Service{
			Name: name,
			Dir:  r.Run(),
			Log:  r.log(name),
			Argv: []string{filepath.Join(release.Bin(r.Tools()), "buildkitd"),
				"--config", path, "--root", r.data(name), "--addr", r.buildkitHost(name)},
			Ready: proc.Dials(r.socket(name)),
		},
	}
}

type buildkitConfig struct {
	// runc is the path of the OCI runtime.
	runc string
	// registries are those on loopback, each 127.0.0.1:PORT.
	registries []string
	// mirrors map a registry's name to a mirror; the first map has those that are asked first.
	mirrors []map[string]string
}

// text writes buildkitd.toml. Steps share the machine's network, because a bare machine has no CNI plugins. keepBytes
// is the one spelling of the cache limit that the oldest and the newest release both read.
func (c buildkitConfig) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, `[worker.oci]
  enabled = true
  snapshotter = "overlayfs"
  binary = %q
  networkMode = "host"
  gc = true

[[worker.oci.gcpolicy]]
  all = true
  keepBytes = "30GB"

[worker.containerd]
  enabled = false
`, c.runc)
	for _, address := range c.registries {
		fmt.Fprintf(&b, "\n[registry.%q]\n  http = true\n", address)
	}
	mirrors := map[string][]string{}
	for _, of := range c.mirrors {
		for name, mirror := range of {
			mirrors[name] = append(mirrors[name], strconv.Quote(mirror))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(mirrors)) {
		fmt.Fprintf(&b, "\n[registry.%q]\n  mirrors = [%s]\n", name, strings.Join(mirrors[name], ", "))
	}
	return b.String()
}
