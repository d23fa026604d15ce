package plan

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// WheelsIn answers, for the text of a uv.lock, whether every package that has wheels for Linux has one that runs on a
// minor version of Python. It is nil, for "unknown", without a lock that can be read.
func WheelsIn(uvLock string) func(minor string) bool {
	var lock struct {
		Package []struct {
			Wheels []struct{ URL, Filename, Path string }
		}
	}
	if uvLock == "" || toml.Unmarshal([]byte(uvLock), &lock) != nil {
		return nil
	}
	return func(minor string) bool {
		for _, p := range lock.Package {
			var names []string
			for _, w := range p.Wheels {
				names = append(names, wheelName(w.Filename, w.URL, w.Path))
			}
			if names = onLinux(names); len(names) > 0 && !anyRuns(names, minor) {
				return false
			}
		}
		return true
	}
}

func onLinux(names []string) []string {
	var out []string
	for _, name := range names {
		_, _, platform := wheelTags(name)
		if platform == "any" || strings.Contains(platform, "linux") {
			out = append(out, name)
		}
	}
	return out
}

func anyRuns(names []string, minor string) bool {
	for _, name := range names {
		python, abi, platform := wheelTags(name)
		if strings.Contains(platform, "musllinux") && !strings.Contains(platform, "manylinux") {
			continue // for another C library than Debian's
		}
		for _, tag := range strings.Split(python, ".") {
			if runs(tag, abi, minor) {
				return true
			}
		}
	}
	return false
}

// wheelTags are the last three parts of a wheel's file name (PEP 427).
func wheelTags(name string) (python, abi, platform string) {
	parts := strings.Split(strings.TrimSuffix(name, ".whl"), "-")
	if len(parts) < 3 {
		return "", "", ""
	}
	return parts[len(parts)-3], parts[len(parts)-2], parts[len(parts)-1]
}

var pythonTag = regexp.MustCompile(`^(cp|py)3(\d*)$`)

// runs says whether a wheel with these tags can be used by CPython 3.minor (PEP 425): an exact match, or an older
// version with the stable ABI or with none.
func runs(python, abi, minor string) bool {
	m := pythonTag.FindStringSubmatch(python)
	if m == nil {
		return false
	}
	if m[2] == "" {
		return true
	}
	have, _ := strconv.Atoi(m[2])
	want, _ := strconv.Atoi(strings.TrimPrefix(minor, "3."))
	if have == want {
		return !strings.HasSuffix(abi, "t") // free-threaded builds are another ABI (PEP 703)
	}
	return have < want && (abi == "abi3" || abi == "none")
}
