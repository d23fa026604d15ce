package lock

import (
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/spec/pyproject"
)

// options are those of a line that has no requirement.
func (r *reqReader) options(l reqLine, options []reqOption) error {
	for _, o := range options {
		alone := o.name == "--requirement" || o.name == "--constraint" || o.name == "--editable"
		if alone && len(options) > 1 {
			return reqError("write each option on a line of its own", "pip ignores other options next to %s", o.name)
		}
		if err := r.option(l, o); err != nil {
			return err
		}
	}
	return nil
}

// option is one that holds for everything.
func (r *reqReader) option(l reqLine, o reqOption) error {
	switch o.name {
	case "--requirement", "--constraint":
		return r.include(l, o.value, o.name == "--constraint")
	case "--index-url", "--extra-index-url":
		return r.index(l, o)
	case "--find-links":
		return r.findLinks(l, o.value)
	case "--no-binary":
		return reqFormat(o.value, &r.out.NoBinary, &r.out.OnlyBinary)
	case "--only-binary":
		return reqFormat(o.value, &r.out.OnlyBinary, &r.out.NoBinary)
	case "--no-index":
		r.out.NoIndex = true
	case "--pre":
		r.out.Prerelease = true
	case "--require-hashes":
		r.out.RequireHashes = true
	case "--prefer-binary":
		r.warn(l, "--prefer-binary has no effect here: the newest version that fits is taken")
	case "--trusted-host":
		r.warn(l, "--trusted-host has no effect here: certificates are always checked, and an authority of your own is the build"+
			" secret `ca`")
	case "--use-feature":
		r.warn(l, "--use-feature has no effect here")
	default:
		return reqError("write it on the line of its requirement", "%s stands alone", o.name)
	}
	return nil
}

// requirementOption is one that holds for the requirement on its line.
func (r *reqReader) requirementOption(l reqLine, o reqOption, req *Requirement) error {
	switch o.name {
	case "--hash":
		hash, err := reqHash(o.value)
		if err == nil && !slices.Contains(req.Hashes, hash) {
			req.Hashes = append(req.Hashes, hash)
		}
		return err
	case "--config-settings", "--global-option", "--install-option":
		r.warn(l, "%s has no effect here", o.name)
		return nil
	}
	return reqError("write it on a line of its own", "pip ignores %s next to a requirement", o.name)
}

// index keeps the order; as with pip, the last --index-url holds.
func (r *reqReader) index(l reqLine, o reqOption) error {
	at, err := reqParseURL(o.value)
	if err != nil {
		return err
	}
	if at.scheme != "https" && at.scheme != "http" || at.fragment != "" {
		return reqError("name an index by its https:// URL, and a folder by --find-links", "%s is not the URL of an index", o.value)
	}
	r.warnCredentials(l, at)
	index := Index{URL: at.base, Default: o.name == "--index-url"}
	if slices.Contains(r.out.Indexes, index) {
		return nil
	}
	if i := slices.IndexFunc(r.out.Indexes, func(other Index) bool { return index.Default && other.Default }); i >= 0 {
		r.warn(l, "--index-url %s takes the place of %s", index.URL, r.out.Indexes[i].URL)
		r.out.Indexes = slices.Delete(r.out.Indexes, i, i+1)
	}
	r.out.Indexes = append(r.out.Indexes, index)
	return nil
}

func (r *reqReader) warnCredentials(l reqLine, at reqLocation) {
	if at.credentials {
		r.warn(l, "the URL has credentials, which are left out: they belong in a build secret, %s", reqSecretFlag)
	}
}

// findLinks takes a path as relative to the file, as pip does where there is such a folder.
func (r *reqReader) findLinks(l reqLine, value string) error {
	var link string
	if reqScheme.MatchString(value) {
		at, err := reqParseURL(value)
		if err != nil {
			return err
		}
		if at.scheme != "https" && at.scheme != "http" {
			return reqError("name an https:// URL or a folder of the project", "%s:// is no place to find links", at.scheme)
		}
		r.warnCredentials(l, at)
		link = at.base
	} else {
		var err error
		if link, err = reqPath(l.file, value); err != nil {
			return err
		}
	}
	if !slices.Contains(r.out.FindLinks, link) {
		r.out.FindLinks = append(r.out.FindLinks, link)
	}
	return nil
}

// reqFormat adds names to one of the two lists about built distributions. As with pip, a name is in one of them, :all:
// empties the other one, and :none: empties this one.
func reqFormat(value string, list, other *[]string) error {
	for name := range strings.SplitSeq(value, ",") {
		switch name = strings.TrimSpace(name); {
		case name == ":none:":
			*list = nil
			continue
		case name == ":all:":
			*list, *other = []string{name}, nil
			continue
		case !packageName.MatchString(name):
			return reqError("write names with commas between, or :all: or :none:", "%q is not the name of a package", name)
		}
		reqMove(pyproject.NormalizeName(name), list, other)
	}
	return nil
}

func reqMove(name string, list, other *[]string) {
	*other = slices.DeleteFunc(*other, func(have string) bool { return have == name })
	if !slices.Contains(*list, name) {
		*list = append(*list, name)
	}
}
