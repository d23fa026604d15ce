package rig

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/google/go-containerregistry/pkg/name"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/apt"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/standin"
)

const (
	asideName         = "buildkitd-aside"
	asideRegistryName = "registry-aside"
)

// Aside is a BuildKit and a registry beside the rig's own, which have nothing in them when they start and leave nothing: for
// measurements. Its BuildKit looks for images of Docker Hub in its registry first.
type Aside struct {
	// Registry is the address of the registry, 127.0.0.1:PORT.
	Registry string
	// StandIns says that the images of Docker Hub cannot be had, and others stand for them.
	StandIns bool

	rig *Rig
}

// Aside starts one. There is one at a time; the rig is up. A builder of the user's own is refused, because it cannot be emptied.
func (r *Rig) Aside(ctx context.Context) (*Aside, error) {
	if r.Foreign.any() {
		return nil, errors.New("measuring needs a BuildKit that is emptied again and again: unset BUILDKIT_HOST and PYAPP_BUILDER")
	}
	address, err := freeAddress("127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	a := &Aside{Registry: address, rig: r, StandIns: r.standInsNeeded(ctx)}
	if err := errors.Join(a.Close(), a.start(ctx)); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *Aside) start(ctx context.Context) error {
	program, err := apt.LookPath("docker-registry")
	if err != nil {
		return err
	}
	runc, err := apt.LookPath("runc")
	if err != nil {
		return err
	}
	config := buildkitConfig{
		runc:       runc,
		registries: []string{a.Registry, a.rig.RegistryAddress()},
		mirrors:    []map[string]string{{"docker.io": a.Registry}},
	}
	if a.StandIns {
		config.mirrors = append(config.mirrors, standin.Mirrors(a.rig.RegistryAddress()))
	}
	if err := a.rig.ensure(ctx, a.rig.registry(asideRegistryName, program, a.Registry)); err != nil {
		return err
	}
	if err := a.rig.ensure(ctx, a.rig.buildkitd(asideName, a.rig.buildkit(), config)); err != nil {
		return err
	}
	_, err = a.Buildx("create", "--name", asideName, "--driver", "remote", a.rig.buildkitHost(asideName)).Output(ctx)
	return err
}

// Buildx is a call of buildx with this BuildKit as its builder.
func (a *Aside) Buildx(args ...string) console.Command {
	return console.Command{
		Args: append([]string{a.rig.buildxProgram()}, args...),
		Env: []string{
			"DOCKER_CONFIG=" + a.rig.DockerConfig(), "BUILDX_CONFIG=" + a.rig.data(asideName+"-client"), "BUILDX_BUILDER=" + asideName,
		},
	}
}

// Empty removes everything that the BuildKit has: results, images, caches of steps.
func (a *Aside) Empty(ctx context.Context) error {
	buildctl := filepath.Join(a.rig.buildkit().Bin(a.rig.Tools()), "buildctl")
	_, err := console.Command{Args: []string{buildctl, "--addr", a.rig.buildkitHost(asideName), "prune", "--all"}}.Output(ctx)
	return err
}

// Origin is where an image of Docker Hub is had: its name, or that of its stand-in.
func (a *Aside) Origin(image string) (name.Reference, error) {
	if !a.StandIns {
		return name.ParseReference(image)
	}
	mirrored, err := standin.Mirrored(a.rig.RegistryAddress(), image)
	if err != nil {
		return nil, err
	}
	return name.ParseReference(mirrored, name.Insecure)
}

// Further makes a stand-in for the slim image of Python that is for further architectures, in Go's words, and says where it is.
func (a *Aside) Further(ctx context.Context, arches ...string) (name.Reference, error) {
	archive, err := apt.HostArchive(ctx, io.Discard)
	if err != nil {
		return nil, err
	}
	archive.Published = true
	image := standin.Python("3.13", "trixie", archive, arches...)
	image.Name += "-further"
	image.Alias = nil // which the image for the tests has
	if err := image.Ensure(ctx, a.rig.RegistryAddress(), a.rig.Scratch(), a.rig.Console); err != nil {
		return nil, err
	}
	return a.Origin(image.Name)
}

// Close ends the two daemons and removes all that they have.
func (a *Aside) Close() error {
	var errs []error
	for _, service := range a.rig.services() {
		if service.Name != asideName && service.Name != asideRegistryName {
			continue
		}
		if _, err := service.Stop(); err != nil {
			errs = append(errs, fmt.Errorf("ending %s: %w", service.Name, err))
		}
		errs = append(errs, os.RemoveAll(a.rig.data(service.Name)))
	}
	return errors.Join(append(errs, os.RemoveAll(a.rig.data(asideName+"-client")))...)
}
