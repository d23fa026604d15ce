package lock

import (
	"slices"
	"strings"

	"github.com/google/shlex"
)

// reqOption is one option with its value, by its long name.
type reqOption struct{ name, value string }

// reqFlags are the options without a value, reqValued those with one.
var (
	reqFlags  = []string{"--no-index", "--pre", "--prefer-binary", "--require-hashes"}
	reqValued = []string{"--requirement", "--constraint", "--editable", "--index-url", "--extra-index-url", "--find-links",
		"--no-binary", "--only-binary", "--trusted-host", "--use-feature", "--hash", "--config-settings", "--global-option",
		"--install-option"}
	reqAliases = map[string]string{"-r": "--requirement", "-c": "--constraint", "-e": "--editable", "-i": "--index-url",
		"-f": "--find-links", "-C": "--config-settings", "--pypi-url": "--index-url", "--config-setting": "--config-settings"}
)

// reqOptions splits options as a shell would, which is what pip does.
func reqOptions(text string) ([]reqOption, error) {
	words, err := shlex.Split(text)
	if err != nil {
		return nil, reqError("close the quotation", "the quotation marks do not match")
	}
	var out []reqOption
	for len(words) > 0 {
		var o reqOption
		if o, words, err = reqNextOption(words); err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

func reqNextOption(words []string) (reqOption, []string, error) {
	name, value, joined := reqOptionName(words[0])
	words = words[1:]
	switch {
	case !strings.HasPrefix(name, "-"):
		return reqOption{}, nil, reqError("write each requirement on a line of its own, and quote values that have spaces",
			"pip ignores %q after an option", name)
	case slices.Contains(reqFlags, name) && joined:
		return reqOption{}, nil, reqError("", "%s has no value", name)
	case slices.Contains(reqFlags, name):
		return reqOption{name: name}, words, nil
	case !slices.Contains(reqValued, name):
		return reqOption{}, nil, reqUnknownOption(name)
	case !joined && len(words) > 0:
		value, words = words[0], words[1:]
	}
	if value == "" {
		return reqOption{}, nil, reqError("", "%s needs a value", name)
	}
	return reqOption{name, value}, words, nil
}

// reqOptionName splits --name=value and -nvalue.
func reqOptionName(word string) (name, value string, joined bool) {
	if strings.HasPrefix(word, "--") {
		name, value, joined = strings.Cut(word, "=")
	} else if name = word; strings.HasPrefix(word, "-") && len(word) > 2 {
		name, value, joined = word[:2], word[2:], true
	}
	if long, ok := reqAliases[name]; ok {
		name = long
	}
	return name, value, joined
}

// reqUnknownOption also answers for abbreviations, which pip allows and other tools do not.
func reqUnknownOption(name string) error {
	if name == "--all-releases" || name == "--only-final" || name == "--no-require-hashes" {
		return reqError("name a pre-release in the specifier, as in >=2.0rc1, to allow those of one package",
			"%s is not supported here", name)
	}
	for _, known := range slices.Concat(reqFlags, reqValued) {
		if len(name) > 2 && strings.HasPrefix(known, name) {
			return reqError("write "+known, "%s is not an option of requirements files", name)
		}
	}
	return reqError("delete it: what else pip's command line can do has no place in the file",
		"%s is not an option of requirements files", name)
}
