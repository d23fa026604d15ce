// Command publish builds the frontend's image for both platforms, with an SBOM and provenance, pushes it, and tags it as a
// release: `make publish IMAGE=registry.example/org/pyapp-frontend VERSION=1.2.3`. It works in the folder of the project's
// source, with the builder that `docker buildx` uses there. The last line, alone on standard output, is what was published
// by digest.
//
// A published version never changes: one that is there already has to be what the source gives, or nothing is tagged. So a
// second run, on a builder that has built nothing, is the proof that a release can be reproduced.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	reference, err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintf(os.Stderr, "publish: %v\n", err)
		os.Exit(1)
	}
	fmt.Println(reference)
}

func run(ctx context.Context, args []string) (string, error) {
	var o options
	flags := flag.NewFlagSet("publish", flag.ExitOnError)
	flags.StringVar(&o.image, "image", "", "`repository` to push to, as in registry.example/org/pyapp-frontend")
	flags.StringVar(&o.version, "version", "", "the release, as in 1.2.3")
	flags.StringVar(&o.scanner, "scanner", "", "`image` of the SBOM scanner; empty: BuildKit's own, from Docker Hub")
	flags.StringVar(&o.ca, "ca", "", "PEM `file` of certificates that the build must trust; empty: none but the usual")
	flags.BoolVar(&o.allowDirty, "allow-dirty", false, "publish source that is not committed")
	if err := flags.Parse(args); err != nil {
		return "", err
	}
	return publish(ctx, o)
}

// options are the flags, as given.
type options struct {
	image, version, scanner, ca string
	allowDirty                  bool
}

func publish(ctx context.Context, o options) (string, error) {
	r, err := newRepository(o.image)
	if err != nil {
		return "", err
	}
	v, err := parseVersion(o.version)
	if err != nil {
		return "", err
	}
	s, err := readSource(ctx, o.allowDirty)
	if err != nil {
		return "", err
	}
	digest, err := s.build(ctx, r.Name(), v, o)
	if err != nil {
		return "", err
	}
	return r.release(ctx, v, digest)
}
