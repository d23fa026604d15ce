package spec

import (
	"regexp"
	"slices"
	"strings"
)

// A credential in a URL ends up in logs, in the build's record and in the image's history. Messages about URLs never show
// them, since one that is malformed may have its credential anywhere.

const (
	hostPattern = `(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::(?:` + upTo65535 + `))?`
	upTo65535   = `[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]`
	pathPattern = `(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?`
)

var (
	webURL      = regexp.MustCompile(`^https?://` + hostPattern + pathPattern + `$`)
	webHost     = regexp.MustCompile(`^` + hostPattern + `$`)
	userinfo    = regexp.MustCompile(`//[^/?#]*@`)
	anyUserinfo = regexp.MustCompile(`(?s)//.*@`)
	secretID    = regexp.MustCompile(`^[A-Za-z0-9._-]*[A-Za-z0-9_-][A-Za-z0-9._-]*$`)
)

// withoutUserinfo hides whatever may be the credentials of a URL, in any text.
func withoutUserinfo(s string) string { return anyUserinfo.ReplaceAllString(s, "//…@") }

// urlTemplate checks a URL that may name build arguments.
func (v *validator) urlTemplate(t text) {
	switch {
	case userinfo.MatchString(t.value):
		v.credentials(t.place)
	case isTemplate(t.value):
		v.template(t)
	default:
		v.url(t.place, t.value)
	}
}

// url checks an absolute URL after RFC 3986, of the two schemes that indexes have, and says whether it is one. It has no
// query and no fragment: what clients append to it would become part of them.
func (r *report) url(at place, value string) bool {
	switch {
	case userinfo.MatchString(value):
		r.credentials(at)
	case !strings.HasPrefix(value, "https://") && !strings.HasPrefix(value, "http://"):
		r.fail(ruleURL, at, "expected a URL that begins with https:// or http://", "write one such as https://pypi.corp.example/simple")
	case strings.ContainsAny(value, "?#"):
		r.fail(ruleURL, at, `the URL has a query or a fragment`, `end it before the "?" or "#"`)
	case !webURL.MatchString(value):
		r.fail(ruleURL, at, "the URL is malformed", "write one such as https://pypi.corp.example/simple, with %20 for a space")
	default:
		return true
	}
	return false
}

func (r *report) credentials(at place) {
	remedy := "put them into a build secret, and its id here, as in secret: corp-index"
	if strings.HasPrefix(at.path, "mirrors") {
		remedy = "put them into the build secret netrc"
	}
	r.fail(ruleURLCredentials, at, "the URL holds a user name or password", remedy)
}

// hostTemplate checks a host that may name build arguments.
func (v *validator) hostTemplate(t text) {
	if isTemplate(t.value) && !strings.Contains(t.value, "@") {
		v.template(t)
	} else {
		v.host(t)
	}
}

// host checks what can stand between a URL's scheme and its path, without credentials, and says whether it is that.
func (r *report) host(t text) bool {
	ok := webHost.MatchString(t.value)
	if !ok {
		r.fail(ruleIndexHost, t.place, "expected a host, or host:port, without scheme, path and user name", `write one such as "files.corp.example"`)
	}
	return ok
}

// fixedSecrets are the ids of the secrets that any build may be given, with a meaning of their own.
var fixedSecrets = []string{"ca", "netrc", "uv-toml", "known-hosts", "GIT_AUTH_TOKEN"}

// secretID checks the id of a build secret. The message does not show a malformed one: it may well be the secret.
func (v *validator) secretID(t *text) {
	if t == nil {
		return
	}
	if !secretID.MatchString(t.value) {
		v.fail(ruleSecretID, t.place, "expected the id of a build secret (letters, digits, ., _ and -)",
			"choose an id, and pass the secret itself by docker buildx build --secret id=…")
	}
	if slices.Contains(fixedSecrets, t.value) {
		v.fail(ruleSecretID, t.place, "the id "+t.value+" has a meaning of its own for every build", "choose another, such as corp-index")
	}
}

// url is a URL with its build arguments filled in, checked again; empty: the file leaves it out, or there is an error.
func (r *resolver) url(t *text) string {
	if t == nil {
		return ""
	}
	value, ok := r.expanded(*t)
	if !ok || !r.report.url(t.place, value) {
		return ""
	}
	return value
}
