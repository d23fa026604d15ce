package lock

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

var (
	urlUserinfo    = regexp.MustCompile(`^((?:[A-Za-z][A-Za-z0-9+.-]*:)?//)([^/?#]*)@`)
	urlLoginScheme = regexp.MustCompile(`(?i)^(?:git\+)?ssh://$`)
)

// withoutCredentials is a URL without user and password, whether they are written out or as ${VARIABLE}. Of ssh the user
// stays, because it is no secret there and nothing works without it.
func withoutCredentials(text string) string {
	m := urlUserinfo.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	scheme, rest := m[1], text[len(m[0]):]
	if user, _, _ := strings.Cut(m[2], ":"); urlLoginScheme.MatchString(scheme) {
		return scheme + user + "@" + rest
	}
	return scheme + rest
}

// lastPart is the name of a file by where it is; empty: its URL has no path.
func (f File) lastPart() string {
	if f.Path != "" {
		return path.Base(f.Path)
	}
	u, err := url.Parse(f.URL)
	if err != nil || strings.Trim(u.Path, "/") == "" {
		return ""
	}
	return path.Base(u.Path)
}

var drive = regexp.MustCompile(`^[A-Za-z]:`)

// relativePath is a path with slashes, without . and .. where they are not needed; false: it is absolute, on some system.
func relativePath(text string) (string, bool) {
	clean := path.Clean(strings.ReplaceAll(text, `\`, "/"))
	return clean, !path.IsAbs(clean) && !drive.MatchString(clean)
}
