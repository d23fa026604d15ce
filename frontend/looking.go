package frontend

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/moby/buildkit/client/llb"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// baseSystem is what steps/base.py says of any image.
type baseSystem struct {
	Distribution, Release string
	Glibc, Musl           [2]int
}

// ownBase is what it says of the image that it runs in.
type ownBase struct {
	baseSystem
	Executable, Version, Implementation, Stdlib string
	FreeThreaded                                bool
}

// lookAtOwn finds out where an image that is no official one has its Python, and what it is. Steps run with that from here on.
func (b *build) lookAtOwn(ctx context.Context, img *baseImage, key string) error {
	root := img.forSteps()
	ref, err := b.solve(ctx, b.gen.OwnBase(root, key))
	var exit *gwpb.ExitError
	if errors.As(err, &exit) { // the step itself does not fail
		return b.noPython(ctx, img, root, key)
	}
	if err != nil {
		return err
	}
	var found ownBase
	if err := b.decode(ctx, ref, llbgen.OwnFile, &found); err != nil {
		return err
	}
	if err := b.checkOwn(found, key); err != nil {
		return err
	}
	base := &b.app.Base
	base.Distribution, base.Glibc, base.Musl, b.app.Distro = found.Distribution, found.Glibc, found.Musl, found.Release
	b.gen.Base = cmp.Or(img.known(), fmt.Sprint(found))
	b.gen.Interpreter, b.facts.tools.Python, b.facts.own, b.facts.python = found.Executable, root, found, found.Version
	return b.report(ctx, plan.CheckPackageManager(b.app))
}

// noPython is the error for an image in which python3 could not be started: runtimes say in the log alone why.
func (b *build) noPython(ctx context.Context, img *baseImage, root llb.State, key string) error {
	const remedy = "name one that has; `base: {build: …}` names another one for the build only"
	ref, err := b.solve(ctx, root)
	if err != nil {
		return err
	}
	for folder := range strings.SplitSeq(cmp.Or(img.variable("PATH"), "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"), ":") {
		place := path.Join("/", folder, "python3")
		if _, err := ref.StatFile(ctx, gwclient.StatRequest{Path: place}); err == nil {
			return b.at(key, "the base image"+img.label()+" has "+place+", which does not run; the log has the details", remedy)
		}
	}
	return b.at(key, "the base image"+img.label()+" has no python3 on its PATH", remedy)
}

// label is the image's reference, in brackets where it is known.
func (img *baseImage) label() string {
	if img.name == "" {
		return ""
	}
	return " (" + img.name + ")"
}

// checkOwn compares the Python that an image has with the one that was asked for.
func (b *build) checkOwn(found ownBase, key string) error {
	minor := strings.Join(strings.Split(found.Version, ".")[:2], ".")
	switch {
	case found.Version != b.app.Python && minor != b.app.Python:
		return b.at(key, "the base image has Python "+found.Version+", not "+b.app.Python, fmt.Sprintf("write `python: \"%s\"`, or name another image", minor))
	case found.Implementation != "CPython", found.FreeThreaded:
		return b.at(key, "the Python of the base image is "+cmp.Or(strings.TrimPrefix(found.Implementation, "CPython"), "one without the GIL")+
			", which wheels are not chosen for", "name an image with CPython")
	}
	return nil
}
