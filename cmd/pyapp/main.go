// Command pyapp is a companion of the frontend for people: it writes a pyapp.yaml for a project, checks it, and has its image built
// by docker buildx or a BuildKit daemon.
package main

import (
	"context"
	"os"

	_ "github.com/moby/buildkit/util/grpcutil/encoding/proto" // the wire format of the daemon
	"github.com/org/pyapp-frontend/cmd/pyapp/internal/command"
)

func main() {
	os.Exit(command.Main(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}
