package lock

import (
	"net/url"
	"path"
	"strings"
)

// pylockURL is the URL of a file that can be fetched, without credentials and fragment.
func pylockURL(text string) (string, error) {
	u, err := url.Parse(text)
	switch {
	case text == "":
		return "", &Error{Message: "a file has neither url nor path"}
	case err != nil || u.Host == "" && u.Scheme != "file":
		return "", &Error{Message: text + " is not a URL"}
	case u.Scheme == "file":
		return "", &Error{Message: text + " is on the machine that made the lock",
			Remedy: "put the file into the project and name it by a relative path"}
	case u.Scheme != "https" && u.Scheme != "http":
		return "", &Error{Message: text + " cannot be fetched; https and http can be"}
	}
	u.Fragment, u.RawFragment = "", ""
	return withoutCredentials(u.String()), nil
}

// pylockPath is the path of a file or folder of the context.
func pylockPath(text string) (string, error) {
	clean, ok := relativePath(text)
	if !ok {
		return "", &Error{Message: text + " is on the machine that made the lock",
			Remedy: "name it by a path relative to the lock"}
	}
	return clean, nil
}

// pylockSubdirectory is a folder below another; empty: that one itself.
func pylockSubdirectory(text string) string {
	return strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(text, `\`, "/")), "/")
}

func (raw *pylockVCS) read(p *Package) error {
	switch {
	case raw == nil:
		return nil
	case raw.URL == "":
		return pylockIn(p, &Error{Message: "vcs has no url; a repository on the machine that made the lock is not in the build"})
	case raw.CommitID == "":
		return pylockIn(p, &Error{Message: "vcs has no commit-id", Remedy: "make the lock again with the tool that wrote it"})
	}
	p.VCS = &VCS{Type: raw.Type, URL: withoutCredentials(raw.URL), Commit: raw.CommitID,
		Subdirectory: pylockSubdirectory(raw.Subdirectory)}
	return nil
}

func (raw *pylockDirectory) read(p *Package) error {
	if raw == nil {
		return nil
	}
	folder, err := pylockPath(raw.Path)
	if err != nil {
		return pylockIn(p, err)
	}
	p.Directory = &Directory{Path: path.Join(folder, pylockSubdirectory(raw.Subdirectory)), Editable: raw.Editable}
	return nil
}
