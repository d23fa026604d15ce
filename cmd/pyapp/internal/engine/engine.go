// Package engine has a build done, by one of two: `docker buildx build`, which has the frontend's image run by its builder, or a
// BuildKit daemon at an address, for which the frontend runs in this process. Both are given the same request.
package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// Request is what is to be built, or asked. Lists have the syntax of the options of `docker buildx build` with the same names.
type Request struct {
	Dir, File    string // folder of the context; path of the spec file
	Target       string // empty: the image itself
	Platforms    []string
	Tags         []string
	Push, Load   bool
	Outputs      []string
	BuildArgs    []string
	Contexts     []string // --build-context
	Labels       []string
	Secrets, SSH []string
	CacheFrom    []string
	CacheTo      []string
	NoCache      bool
	Pull         bool
	Progress     string // "auto", "plain", "tty", "quiet" or "rawjson"
	Metadata     string // file to write what came out to; empty: none
	Extra        []string
}

// Result is what came out of a build.
type Result struct {
	Digest string // of the image or index; empty: the builder did not say
	Config string // digest of the image's configuration, by which the Docker engine knows it; empty: unknown
	Names  []string
}

// Engine does builds.
type Engine interface {
	// Describe says which one it is and why it was taken, in one line.
	Describe() string
	// Build makes an image. It shows the progress itself.
	Build(ctx context.Context, r Request) (Result, error)
	// Call asks for something in place of an image, and returns the answer as text or as JSON.
	Call(ctx context.Context, r Request, name string, asJSON bool) ([]byte, error)
	// Loads says whether the results of builds can be put into a Docker engine.
	Loads(ctx context.Context) bool
}

// ErrNoBuilder means that there is nothing to build with.
var ErrNoBuilder = errors.New("there is nothing to build with")

// FailedError is a build that failed. What it said has been shown already where Shown is set.
type FailedError struct {
	Err   error
	Shown bool
}

// Error implements error.
func (e *FailedError) Error() string { return e.Err.Error() }

// Unwrap gives the cause.
func (e *FailedError) Unwrap() error { return e.Err }

// Options say how to choose an engine.
type Options struct {
	Addr     string // of a BuildKit daemon; empty: not given
	Builder  string // name of a builder of buildx; empty: not given
	HostAddr string // what the environment has as BUILDKIT_HOST
	Stderr   io.Writer
	Stdout   io.Writer
	Warn     func(Warning) // shows what a build of a BuildKit daemon warns of
}

// Choose takes the engine that the options name, else the daemon that the environment names, else buildx. An error is, or wraps,
// [ErrNoBuilder].
func Choose(ctx context.Context, o Options) (Engine, error) {
	switch {
	case o.Addr != "" && o.Builder != "":
		return nil, fmt.Errorf("%w: --addr names a BuildKit daemon and --builder one of buildx's; give one of them", ErrNoBuilder)
	case o.Addr != "":
		return connect(ctx, o, o.Addr, "--addr")
	case o.Builder == "" && o.HostAddr != "":
		return connect(ctx, o, o.HostAddr, "BUILDKIT_HOST")
	}
	return findBuildx(ctx, o)
}

// Check finds out whether the request makes sense for either engine. The error is for the user of the options.
func (r Request) Check() error {
	switch {
	case r.Push && r.Load:
		return errors.New("--push and --load exclude each other; build twice, the second build comes from the cache")
	case (r.Push || r.Load) && len(r.Outputs) > 0:
		return errors.New("--output says where the result goes, so --push and --load are not needed")
	case r.Push && len(r.Tags) == 0:
		return errors.New("--push needs a name to push to: --tag registry.example/org/name:1")
	}
	return nil
}

// specFolder is the folder of the spec file, and its name.
func (r Request) specFolder() (folder, name string) {
	return filepath.Dir(r.File), filepath.Base(r.File)
}

// pairs are the assignments of options such as --build-arg. One without a value takes it from the environment, and is left out where
// that has none, as with buildx.
func pairs(options []string, lookup func(string) (string, bool)) map[string]string {
	out := map[string]string{}
	for _, o := range options {
		name, value, given := strings.Cut(o, "=")
		if !given {
			if value, given = lookup(name); !given {
				continue
			}
		}
		out[name] = value
	}
	return out
}
