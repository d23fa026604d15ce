package apt

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// Archive is where a machine gets Debian from.
type Archive struct {
	// Main is the base address of the archive itself.
	Main string
	// Security is the base address of the security updates; empty when the machine has none.
	Security string
	// Published leaves out all updates: what a release was published with, which every mirror has for every architecture.
	Published bool
}

// HostArchive asks the machine's apt which archive of Debian it uses, fetching the package lists when apt has none.
func HostArchive(ctx context.Context, log io.Writer) (Archive, error) {
	archive, err := askArchive(ctx)
	if err != nil || archive.Main != "" {
		return archive, err
	}
	if err := get(ctx, log, "update"); err != nil {
		return Archive{}, err
	}
	archive, err = askArchive(ctx)
	if err == nil && archive.Main == "" {
		err = fmt.Errorf("finding the archive of Debian: this machine's apt has none")
	}
	return archive, err
}

func askArchive(ctx context.Context) (Archive, error) {
	const format = "$(CREATED_BY)|$(LABEL)|$(REPO_URI)"
	out, err := console.Command{Args: []string{"apt-get", "indextargets", "--format", format}}.Output(ctx)
	if err != nil {
		return Archive{}, err
	}
	return parseTargets(out), nil
}

// parseTargets reads lines 'Packages|<label of the Release file>|<address>'; the first address of each label counts.
func parseTargets(out string) Archive {
	var archive Archive
	for line := range strings.Lines(out) {
		fields := strings.Split(strings.TrimSpace(line), "|")
		if len(fields) != 3 || fields[0] != "Packages" {
			continue
		}
		uri := strings.TrimSuffix(fields[2], "/")
		switch {
		case fields[1] == "Debian" && archive.Main == "":
			archive.Main = uri
		case fields[1] == "Debian-Security" && archive.Security == "":
			archive.Security = uri
		}
	}
	return archive
}

// Sources writes the archive as a deb822 sources file for one release, such as "trixie", the way Debian's own
// container images have it.
func (a Archive) Sources(suite string) string {
	if a.Published {
		return stanza(a.Main, suite)
	}
	text := stanza(a.Main, suite+" "+suite+"-updates")
	if a.Security != "" {
		text += "\n" + stanza(a.Security, suite+"-security")
	}
	return text
}

// WithSources writes the archive as a deb822 sources file for one release as it was published, with the sources of its
// packages.
func (a Archive) WithSources(suite string) string {
	return strings.Replace(stanza(a.Main, suite), "Types: deb", "Types: deb deb-src", 1)
}

func stanza(uri, suites string) string {
	return fmt.Sprintf("Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n", uri, suites, keyring)
}

// keyring is part of the package debian-archive-keyring, which every Debian system and image has.
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
