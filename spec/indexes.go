package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Index is a package index beside the default one, or in its place.
type Index struct {
	Name       string   // letters, digits, "-", "_" and "."; unique, in the spelling of environment variables too
	URL        string   // of the simple API; http or https, absolute, without credentials, query and fragment
	Secret     string   // id of a build secret: `user:password`, a bare token, or a netrc; empty: none
	Hosts      []string // other hosts that its files come from, as host or host:port; empty: the host of URL alone
	ClientCert string   // id of a build secret: the client's certificate and key in PEM; empty: none
	Default    bool     // it takes the place of the default index; true for one at most
}

// rawIndex is one item of `indexes`.
type rawIndex struct {
	place
	name, url, secret, clientCert, isDefault *text
	hosts                                    *list
}

func (r *reader) index(n node) rawIndex {
	out := rawIndex{place: r.place(n)}
	r.mapping(n, "a mapping such as {name: corp, url: https://pypi.corp.example/simple}", fields{
		"name":        r.intoText(&out.name, "a name"),
		"url":         r.intoText(&out.url, "a URL"),
		"secret":      r.intoText(&out.secret, "the id of a build secret"),
		"hosts":       r.intoList(&out.hosts, "a list of hosts"),
		"client-cert": r.intoText(&out.clientCert, "the id of a build secret"),
		"default":     r.intoText(&out.isDefault, "true or false"),
	})
	return out
}

var (
	indexName = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)
	notInEnv  = regexp.MustCompile(`[^A-Z0-9]`)
)

func (v *validator) indexes() {
	names, defaults := &list{}, []text(nil)
	for _, index := range v.file.indexes {
		v.index(index)
		if index.name != nil {
			names.items = append(names.items, *index.name)
		}
		if valueOr(index.isDefault, "") == "true" {
			defaults = append(defaults, *index.isDefault)
		}
	}
	v.unique(names, inEnv)
	v.oneCertificate()
	for _, later := range defaults[min(1, len(defaults)):] {
		v.fail(ruleIndexDefault, later.place, "only one index can take the place of the default index, and "+defaults[0].path+" says so already",
			"remove one of the two")
	}
}

// oneCertificate refuses a second certificate: uv has one for all.
func (v *validator) oneCertificate() {
	var first *text
	for _, index := range v.file.indexes {
		switch cert := index.clientCert; {
		case cert == nil:
		case first == nil:
			first = cert
		case cert.value != first.value:
			v.fail(ruleClientCert, cert.place, "only one certificate can be shown to all indexes, and "+first.path+" names another", "name one secret for all")
		}
	}
}

// inEnv is an index's name as it is part of the names of uv's environment variables.
func inEnv(name string) string { return notInEnv.ReplaceAllString(strings.ToUpper(name), "_") }

func (v *validator) index(index rawIndex) {
	v.needs(index.place, "name", index.name, "corp")
	v.needs(index.place, "url", index.url, "https://pypi.corp.example/simple")
	if index.name != nil && !indexName.MatchString(index.name.value) {
		v.fail(ruleIndexName, index.name.place, fmt.Sprintf("%q is not the name of an index", shorten(index.name.value)), "letters, digits, -, _ and . are allowed")
	}
	if index.url != nil {
		v.urlTemplate(*index.url)
	}
	for _, host := range items(index.hosts) {
		v.hostTemplate(host)
	}
	v.unique(index.hosts, strings.ToLower)
	v.secretID(index.secret)
	v.secretID(index.clientCert)
	v.word(index.isDefault, "true", "false")
}

// needs reports a key that its mapping has to have.
func (v *validator) needs(mapping place, key string, t *text, example string) {
	if t == nil {
		v.fail(ruleMissingKey, mapping, "needs "+key, fmt.Sprintf("write one such as %q", key+": "+example))
	}
}

func (r *resolver) indexes() []Index {
	var out []Index
	for _, raw := range r.file.indexes {
		out = append(out, Index{
			Name:       valueOr(raw.name, ""),
			URL:        r.url(raw.url),
			Secret:     valueOr(raw.secret, ""),
			Hosts:      r.hosts(raw.hosts),
			ClientCert: valueOr(raw.clientCert, ""),
			Default:    valueOr(raw.isDefault, "false") == "true",
		})
	}
	return out
}

// hosts are in the file's order, without those that build arguments make equal.
func (r *resolver) hosts(l *list) []string {
	var out []string
	for _, item := range items(l) {
		host, ok := r.expanded(item)
		if ok && r.host(text{item.place, host}) && !slices.Contains(out, host) {
			out = append(out, host)
		}
	}
	return out
}

// SecretUse is a build secret that a spec names, and where.
type SecretUse struct {
	ID    string
	Range Range
}

// IndexSecrets are the build secrets that the indexes of a file need, in its order.
func IndexSecrets(f *File) []SecretUse {
	var out []SecretUse
	for _, index := range f.indexes {
		for _, t := range []*text{index.secret, index.clientCert} {
			if t != nil {
				out = append(out, SecretUse{t.value, t.at})
			}
		}
	}
	return out
}
