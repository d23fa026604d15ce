package rig

import (
	"context"
	"io"
	"os"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/proc"
)

// daemon is a service of the rig and the configuration file it reads, if it reads one.
type daemon struct {
	proc.Service
	configPath, config string
}

// ensure starts the daemon unless it runs with this configuration already; one with another is ended first.
func (r *Rig) ensure(ctx context.Context, d daemon) error {
	if d.Running() && d.configured() {
		return nil
	}
	return r.Console.Step("start-"+d.Name, "starting "+d.Name, "", func(io.Writer) error {
		if _, err := d.Stop(); err != nil {
			return err
		}
		if d.configPath != "" {
			if err := os.WriteFile(d.configPath, []byte(d.config), 0o644); err != nil {
				return err
			}
		}
		return d.Start(ctx)
	})
}

func (d daemon) configured() bool {
	if d.configPath == "" {
		return true
	}
	text, err := os.ReadFile(d.configPath)
	return err == nil && string(text) == d.config
}

// services are all daemons that the rig may have started, in the order in which they are ended.
func (r *Rig) services() []proc.Service {
	return []proc.Service{
		{Name: engineName, Dir: r.Run()},
		{Name: daemonName, Dir: r.Run()},
		{Name: oldestName, Dir: r.Run()},
		{Name: registryName, Dir: r.Run()},
		{Name: asideName, Dir: r.Run()},
		{Name: asideRegistryName, Dir: r.Run()},
	}
}
