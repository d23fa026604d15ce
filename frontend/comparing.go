package frontend

import (
	"context"
	"fmt"
	"strings"

	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// otherBase is what it says of an image that it only looks at.
type otherBase struct {
	baseSystem
	Python          bool   // whether there is a program where the other image has its interpreter
	Closed, Differs string // see steps/base.py; empty: nothing is wrong
	Packages        bool   // whether it has the records of a package manager that we know of
}

// compare finds out, without running it, whether the image that the application runs on has the same Python at the same place as
// the one that builds. Whatever is installed holds that place, and is compiled for that version and C library.
func (b *build) compare(ctx context.Context, img *baseImage, key string) error {
	var found otherBase
	if err := b.lookedAt(ctx, b.gen.OtherBase(b.facts.tools, img.state, b.facts.own.Stdlib, key), llbgen.OtherFile, &found); err != nil {
		return err
	}
	return b.checkOther(found, img, key)
}

func (b *build) checkOther(found otherBase, img *baseImage, key string) error {
	own := b.facts.own
	const both = "`base: {runtime: …, build: …}` takes two images with the same Python, of the same release of a distribution"
	switch {
	case !found.Python:
		return b.at(key, fmt.Sprintf("the base image%s has no %s, where the image that builds has it", img.label(), own.Executable), both)
	case found.Closed != "":
		return b.at(key, fmt.Sprintf("the base image%s has its Python in %s, which only root may enter, and the image never runs as root", img.label(), found.Closed),
			"install it where everybody may read it")
	case found.Differs != "":
		return b.at(key, fmt.Sprintf("the base image%s has another Python than the image that builds (%s of its library is not the same)", img.label(), found.Differs), both)
	case found.Musl != own.Musl, older(found.Glibc, own.Glibc):
		return b.at(key, fmt.Sprintf("the base image%s has %s, and the image that builds %s", img.label(), found.library(), own.library()), both)
	}
	return b.checkInstallable(found, img, key)
}

// checkInstallable refuses packages for an image that has not the distribution of the one whose tools would install them, or that
// keeps no record of packages, as one without a shell may.
func (b *build) checkInstallable(found otherBase, img *baseImage, key string) error {
	packages := plan.SystemPackages(b.app)
	if len(packages) == 0 || found.Packages && found.Distribution == b.facts.own.Distribution {
		return nil
	}
	return b.at(key, fmt.Sprintf("the base image%s has no records of packages of %s, which the image that builds has, so these cannot be installed: %s",
		img.label(), b.facts.own.Distribution, strings.Join(packages, ", ")), "put them into that image; `init: false` leaves out tini")
}

// older says whether a version of glibc comes before another. Programs run with a newer one than they were built with.
func older(a, b [2]int) bool { return a[0] < b[0] || a[0] == b[0] && a[1] < b[1] }

// library is the C library in a user's words.
func (s baseSystem) library() string {
	switch {
	case s.Musl[0] > 0:
		return "musl"
	case s.Glibc[0] > 0:
		return fmt.Sprintf("glibc %d.%d", s.Glibc[0], s.Glibc[1])
	}
	return "no C library that is known"
}
