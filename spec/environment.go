package spec

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	envName    = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	secretName = regexp.MustCompile(`(?i)(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|SECRET_?KEY|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?)$`)
	labelKey   = regexp.MustCompile(`^[!#%-<>-\[\]-~]+$`)
)

func (v *validator) labels() {
	for _, l := range v.file.labels {
		v.label(l)
	}
}

// secretEnv warns of a variable that looks as if its value were for few.
func (v *validator) secretEnv(e pair) {
	if e.value.value != "" && looksSecret(e.key.value) {
		v.warn(ruleEnvSecret, e.key.place, "looks like a secret, and everybody who has the image can read it",
			"give it to the container when it starts")
	}
}

// envName checks the name of a variable, and says whether it is one.
func (v *validator) envName(t text) bool {
	ok := isEnvName(t.value)
	if !ok {
		v.fail(ruleEnvName, t.place, fmt.Sprintf("%q is not the name of an environment variable", shorten(t.value)),
			"letters, digits and _ are allowed, with no digit in front")
	}
	return ok
}

// isEnvName follows POSIX, with lower case allowed.
func isEnvName(name string) bool {
	return envName.MatchString(name)
}

// looksSecret goes by how a name ends, so that TOKEN_LIFETIME and PASSWORD_FILE pass.
func looksSecret(name string) bool {
	return secretName.MatchString(name)
}

// label checks one label. Docker's advice for keys is narrower; what other tools read their settings from is not.
func (v *validator) label(l pair) {
	v.template(l.value)
	if !labelKey.MatchString(l.key.value) {
		v.fail(ruleLabelKey, l.key.place, fmt.Sprintf("%q is not a key of a label", shorten(l.key.value)),
			`write one such as "org.example.team": ASCII without spaces, quotes, $, = and \`)
	}
}

// variables are the pairs of a mapping, in the file's order.
func variables(pairs []pair) []EnvVar {
	var out []EnvVar
	for _, e := range pairs {
		out = append(out, EnvVar{Name: e.key.value, Value: e.value.value})
	}
	return out
}

func (r *resolver) labels() []Label {
	var out []Label
	for _, l := range r.file.labels {
		value, _ := r.expanded(l.value)
		if strings.ContainsFunc(value, isControl) {
			r.failf(ruleControlCharacter, l.value.place, "a build argument in it contains a line break or another control character")
		}
		out = append(out, Label{Key: l.key.value, Value: value})
	}
	slices.SortFunc(out, func(a, b Label) int { return cmp.Compare(a.Key, b.Key) })
	return out
}
