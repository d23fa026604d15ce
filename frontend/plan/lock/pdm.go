package lock

import (
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// pdmDocument is a pdm.lock of format 4.
type pdmDocument struct {
	Metadata pdmMetadata `toml:"metadata"`
	Packages []pdmEntry  `toml:"package"`
}

type pdmMetadata struct {
	LockVersion string      `toml:"lock_version"`
	ContentHash string      `toml:"content_hash"` // as in "sha256:…"
	Groups      []string    `toml:"groups"`       // extras are groups, and "default" is what no group has; nil: not said
	Strategy    []string    `toml:"strategy"`
	Targets     []pdmTarget `toml:"targets"`
	Inputs      *pdmInputs  `toml:"lock_inputs"` // in place of the hash, for projects that ask for it
}

type pdmTarget struct {
	Platform string `toml:"platform"` // as in "manylinux_2_17_x86_64"; empty: any
}

type pdmInputs struct {
	Project struct {
		Groups map[string]any `toml:"groups"`
	} `toml:"project"`
}

// ParsePDM reads a pdm.lock for a choice of groups and extras of the pyproject.toml beside it. What was not chosen is left
// out. The lock must have been made with the strategy inherit_metadata, which is PDM's default since 2.11. With
// static_urls files have URLs. An error is an *Error where it is one of the lock.
func ParsePDM(text, pyprojectText string, groups spec.Groups) (*Lock, error) {
	f := toolFile{name: "pdm.lock", text: text, manifest: "pyproject.toml", relock: "pdm lock"}
	project, err := f.project(pyprojectText, pyproject.ToolPDM)
	if err != nil {
		return nil, err
	}
	choice, err := f.choose(project, groups)
	if err != nil {
		return nil, err
	}
	document, err := f.pdm()
	if err != nil {
		return nil, err
	}
	manifest := toolManifest(pyprojectText)
	if !pdmFresh(document.Metadata, manifest, project) {
		return nil, f.stale()
	}
	if len(document.Packages) == 0 && len(project.Dependencies) > 0 {
		return nil, f.fail(0, "has no packages; it may have been cut off")
	}
	chosen := slices.Concat([]string{"default"}, choice.groups, choice.extras)
	if err := f.pdmGroups(document.Metadata, chosen); err != nil {
		return nil, err
	}
	packages, err := f.pdmPackages(document.Packages, chosen)
	if err != nil {
		return nil, err
	}
	return &Lock{Packages: packages, Indexes: pdmIndexes(manifest)}, nil
}

// pdm decodes the lock. Its format comes first, because entries of other formats may have other types.
func (f toolFile) pdm() (*pdmDocument, error) {
	var head struct {
		Metadata struct {
			LockVersion string `toml:"lock_version"`
		} `toml:"metadata"`
	}
	if err := f.conflict(); err != nil {
		return nil, err
	}
	if err := f.decode(&head); err != nil {
		return nil, err
	}
	if err := f.pdmFormat(head.Metadata.LockVersion); err != nil {
		return nil, err
	}
	var out pdmDocument
	if err := f.decode(&out); err != nil {
		return nil, err
	}
	if !slices.Contains(out.Metadata.Strategy, "inherit_metadata") {
		f.relock = "pdm lock -S inherit_metadata"
		return nil, f.fail(0, "does not say which groups and markers its packages are for")
	}
	return &out, f.pdmTargets(out.Metadata.Targets)
}

// pdmFormat goes by PDM's rule: a lock of a later second number cannot be read either.
func (f toolFile) pdmFormat(version string) error {
	major, minor, ok := toolFormat(version)
	switch {
	case !ok:
		return f.fail(0, "has no lock_version; it may not be a lock of PDM")
	case major > 4 || major == 4 && minor > 5:
		return f.newer(version, "PDM 2.29")
	case major < 4:
		return f.fail(0, "has the old format %s", version)
	}
	return nil
}

// pdmTargets refuses a lock that was made for other systems only.
func (f toolFile) pdmTargets(targets []pdmTarget) error {
	var platforms []string
	for _, target := range targets {
		if isLinux(target.Platform) {
			return nil
		}
		platforms = append(platforms, target.Platform)
	}
	if len(platforms) == 0 {
		return nil
	}
	f.relock = "pdm lock --append --platform linux"
	return f.fail(0, "is for %s, not for Linux", strings.Join(platforms, ", "))
}

// isLinux says whether a platform as PDM names them is Linux or any.
func isLinux(platform string) bool {
	linux := func(prefix string) bool { return strings.HasPrefix(platform, prefix) }
	return platform == "" || slices.ContainsFunc([]string{"linux", "manylinux", "musllinux", "alpine"}, linux)
}

// pdmGroups says which of the groups that were chosen was not locked.
func (f toolFile) pdmGroups(m pdmMetadata, chosen []string) error {
	for _, name := range chosen {
		if m.Groups != nil && !slices.Contains(toolNormal(m.Groups), name) {
			f.relock = "pdm lock -G :all"
			return f.fail(0, "was made without the group %s", name)
		}
	}
	return nil
}
