package lock

import (
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/wheel"
)

// choose is how a package is installed on a target.
func choose(p Package, t wheel.Chooser) (Chosen, error) {
	c := Chosen{Package: p}
	switch {
	case p.VCS != nil:
		c.Why = "it comes from a " + p.VCS.Type + " repository, which has no wheel"
	case p.Directory != nil:
		c.Why = "it is a folder of the project, which has no wheel"
	case p.Archive != nil:
		return chooseArchive(c, t)
	case c.Unknown():
		c.Why = "its files are not known before the index is asked"
	default:
		return chooseWheel(c, t)
	}
	return c, nil
}

func chooseArchive(c Chosen, t wheel.Chooser) (Chosen, error) {
	name := c.Archive.Name
	if !strings.HasSuffix(name, ".whl") {
		c.Why = "it is a source archive, " + name
		return c, nil
	}
	if _, ok := t.Best([]string{name}); !ok {
		e := failed(c.Package, "%s", t.Missing([]string{name}))
		e.Remedy = "name a wheel for this platform too, with markers, or the source distribution"
		return Chosen{}, e
	}
	c.Wheel = c.Archive
	return c, nil
}

func chooseWheel(c Chosen, t wheel.Chooser) (Chosen, error) {
	names := make([]string, len(c.Wheels))
	for i, w := range c.Wheels {
		names[i] = w.Name
	}
	if i, ok := t.Best(names); ok {
		c.Wheel = &c.Wheels[i]
		return c, nil
	}
	c.Why = t.Missing(names)
	if c.Sdist == nil {
		e := failed(c.Package, "%s, and no source distribution to build one from", c.Why)
		e.Remedy = "choose a version of Python or of the package that has such a wheel"
		return Chosen{}, e
	}
	return c, nil
}
