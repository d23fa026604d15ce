// Command pyapp-frontend is the program in the frontend's image. BuildKit starts it for every build whose file names the
// image behind `# syntax=`, and talks to it over standard input and output; what it logs goes to the builder's log.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/moby/buildkit/frontend/gateway/grpcclient"
	"github.com/moby/buildkit/util/appcontext"
	_ "github.com/moby/buildkit/util/grpcutil/encoding/proto" // the wire format of the daemon
	"github.com/org/pyapp-frontend/frontend"
)

// version is set by the linker when the image is built.
var version = "development"

func main() {
	show := flag.Bool("version", false, "print the version and exit")
	flag.Parse()
	if *show {
		fmt.Println("pyapp-frontend", version)
		return
	}
	if err := grpcclient.RunFromEnvironment(appcontext.Context(), frontend.Build); err != nil {
		fmt.Fprintln(os.Stderr, "pyapp-frontend:", err)
		os.Exit(1)
	}
}
