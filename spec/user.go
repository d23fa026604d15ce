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
	for _, id := range []*text{u.uid, u.gid} {
		if id != nil {
			v.userID(*id)
		}
	}
}

// userName checks the grammar that useradd has on Debian.
func (v *validator) userName(t text) {
	switch {
	case t.value == "root":
		v.failf(ruleRootUser, t.place, "the image never runs as root")
	case !systemUser.MatchString(t.value):
		v.fail(ruleUserName, t.place, fmt.Sprintf("%q is not the name of a user", shorten(t.value)),
			"lower-case letters, digits, _ and - are allowed, up to 32, with a letter or _ in front")
	}
}

func (v *validator) userID(t text) {
	id, ok := parseNumber(t.value)
	switch {
	case ok && id == 0:
		v.failf(ruleRootUser, t.place, "the image never runs as root; ids are 1 to 65535")
	case !ok || id > 65535:
		v.failf(ruleUserID, t.place, "expected a number from 1 to 65535, found %q", shorten(t.value))
	}
}

// parseNumber reads a decimal number without a sign or leading zeros.
func parseNumber(s string) (int, bool) {
	if !decimal.MatchString(s) {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// user fills in what is left out. A uid alone is the gid too, as most systems number a user's own group.
func (r *resolver) user() User {
	raw := r.file.user
	out := User{Name: valueOr(raw.name, "nonroot"), UID: defaultID}
	if raw.uid != nil {
		out.UID, _ = parseNumber(raw.uid.value)
	}
	out.GID = out.UID
	if raw.gid != nil {
		out.GID, _ = parseNumber(raw.gid.value)
	}
	return out
}
