package spec

import (
	"fmt"
	"regexp"
	"strconv"

	"gopkg.in/yaml.v3"
)

var (
	systemUser = regexp.MustCompile(`^[a-z_][a-z0-9_-]{0,31}$`)
	decimal    = regexp.MustCompile(`^(0|[1-9][0-9]{0,8})$`)
)

// defaultID is the uid and gid that images without a root user commonly have.
const defaultID = 65532

// rawUser is the `user` mapping.
type rawUser struct{ name, uid, gid *text }

func (r *reader) user(n node) rawUser {
	var out rawUser
	const want = "a mapping such as {name: app, uid: 1000, gid: 1000}"
	if n.yaml.Kind == yaml.ScalarNode && (n.yaml.Value == "root" || n.yaml.Value == "0") {
		r.fail(ruleRootUser, r.place(n), "the image never runs as root", "leave the key out, or write "+want[len("a mapping such as "):])
		return out
	}
	r.mapping(n, want, fields{
		"name": r.intoText(&out.name, "a name"),
		"uid":  r.intoText(&out.uid, "a number"),
		"gid":  r.intoText(&out.gid, "a number"),
	})
	return out
}

func (v *validator) user() {
	u := v.file.user
	if u.name != nil {
		v.userName(*u.name)
	}
	if u.uid != nil {
		v.userID(*u.uid)
	}
	if u.gid != nil {
		v.groupID(*u.gid)
	}
}

// userName checks the grammar that useradd has on Debian.
func (v *validator) userName(t text) {
	switch {
	case t.value == "root":
		v.fail(ruleRootUser, t.place, "the image never runs as root", "choose another name, such as app")
	case !systemUser.MatchString(t.value):
		v.fail(ruleUserName, t.place, fmt.Sprintf("%q is not the name of a user", shorten(t.value)),
			"lower-case letters, digits, _ and - are allowed, up to 32, with a letter or _ in front")
	}
}

func (v *validator) userID(t text) {
	id, ok := parseNumber(t.value)
	switch {
	case ok && id == 0:
		v.fail(ruleRootUser, t.place, "the image never runs as root", "choose a number from 1 to 65535, such as 1000")
	case !ok || id > 65535:
		v.failf(ruleUserID, t.place, "expected a number from 1 to 65535, found %q", shorten(t.value))
	}
}

// groupID allows 0: being in group 0 is no privilege, and OpenShift runs every container in it.
func (v *validator) groupID(t text) {
	if id, ok := parseNumber(t.value); !ok || id > 65535 {
		v.failf(ruleUserID, t.place, "expected a number from 0 to 65535, found %q", shorten(t.value))
	}
}

// baseAccounts are those of every Debian image, with the number of each (the package base-passwd). A name of theirs comes
// with its number. Other images share no more than nobody with them.
var baseAccounts = map[string]int{
	"daemon": 1, "bin": 2, "sys": 3, "sync": 4, "games": 5, "man": 6, "lp": 7, "mail": 8, "news": 9, "uucp": 10, "proxy": 13,
	"www-data": 33, "backup": 34, "list": 38, "irc": 39, "_apt": 42, "nobody": 65534,
}

// user fills in what is left out. A name of the base image brings its number; a uid alone is the gid too, as most systems
// number a user's own group.
func (r *resolver) user(kind BaseKind) User {
	raw := r.file.user
	out := User{Name: valueOr(raw.name, "nonroot"), UID: defaultID}
	based, known := baseAccounts[out.Name]
	known = known && (kind == BaseSlim || kind == BaseDistroless || out.Name == "nobody")
	if known {
		out.UID = based
	}
	if raw.uid != nil {
		out.UID, _ = parseNumber(raw.uid.value)
	}
	if known && out.UID != based {
		r.fail(ruleUserName, raw.name.place, fmt.Sprintf("%s is an account of the base image, with the uid %d", out.Name, based),
			"choose another name, or leave out uid")
	}
	out.GID = out.UID
	if raw.gid != nil {
		out.GID, _ = parseNumber(raw.gid.value)
	}
	return out
}

// parseNumber reads a decimal number without a sign or leading zeros.
func parseNumber(s string) (int, bool) {
	if !decimal.MatchString(s) {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}
