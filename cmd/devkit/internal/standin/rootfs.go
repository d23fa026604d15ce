package standin

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/apt"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// rootfs is a minimal Debian system to be made.
type rootfs struct {
	suite string
	// arch is the architecture, in Go's words.
	arch string
	// include are packages on top of the minimal set.
	include []string
	// scripts are shell scripts run on the host when everything is there, with the root folder as first argument.
	scripts []string
	archive apt.Archive
	// like is the tarball of such a system for this machine, which scripts find in $STANDIN_LIKE. With it the packages are
	// only unpacked, so that a system for another machine can be made; empty: they are installed.
	like string
}

// tarballName is the file in which make leaves a system.
const tarballName = "rootfs.tar"

// make writes the system as a tarball into the folder dir and returns its path.
func (r rootfs) make(ctx context.Context, dir string, log io.Writer) (string, error) {
	sources := filepath.Join(dir, "debian.sources")
	if err := os.WriteFile(sources, []byte(r.archive.Sources(r.suite)), 0o644); err != nil {
		return "", fmt.Errorf("writing the sources list: %w", err)
	}
	variant, hook := "minbase", "customize"
	if r.like != "" {
		variant, hook = "extract", "extract"
	}
	args := []string{"mmdebstrap", "--mode=root", "--variant=" + variant, "--format=tar",
		"--architectures=" + debianArch(r.arch), "--include=" + strings.Join(r.include, ",")}
	args = append(args, mergedUsr(r.suite)...)
	for _, option := range slim() {
		args = append(args, "--dpkgopt="+option)
	}
	for i, script := range r.scripts {
		path := filepath.Join(dir, fmt.Sprintf("hook%d.sh", i))
		if err := os.WriteFile(path, []byte(script), 0o755); err != nil {
			return "", fmt.Errorf("writing a hook: %w", err)
		}
		args = append(args, "--"+hook+"-hook="+path)
	}
	target := filepath.Join(dir, tarballName)
	command := console.Command{
		Env:  []string{fmt.Sprintf("SOURCE_DATE_EPOCH=%d", epoch), "STANDIN_LIKE=" + r.like},
		Args: append(args, r.suite, target, sources),
	}
	if err := command.Run(ctx, log); err != nil {
		return "", err
	}
	return target, nil
}

// debianArch is Debian's name for an architecture, which is in Go's words.
func debianArch(arch string) string {
	if arch == "ppc64le" {
		return "ppc64el"
	}
	return arch
}

// recipe identifies the system and further parts of an image on top of it.
func (r rootfs) recipe(parts ...string) string {
	return recipe(slices.Concat(parts, []string{r.suite, r.archive.Sources(r.suite)}, r.include, r.scripts, mergedUsr(r.suite), slim())...)
}

// mergedUsr makes mmdebstrap start with merged /usr folders where a release would otherwise merge them by a package
// that brings all of Perl along; from trixie on the base files are merged themselves.
func mergedUsr(suite string) []string {
	if suite != "bookworm" {
		return nil
	}
	return []string{"--hook-dir=/usr/share/mmdebstrap/hooks/maybe-merged-usr"}
}

// slim is what makes Debian's images slim: no documentation but the copyright files, no translations.
func slim() []string {
	return []string{
		"path-exclude /usr/share/doc/*",
		"path-exclude /usr/share/info/*",
		"path-exclude /usr/share/lintian/overrides/*",
		"path-exclude /usr/share/locale/*",
		"path-exclude /usr/share/man/*",
		"path-include /usr/share/doc/*/copyright",
		"path-include /usr/share/locale/locale.alias",
	}
}
