package lock

import (
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// reqLocation is a URL in parts.
type reqLocation struct {
	scheme      string // in lower case, as in "git+https"
	base        string // without credentials and fragment
	path        string // decoded
	fragment    string
	credentials bool // there were some
}

var (
	// reqURLText is a URL after its credentials are gone, with the parts up to its path.
	reqURLText = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*)://((?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]+)?)([/?][A-Za-z0-9._~:/?@!$&'()*+,=%-]*)?(#[A-Za-z0-9._~:/?@!$&'()*+,=%\[\]-]*)?$`)
	// reqLogin is the user of ssh, who is part of the address. Without a password, no secret.
	reqLogin = regexp.MustCompile(`^://([A-Za-z0-9._-]+)@$`)
)

// reqParseURL takes a URL apart and forgets its credentials.
func reqParseURL(text string) (reqLocation, error) {
	bare := reqUserinfo.ReplaceAllString(text, "://")
	m := reqURLText.FindStringSubmatch(bare)
	if m == nil {
		return reqLocation{}, reqNoURL(text)
	}
	parsed, err := url.Parse(m[1] + "://" + m[2] + m[3])
	if err != nil || parsed.Hostname() == "" {
		return reqLocation{}, reqNoURL(text)
	}
	at := reqLocation{scheme: strings.ToLower(m[1]), path: parsed.Path, fragment: strings.TrimPrefix(m[4], "#"),
		credentials: bare != text}
	user := ""
	if login := reqLogin.FindStringSubmatch(reqUserinfo.FindString(text)); login != nil && at.scheme == "git+ssh" {
		user, at.credentials = login[1]+"@", false
	}
	at.base = at.scheme + "://" + user + m[2] + m[3]
	return at, nil
}

func reqNoURL(text string) error {
	remedy := "write it as in https://host/path or git+ssh://git@host/path.git, percent-encoded"
	if strings.Contains(text, ";") {
		remedy = "write white space before and after the ; of a marker"
	}
	return reqError(remedy, "%q is not a URL", text)
}

// archive reads the URL of a wheel or source distribution.
func (r *reqReader) archive(l reqLine, req Requirement, text string) (Requirement, error) {
	at, err := reqParseURL(text)
	if err != nil {
		return req, err
	}
	r.warnCredentials(l, at)
	file := path.Base(at.path)
	if !toolArchive.MatchString(file) {
		return req, reqError("name the file, or use git+https:// for a repository", "%s is not the URL of a wheel or source archive", text)
	}
	if err := reqWheelName(&req, file); err != nil {
		return req, err
	}
	fragment, err := reqFragment(&req, at.fragment)
	if err != nil {
		return req, err
	}
	req.URL = at.base + fragment.String()
	return req, nil
}

// reqParts are what a fragment may say besides the name.
type reqParts struct{ subdirectory, hash string }

// String is the fragment with its #; empty: it says nothing.
func (p reqParts) String() string {
	var parts []string
	if p.subdirectory != "" {
		parts = append(parts, "subdirectory="+p.subdirectory)
	}
	if p.hash != "" {
		parts = append(parts, strings.Replace(p.hash, ":", "=", 1))
	}
	if len(parts) == 0 {
		return ""
	}
	return "#" + strings.Join(parts, "&")
}

// reqFragment reads egg=, subdirectory= and a hash.
func reqFragment(req *Requirement, fragment string) (reqParts, error) {
	var out reqParts
	if fragment == "" {
		return out, nil
	}
	for part := range strings.SplitSeq(fragment, "&") {
		var err error
		key, value, _ := strings.Cut(part, "=")
		switch key {
		case "egg":
			err = reqEgg(req, value)
		case "subdirectory":
			out.subdirectory, err = reqSubdirectory(value)
		case "sha256", "sha384", "sha512", "sha224", "sha1", "md5":
			out.hash, err = reqHash(key + ":" + value)
		default:
			err = reqError("after # go egg=, subdirectory= and sha256=", "%q means nothing in a URL's fragment", part)
		}
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

// reqEgg reads the old way to name what a URL or path has.
func reqEgg(req *Requirement, value string) error {
	head := reqHead.FindStringSubmatch(value)
	if head == nil || head[3] != "" {
		return reqError("write it as in: name @ URL", "%q is not the name of a package", value)
	}
	extras, err := reqExtras(head[2])
	if err != nil {
		return err
	}
	if len(req.Extras) == 0 {
		req.Extras = extras
	}
	return req.named(head[1])
}

// named gives the requirement a name that some part of it tells.
func (r *Requirement) named(name string) error {
	name = pyproject.NormalizeName(name)
	if r.Name != "" && r.Name != name {
		return reqError("correct one of them", "the line has two names, %s and %s", r.Name, name)
	}
	r.Name = name
	return nil
}

// reqSubdirectory is where in an archive or repository the package lies; empty: at the root.
func reqSubdirectory(value string) (string, error) {
	clean := path.Clean(value)
	if path.IsAbs(clean) || clean == ".." || strings.HasPrefix(clean, "../") || strings.ContainsAny(value, "%[]") {
		return "", reqError("", "%q is no subdirectory", value)
	}
	if clean == "." {
		return "", nil
	}
	return clean, nil
}
