package plan

import (
	"cmp"
	"path"
	"slices"

	"github.com/org/pyapp-frontend/spec"
	"github.com/pelletier/go-toml/v2"
)

// WheelsIn answers, for the text of a uv.lock, whether every package that has a wheel for some version of Python on Linux
// has one for a minor version. It is nil, for "unknown", without a lock that can be read.
func WheelsIn(uvLock string) func(minor string) bool {
	var lock struct {
		Package []struct {
			Wheels []struct{ URL, Filename, Path string }
		}
	}
	if uvLock == "" || toml.Unmarshal([]byte(uvLock), &lock) != nil {
		return nil
	}
	var packages [][]string
	for _, p := range lock.Package {
		var names []string
		for _, w := range p.Wheels {
			names = append(names, path.Base(cmp.Or(w.Filename, w.URL, w.Path)))
		}
		packages = append(packages, names)
	}
	return func(minor string) bool {
		return !slices.ContainsFunc(packages, func(names []string) bool { return !fits(names, minor) && fitsAny(names) })
	}
}

func fits(wheels []string, minor string) bool {
	target, _ := wheelTarget(&spec.App{}, Platform{OS: "linux", Architecture: "amd64"}, minor)
	_, ok := target.Best(wheels)
	return ok
}

func fitsAny(wheels []string) bool {
	return slices.ContainsFunc(spec.KnownPythons(), func(minor string) bool { return fits(wheels, minor) })
}
