package wheel

import (
	"fmt"
	"strconv"
	"strings"
)

// Target is what a wheel has to run on: Linux with CPython 3.8 or later that has the GIL.
type Target struct {
	Python  string // minor version, as in "3.13"
	Machine string // as in "x86_64", "aarch64", "armv7l", "riscv64", "ppc64le", "s390x"
	Glibc   [2]int // version of glibc, as in {2, 41}; zero: it has none
	Musl    [2]int // version of musl, as in {1, 2}; zero: it has none
}

// Best is the index of the file that an installer prefers: that with the most specific tag, of which the newest manylinux
// or musllinux comes first and a plain linux tag last (as with uv), and of several with one tag that with the highest
// build tag. Names that are no wheel's are passed over. ok is false if no file can be installed.
func (t Target) Best(files []string) (index int, ok bool) { return t.Chooser().Best(files) }

// Chooser chooses wheels for one target again and again.
type Chooser struct {
	Target
	order order
}

// Chooser gives one for the target.
func (t Target) Chooser() Chooser { return Chooser{t, t.order()} }

// Best is what [Target.Best] is for the target.
func (c Chooser) Best(files []string) (index int, ok bool) {
	best, build := -1, ""
	for i, file := range files {
		name, err := ParseName(file)
		if err != nil {
			continue
		}
		rank, fits := c.order.rank(name)
		if !fits || ok && (rank > best || rank == best && !olderBuild(build, name.Build)) {
			continue
		}
		index, best, build, ok = i, rank, name.Build, true
	}
	return index, ok
}

// order is every tag that a target accepts, the preferred first: each pair of python and ABI with each platform, and then
// each pair with the platform any.
type order struct {
	native    map[string]int // "cp313-abi3" → its place
	platforms map[string]int
	universal map[string]int
}

func (t Target) order() order {
	native, universal := t.pairs()
	return order{native: places(native), platforms: places(t.platforms()), universal: places(universal)}
}

func places(list []string) map[string]int {
	out := make(map[string]int, len(list))
	for i, s := range list {
		out[s] = i
	}
	return out
}

// rank is the place of the best of a wheel's tags.
func (o order) rank(n Name) (best int, ok bool) {
	consider := func(rank int) {
		if !ok || rank < best {
			best, ok = rank, true
		}
	}
	for _, python := range n.Python {
		for _, abi := range n.ABI {
			pair := python + "-" + abi
			for _, platform := range n.Platform {
				if place, known := o.native[pair]; known {
					if p, fits := o.platforms[platform]; fits {
						consider(place*len(o.platforms) + p)
					}
				}
				if place, known := o.universal[pair]; known && platform == "any" {
					consider(len(o.native)*len(o.platforms) + place)
				}
			}
		}
	}
	return best, ok
}

// minor is the 13 of Python 3.13.
func (t Target) minor() (int, bool) {
	minor, err := strconv.Atoi(strings.TrimPrefix(t.Python, "3."))
	return minor, err == nil && strings.HasPrefix(t.Python, "3.")
}

// pairs are the pythons and ABIs that are accepted with the target's platforms, and with the platform any (PEP 425).
func (t Target) pairs() (native, universal []string) {
	minor, ok := t.minor()
	if !ok {
		return nil, nil
	}
	this := fmt.Sprintf("cp3%d", minor)
	native = append(native, this+"-"+this, this+"-abi3", this+"-none")
	for older := minor - 1; older >= firstABI3; older-- {
		native = append(native, fmt.Sprintf("cp3%d-abi3", older))
	}
	generic := []string{fmt.Sprintf("py3%d-none", minor), "py3-none"}
	for older := minor - 1; older >= 0; older-- {
		generic = append(generic, fmt.Sprintf("py3%d-none", older))
	}
	return append(native, generic...), append([]string{this + "-none"}, generic...)
}

// firstABI3 is the minor version of Python 3 that brought the stable ABI (PEP 384).
const firstABI3 = 2

// platforms are the platform tags of the target, the preferred first.
func (t Target) platforms() []string {
	var out []string
	for minor := t.Glibc[1]; t.Glibc[0] == 2 && minor >= oldestGlibc(t.Machine); minor-- {
		out = append(out, fmt.Sprintf("manylinux_2_%d_%s", minor, t.Machine))
		if alias := aliases[minor]; alias != "" {
			out = append(out, alias+"_"+t.Machine)
		}
	}
	for minor := t.Musl[1]; t.Musl[0] > 0 && minor >= 0; minor-- {
		out = append(out, fmt.Sprintf("musllinux_%d_%d_%s", t.Musl[0], minor, t.Machine))
	}
	return append(out, "linux_"+t.Machine)
}

// aliases are the names that came before PEP 600, for the minor version of glibc 2 that each stands for.
var aliases = map[int]string{5: "manylinux1", 12: "manylinux2010", 17: "manylinux2014"}

// oldestGlibc is the minor version of glibc 2 that manylinux began with on a machine.
func oldestGlibc(machine string) int {
	if machine == "x86_64" || machine == "i686" {
		return 5
	}
	return 17
}
