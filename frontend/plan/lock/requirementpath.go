package lock

import (
	"path"
	"regexp"
	"strings"

	pep440 "github.com/aquasecurity/go-pep440-version"
)

var (
	reqPathExtras = regexp.MustCompile(`^(.+?)[ \t]*(\[[^\[\]]*\])$`)
	reqPathText   = regexp.MustCompile("^[^\\s\\p{Z}\\p{C};:\"'<>=!~,|*?#%$(){}\\[\\]]+$")
)

// reqLooksLikePath says whether a line without "name @" means a path. pip asks the disk, which nobody has here.
func reqLooksLikePath(body string) bool {
	if m := reqPathExtras.FindStringSubmatch(body); m != nil {
		body = m[1]
	}
	return strings.HasPrefix(body, ".") || strings.Contains(body, "/") || toolArchive.MatchString(body) && !strings.ContainsAny(body, "=<>~!")
}

// reqLocal reads a path of the context with extras. As with pip, it is relative to the project's folder in any file.
func reqLocal(req Requirement, text string) (Requirement, error) {
	text, fragment, _ := strings.Cut(text, "#")
	if m := reqPathExtras.FindStringSubmatch(text); m != nil {
		extras, err := reqExtras(m[2])
		if err != nil {
			return req, err
		}
		if len(req.Extras) == 0 {
			req.Extras = extras
		}
		text = m[1]
	}
	parts, err := reqFragment(&req, fragment)
	if err == nil && parts != (reqParts{}) {
		err = reqError("write the whole path, and the hash as --hash", "#%s means nothing after a path", fragment)
	}
	if err != nil {
		return req, err
	}
	if req.Path, err = reqPath("", text); err != nil {
		return req, err
	}
	return req, reqWheelName(&req, path.Base(req.Path))
}

// reqPath is a path relative to the project's folder, from one relative to a file.
func reqPath(file, text string) (string, error) {
	if !reqPathText.MatchString(text) {
		return "", reqError("a requirement is as in name>=1.0, and a path as in ./folder, without spaces and special characters",
			"%q is neither a requirement nor a path", text)
	}
	return reqInside(path.Dir(file), text)
}

// reqWheelName takes the name of a requirement from a wheel's file name (PEP 427), if it is one.
func reqWheelName(req *Requirement, file string) error {
	if !strings.HasSuffix(file, ".whl") {
		return nil
	}
	name, version := reqWheel(file)
	if _, err := pep440.Parse(version); err != nil || !packageName.MatchString(name) {
		return reqError("the name is as in six-1.17.0-py2.py3-none-any.whl", "%s is not the name of a wheel", file)
	}
	return req.named(name)
}

// reqWheel are the name and version in a wheel's file name; empty: it has none.
func reqWheel(file string) (name, version string) {
	parts := strings.Split(strings.TrimSuffix(file, ".whl"), "-")
	if !strings.HasSuffix(file, ".whl") || len(parts) != 5 && len(parts) != 6 {
		return "", ""
	}
	return parts[0], parts[1]
}
