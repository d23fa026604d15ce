package rig

import (
	"context"
	"errors"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/apt"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/standin"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/tools"
)

// Extras are the parts of the rig that most work does not need.
type Extras struct {
	// Oldest also brings up the oldest supported BuildKit, on a socket of its own.
	Oldest bool
	// Alpine also makes a stand-in of the Python image of Alpine.
	Alpine bool
	// EngineImages also puts the stand-in images into the engine's own store: it knows no mirrors.
	EngineImages bool
}

// Up brings up what is not up yet. It can be called again at any time.
func (r *Rig) Up(ctx context.Context, extras Extras) error {
	if !apt.Root() {
		return errors.New("bringing up the rig: this needs root, to install packages and to start daemons")
	}
	unlock, err := r.lock()
	if err != nil {
		return err
	}
	defer unlock()
	standIns := r.standInsNeeded(ctx)
	if err := r.prepare(ctx, standIns, extras); err != nil {
		return err
	}
	if err := r.pushDockerfileFrontend(ctx, standIns); err != nil {
		return err
	}
	if err := r.startBuilders(ctx, standIns, extras); err != nil {
		return err
	}
	if err := r.startEngine(ctx); err != nil {
		return err
	}
	if extras.EngineImages && standIns {
		if err := r.loadEngineImages(ctx); err != nil {
			return err
		}
	}
	return r.configureClient(ctx)
}

// prepare makes everything that needs no running daemon of the rig but the registry. Compiling and fetching go side
// by side.
func (r *Rig) prepare(ctx context.Context, standIns bool, extras Extras) error {
	return console.Parallel(
		func() error { return r.buildTools(ctx, extras) },
		func() error {
			if err := keepSSHDDown("sshd", sshdOff); err != nil {
				return err
			}
			needed, err := programs(standIns, extras)
			if err != nil {
				return err
			}
			if err := apt.Ensure(ctx, r.Console, needed...); err != nil {
				return err
			}
			if err := r.startRegistry(ctx); err != nil {
				return err
			}
			return r.makeStandIns(ctx, standIns, extras)
		},
	)
}

func (r *Rig) buildTools(ctx context.Context, extras Extras) error {
	wanted := []tools.Tool{r.buildkit(), r.buildx()}
	if extras.Oldest {
		wanted = append(wanted, tools.Buildkit(oldestBuildkitVersion))
	}
	for _, tool := range wanted {
		if err := tool.Ensure(ctx, r.Tools(), r.Console); err != nil {
			return err
		}
	}
	return nil
}

func programs(standIns bool, extras Extras) ([]apt.Program, error) {
	emulated, err := standin.Machine(foreignArch())
	if err != nil {
		return nil, err
	}
	programs := []apt.Program{
		{Name: "runc", Packages: []string{"runc"}},
		{Name: "docker-registry", Packages: []string{"docker-registry"}},
		{Name: "dockerd", Packages: []string{"docker.io"}},
		{Name: "docker", Packages: []string{"docker-cli", "docker.io"}},
		{Name: "git", Packages: []string{"git"}},
		{Name: "sshd", Packages: []string{"openssh-server"}},
		{Name: "qemu-" + emulated + "-static", Packages: []string{"qemu-user-static"}},
	}
	if standIns {
		programs = append(programs,
			apt.Program{Name: "mmdebstrap", Packages: []string{"mmdebstrap"}},
			apt.Program{Name: "pip3", Packages: []string{"python3-pip"}})
	}
	if standIns && extras.Alpine {
		programs = append(programs, apt.Program{Name: "musl-gcc", Packages: []string{"musl-tools"}})
	}
	return programs, nil
}

func (r *Rig) startBuilders(ctx context.Context, standIns bool, extras Extras) error {
	if !r.Foreign.any() {
		if err := r.startBuildkit(ctx, daemonName, r.buildkit(), standIns); err != nil {
			return err
		}
	}
	if !extras.Oldest {
		return nil
	}
	return r.startBuildkit(ctx, oldestName, tools.Buildkit(oldestBuildkitVersion), standIns)
}
