package folder

import (
	"cmp"
	"path"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/pelletier/go-toml/v2"
)

// Wheels answers whether every locked package that has a wheel for some version of Python has one for a minor version; nil: the lock
// does not name its files. It is [plan.WheelsIn] for the locks of other tools as well.
func Wheels(files plan.ProjectFiles, sources []plan.Source) func(minor string) bool {
	if len(sources) == 0 {
		return nil
	}
	text := files[sources[0].Path]
	switch sources[0].Format {
	case plan.FormatUV:
		return plan.WheelsIn(text)
	case plan.FormatScript:
		return plan.WheelsIn(files[sources[0].Path+".lock"])
	case plan.FormatPoetry, plan.FormatPDM, plan.FormatPylock:
		return plan.WheelsIn(likeUV(text))
	case plan.FormatPipenv, plan.FormatRequirements, plan.FormatNone:
	}
	return nil
}

// likeUV is a lock of another tool as far as it names files, in the form of uv's; empty: it cannot be read.
func likeUV(text string) string {
	type file struct{ File, Name, URL, Path string }
	type list []struct{ Files, Wheels []file }
	var doc struct {
		Package  list
		Packages list
	}
	if toml.Unmarshal([]byte(text), &doc) != nil {
		return ""
	}
	type wheel struct {
		Filename string `toml:"filename"`
	}
	type entry struct {
		Wheels []wheel `toml:"wheels"`
	}
	var out struct {
		Package []entry `toml:"package"`
	}
	for _, p := range append(doc.Package, doc.Packages...) {
		var e entry
		for _, f := range append(p.Files, p.Wheels...) {
			if name := path.Base(cmp.Or(f.File, f.Name, f.URL, f.Path)); path.Ext(name) == ".whl" {
				e.Wheels = append(e.Wheels, wheel{name})
			}
		}
		out.Package = append(out.Package, e)
	}
	data, err := toml.Marshal(out)
	if err != nil {
		return ""
	}
	return string(data)
}
