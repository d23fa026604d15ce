package plan

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/frontend/plan/wheel"
)

// part is what one step installs.
type part struct {
	wheels []lock.Chosen // sorted by name
	pure   bool          // the same on every platform
	what   string        // in a user's words, as in "12 pure-Python packages (1 of 2)"
}

// unit is a package, or several that only one step can install.
type unit struct {
	wheels []lock.Chosen // sorted by name
	pure   bool
	size   int64 // in bytes
}

// kind says how packages of one kind are divided; docs/explanation/layers.md has the figures that the numbers come from.
type kind struct {
	alone    int    // how many of the large ones get a part of their own; the others share one
	few      int    // how many small ones are not divided any more
	halvings int    // how often the small ones are divided at most
	word     string // for packages of this kind
}

// large is the size of a wheel, in bytes, from which on it is kept apart from the small ones.
const large = 8_000_000

// cut divides what is installed from wheels. In which part a package is depends on its own name, kind and size, so that a
// change of it changes that part; only where there are many large ones their order counts. Pure packages are divided
// without a look at the others, so that their parts are the same for every platform. Together are packages that no two
// parts may have.
func cut(wheels []lock.Chosen, together [][]string) []part {
	native := kind{alone: 3, few: 8, halvings: 1, word: "packages"}
	pure := kind{alone: 0, few: 24, halvings: 2, word: "pure-Python packages"}
	var natives, pures []unit
	for _, u := range units(wheels, together) {
		if u.pure {
			pures = append(pures, u)
		} else {
			natives = append(natives, u)
		}
	}
	return slices.Concat(native.cut(natives), pure.cut(pures))
}

func units(wheels []lock.Chosen, together [][]string) []unit {
	first := map[string]string{} // of those that a package is tied to
	for _, names := range together {
		for _, name := range names {
			first[name] = names[0]
		}
	}
	var out []unit
	at := map[string]int{}
	for _, c := range wheels {
		key := cmp.Or(first[c.Name], c.Name)
		i, known := at[key]
		if !known {
			i, at[key] = len(out), len(out)
			out = append(out, unit{pure: true})
		}
		out[i].wheels = append(out[i].wheels, c)
		out[i].pure = out[i].pure && wheel.Pure(c.Wheel.Name)
		out[i].size += sizeOf(c)
	}
	return out
}

// sizeOf is that of a wheel as the lock states it, or else as the package is known for.
func sizeOf(c lock.Chosen) int64 {
	return cmp.Or(c.Wheel.Size, knownSizes[c.Name]*1_000_000)
}

func (k kind) cut(units []unit) []part {
	var bulky, small []unit
	for _, u := range units {
		if u.size >= large {
			bulky = append(bulky, u)
		} else {
			small = append(small, u)
		}
	}
	slices.SortStableFunc(bulky, byClass)
	var out []part
	alone := min(k.alone, len(bulky))
	for i := range alone {
		out = append(out, k.part(bulky[i:i+1], ""))
	}
	if others := bulky[alone:]; len(others) > 0 {
		out = append(out, k.part(others, "large "))
	}
	return append(out, k.halves(small)...)
}

// byClass puts what is larger by a factor of two first. A release that is a little larger than the one before does not change
// the order.
func byClass(a, b unit) int {
	return cmp.Or(cmp.Compare(bits.Len64(uint64(b.size)), bits.Len64(uint64(a.size))), strings.Compare(a.name(), b.name()))
}

// halves divide small packages, and number the parts.
func (k kind) halves(units []unit) []part {
	var out []part
	for _, half := range k.halve(units, 0) {
		out = append(out, k.part(half, ""))
	}
	for i := range out {
		if len(out) > 1 && len(out[i].wheels) > listed {
			out[i].what += fmt.Sprintf(" (%d of %d)", i+1, len(out))
		}
	}
	return out
}

// halve divides packages by their names as long as they are many. Each half is divided for itself, so that one package more
// divides the part that it comes into and leaves the others.
func (k kind) halve(units []unit, done int) [][]unit {
	if len(units) == 0 {
		return nil
	}
	if len(units) <= k.few || done == k.halvings {
		return [][]unit{units}
	}
	var halves [2][]unit
	for _, u := range units {
		bit := sha256.Sum256([]byte(u.name()))[0] >> (7 - done) & 1
		halves[bit] = append(halves[bit], u)
	}
	return append(k.halve(halves[0], done+1), k.halve(halves[1], done+1)...)
}

// listed is how many packages are listed by name.
const listed = 3

func (k kind) part(units []unit, adjective string) part {
	p := part{pure: units[0].pure}
	for _, u := range units {
		p.wheels = append(p.wheels, u.wheels...)
	}
	slices.SortFunc(p.wheels, func(a, b lock.Chosen) int { return strings.Compare(a.Name, b.Name) })
	if p.what = strings.Join(namesOf(p.wheels), ", "); len(p.wheels) > listed {
		p.what = fmt.Sprintf("%d %s%s", len(p.wheels), adjective, k.word)
	}
	return p
}

// name is that of the first package.
func (u unit) name() string { return u.wheels[0].Name }
