package lock

// pylockDocument has the keys of a pylock.toml that matter here.
type pylockDocument struct {
	LockVersion      string          `toml:"lock-version"`
	CreatedBy        string          `toml:"created-by"`
	RequiresPython   string          `toml:"requires-python"`
	Environments     []string        `toml:"environments"`
	Extras           []string        `toml:"extras"`
	DependencyGroups []string        `toml:"dependency-groups"`
	DefaultGroups    []string        `toml:"default-groups"`
	Packages         []pylockPackage `toml:"packages"`
}

type pylockPackage struct {
	Name           string           `toml:"name"`
	Version        string           `toml:"version"`
	Marker         string           `toml:"marker"`
	RequiresPython string           `toml:"requires-python"`
	Index          string           `toml:"index"`
	Wheels         []pylockFile     `toml:"wheels"`
	Sdist          *pylockFile      `toml:"sdist"`
	Archive        *pylockFile      `toml:"archive"`
	VCS            *pylockVCS       `toml:"vcs"`
	Directory      *pylockDirectory `toml:"directory"`
}

// pylockFile is a wheel, an sdist or an archive.
type pylockFile struct {
	Name         string            `toml:"name"`
	URL          string            `toml:"url"`
	Path         string            `toml:"path"`
	Size         int64             `toml:"size"`
	Hashes       map[string]string `toml:"hashes"`
	Subdirectory string            `toml:"subdirectory"` // of archives only
}

type pylockVCS struct {
	Type         string `toml:"type"`
	URL          string `toml:"url"`
	CommitID     string `toml:"commit-id"`
	Subdirectory string `toml:"subdirectory"`
}

type pylockDirectory struct {
	Path         string `toml:"path"`
	Editable     bool   `toml:"editable"`
	Subdirectory string `toml:"subdirectory"`
}

// PylockFacts is what a pylock.toml says about itself. What it does not say is empty.
type PylockFacts struct {
	CreatedBy        string
	RequiresPython   string   // version specifiers (PEP 440)
	Environments     []string // markers, of which one has to be true where the lock is installed
	Extras           []string // the extras that may be chosen
	DependencyGroups []string // the groups that may be chosen
	DefaultGroups    []string // the groups that are installed where none is chosen; they may have other names than those
}

// ReadPylockFacts reads the head of a pylock.toml. An error is always an *Error.
func ReadPylockFacts(text string) (PylockFacts, error) {
	doc, err := decodePylock(text)
	if err != nil {
		return PylockFacts{}, err
	}
	return PylockFacts{
		CreatedBy: doc.CreatedBy, RequiresPython: doc.RequiresPython, Environments: doc.Environments,
		Extras: doc.Extras, DependencyGroups: doc.DependencyGroups, DefaultGroups: doc.DefaultGroups,
	}, nil
}
