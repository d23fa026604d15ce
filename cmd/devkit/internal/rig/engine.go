package rig

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/apt"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/proc"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/standin"
)

const engineName = "dockerd"

func (r *Rig) dockerHost() string { return "unix://" + r.socket(engineName) }

func (r *Rig) startEngine(ctx context.Context) error {
	program, err := apt.LookPath("dockerd")
	if err != nil {
		return err
	}
	engine := r.engine(program)
	if !engine.Running() {
		// The engine refuses to start over a process id file of a machine's earlier life.
		if err := os.Remove(r.enginePIDFile()); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("clearing up after the engine: %w", err)
		}
	}
	return r.ensure(ctx, engine)
}

func (r *Rig) engineExecRoot() string { return filepath.Join(r.Run(), "dockerd") }

func (r *Rig) enginePIDFile() string { return filepath.Join(r.Run(), "dockerd.pid") }

// engine has no networks of its own, which would need iptables: containers run with --network host. A registry on
// 127.0.0.1 needs no further permission to be used without TLS.
func (r *Rig) engine(program string) daemon {
	return daemon{Service: proc.Service{
		Name: engineName,
		Dir:  r.Run(),
		Log:  r.log(engineName),
		Argv: []string{program, "--data-root", r.data(engineName), "--exec-root", r.engineExecRoot(),
			"--pidfile", r.enginePIDFile(), "--host", r.dockerHost(), "--iptables=false", "--bridge=none"},
		Ready: proc.Answers("http://engine/_ping", r.socket(engineName)),
	}}
}

// unmountEngine removes the network namespaces that the engine leaves mounted when it ends.
func (r *Rig) unmountEngine() error {
	left, err := filepath.Glob(filepath.Join(r.engineExecRoot(), "netns", "*"))
	if err != nil {
		return err
	}
	for _, path := range left {
		// EINVAL: it is a file that nothing is mounted on.
		if err := syscall.Unmount(path, 0); err != nil && !errors.Is(err, syscall.EINVAL) {
			return fmt.Errorf("unmounting %s: %w", path, err)
		}
	}
	return nil
}

// loadEngineImages gives the engine the stand-ins under the names of the real images.
func (r *Rig) loadEngineImages(ctx context.Context) error {
	images, err := r.standIns(ctx, Extras{})
	if err != nil {
		return err
	}
	return r.Console.Step("engine-images", "loading the stand-ins into the engine", "", func(log io.Writer) error {
		for _, image := range images {
			if err := r.loadEngineImage(ctx, image.Name, log); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *Rig) loadEngineImage(ctx context.Context, name string, log io.Writer) error {
	mirrored, err := standin.Mirrored(r.RegistryAddress(), name)
	if err != nil {
		return err
	}
	for _, args := range [][]string{{"pull", mirrored}, {"tag", mirrored, name}} {
		if err := r.Docker(args...).Run(ctx, log); err != nil {
			return err
		}
	}
	return nil
}

// Docker is a call of the Docker client against the rig's engine.
func (r *Rig) Docker(args ...string) console.Command {
	return console.Command{Env: []string{"DOCKER_HOST=" + r.dockerHost()}, Args: append([]string{"docker"}, args...)}
}
