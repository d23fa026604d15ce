package standin

import (
	"context"
	_ "embed" // for the script
	"fmt"
	"strings"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

//go:embed foreign.sh
var foreignScript string

// Machine is the name that GNU, Python's wheels and qemu have for an architecture, which is in Go's words, as Debian's:
// "x86_64" for "amd64".
func Machine(arch string) (string, error) {
	machine, known := map[string]string{"amd64": "x86_64", "arm64": "aarch64"}[arch]
	if !known {
		return "", fmt.Errorf("making images for %s: only amd64 and arm64 are known", arch)
	}
	return machine, nil
}

// foreign is the Python system for another architecture, with the packages of the one that r has made for this machine.
// Programs of that architecture, which this machine may not be able to run and otherwise would run slowly, are no part in
// making it: what packages do when they are installed is copied.
func (r rootfs) foreign(ctx context.Context, arch, tarball string) (rootfs, error) {
	command := console.Command{Args: []string{"tar", "--extract", "--to-stdout", "--file", tarball, "./var/lib/dpkg/status"}}
	status, err := command.Output(ctx)
	if err != nil {
		return rootfs{}, err
	}
	r.include = append(installed(status), r.include...)
	r.scripts = []string{debianScript, pythonCopyScript, pythonTidyScript, foreignScript}
	r.arch, r.like = arch, tarball
	return r, nil
}

// installed are the names of the packages in dpkg's status file.
func installed(status string) []string {
	var names []string
	for line := range strings.Lines(status) {
		if name, ok := strings.CutPrefix(line, "Package: "); ok {
			names = append(names, strings.TrimSpace(name))
		}
	}
	return names
}
