// Package apt installs the Debian packages whose programs are missing, and reads which archive the machine uses.
package apt

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// Program is something the devkit runs and the Debian packages that bring it.
type Program struct {
	// Name is the program's name.
	Name string
	// Packages are the packages that hold it, the first known one is installed: Debian 13 has the Docker client in
	// docker-cli, Debian 12 in docker.io.
	Packages []string
}

// Ensure installs the programs that are missing.
func Ensure(ctx context.Context, c *console.Console, programs ...Program) error {
	missing := missing(programs)
	if len(missing) == 0 {
		return nil
	}
	title := "installing " + strings.Join(names(missing), ", ")
	return c.Step("apt", title, "about 20 s", func(log io.Writer) error {
		return install(ctx, missing, log)
	})
}

// LookPath finds a program as root would: Debian keeps daemons in sbin folders, which may be absent from PATH.
func LookPath(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	for _, dir := range []string{"/usr/local/sbin", "/usr/sbin", "/sbin"} {
		if path, err := exec.LookPath(dir + "/" + name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("finding %s: it is in no folder of PATH nor of root's", name)
}

func missing(programs []Program) []Program {
	var missing []Program
	for _, p := range programs {
		if _, err := LookPath(p.Name); err != nil {
			missing = append(missing, p)
		}
	}
	return missing
}

func names(programs []Program) []string {
	var names []string
	for _, p := range programs {
		names = append(names, p.Name)
	}
	return names
}

func install(ctx context.Context, programs []Program, log io.Writer) error {
	packages, err := choose(ctx, programs)
	if err != nil {
		// The lists may only be absent or old: fetch them once and look again.
		if err := get(ctx, log, "update"); err != nil {
			return err
		}
		if packages, err = choose(ctx, programs); err != nil {
			return err
		}
	}
	args := append([]string{"install", "--yes", "--no-install-recommends"}, packages...)
	if err := get(ctx, log, args...); err == nil {
		return nil
	}
	if err := get(ctx, log, "update"); err != nil {
		return err
	}
	return get(ctx, log, args...)
}

// choose picks the first package of each program that the lists know.
func choose(ctx context.Context, programs []Program) ([]string, error) {
	var packages []string
	for _, p := range programs {
		known := ""
		for _, name := range p.Packages {
			if known == "" && installable(ctx, name) {
				known = name
			}
		}
		if known == "" {
			return nil, fmt.Errorf("finding a package for %s: none of %s is known", p.Name, strings.Join(p.Packages, ", "))
		}
		packages = append(packages, known)
	}
	return packages, nil
}

func installable(ctx context.Context, name string) bool {
	out, err := console.Command{Args: []string{"apt-cache", "show", "--no-all-versions", name}}.Output(ctx)
	return err == nil && out != ""
}

func get(ctx context.Context, log io.Writer, args ...string) error {
	command := console.Command{
		Env:  []string{"DEBIAN_FRONTEND=noninteractive"},
		Args: append([]string{"apt-get"}, args...),
	}
	return command.Run(ctx, log)
}

// Root tells whether the devkit may install packages and start daemons.
func Root() bool { return os.Geteuid() == 0 }
