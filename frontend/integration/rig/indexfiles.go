package rig

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
)

// Distribution is one file of an index, as a lock has to name it.
type Distribution struct {
	Name    string // normalised (PEP 503)
	Version string
	File    string // as in "greeting-1.0-py3-none-any.whl"
	URL     string
	SHA256  string // of what the index lists, in hex
	Size    int    // in bytes
}

// served is a distribution and what the index does with it.
type served struct {
	Distribution
	project  project
	content  []byte
	metadata string // core metadata, the same in every file of a release
	yanked   any    // false, or the reason
}

// project is the source of a distribution.
type project struct {
	name, version string
	requires      []string          // dependency specifiers (PEP 508)
	files         map[string]string // text by path below site-packages
	packer        string            // what packed it
	compiles      bool              // its wheel is for the machine that builds it
	tags          string            // of its wheel
}

// AddWheel puts a pure wheel into the index: the files, by path below site-packages, and the dependencies (PEP 508). The
// same arguments give the same bytes. The name has to be normalised (PEP 503).
func (i *Index) AddWheel(t *testing.T, name, version string, files map[string]string, requires ...string) Distribution {
	t.Helper()
	p := newProject(name, version, files, requires...)
	return i.add(p, p.stem()+"-"+p.tags+".whl", wheel(t, p))
}

// AddPlatformWheel is AddWheel for a wheel with other tags than those of a pure one, as in "cp313-cp313-manylinux_2_17_x86_64".
func (i *Index) AddPlatformWheel(t *testing.T, name, version, tags string, files map[string]string) Distribution {
	t.Helper()
	p := newProject(name, version, files)
	p.tags = tags
	return i.add(p, p.stem()+"-"+tags+".whl", wheel(t, p))
}

// AddSdist puts a source distribution into the index, which builds to the wheel that [Index.AddWheel] would add. It
// brings its own build backend, so that building it needs no index.
func (i *Index) AddSdist(t *testing.T, name, version string, files map[string]string, requires ...string) Distribution {
	t.Helper()
	p := newProject(name, version, files, requires...)
	return i.add(p, p.stem()+".tar.gz", sdist(t, p))
}

// AddCompiledSdist puts a source distribution into the index that builds, without a compiler, to a wheel for the machine of
// the interpreter that builds it. Its module _machine says in MACHINE which that was.
func (i *Index) AddCompiledSdist(t *testing.T, name, version string, files map[string]string) Distribution {
	t.Helper()
	p := newProject(name, version, files)
	p.compiles = true
	return i.add(p, p.stem()+".tar.gz", sdist(t, p))
}

func (i *Index) add(p project, file string, content []byte) Distribution {
	d := Distribution{
		Name: p.name, Version: p.version, File: file, URL: i.filesURL + file,
		SHA256: sha256Hex(content), Size: len(content),
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.distributions = append(i.distributions, &served{Distribution: d, project: p, content: content, metadata: p.metadata(), yanked: false})
	return d
}

// Yank marks all files of a release as yanked, for a reason that is not empty (PEP 592).
func (i *Index) Yank(t *testing.T, name, version, reason string) {
	t.Helper()
	i.change(t, func(d *served) bool {
		found := d.Name == name && d.Version == version
		if found {
			d.yanked = reason
		}
		return found
	})
}

// Spoil makes the index serve another archive than it lists: it is sound and has the same size, but other bytes.
func (i *Index) Spoil(t *testing.T, file string) {
	t.Helper()
	i.change(t, func(d *served) bool {
		if d.File != file {
			return false
		}
		p := d.project
		p.packer = "gir"
		if d.content = sdist(t, p); strings.HasSuffix(file, ".whl") {
			d.content = wheel(t, p)
		}
		return true
	})
}

// change goes through all distributions. That none is meant is a failure.
func (i *Index) change(t *testing.T, change func(*served) bool) {
	t.Helper()
	i.mu.Lock()
	defer i.mu.Unlock()
	found := false
	for _, d := range i.distributions {
		found = change(d) || found
	}
	if !found {
		t.Fatal("the index has no such distribution")
	}
}

func newProject(name, version string, files map[string]string, requires ...string) project {
	return project{name: name, version: version, files: files, requires: requires, packer: "rig", tags: "py3-none-any"}
}

// stem is how the names of all files of the release begin.
func (p project) stem() string {
	return strings.ReplaceAll(p.name, "-", "_") + "-" + p.version
}

func (p project) metadata() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Metadata-Version: 2.1\nName: %s\nVersion: %s\n", p.name, p.version)
	for _, requirement := range p.requires {
		fmt.Fprintf(&b, "Requires-Dist: %s\n", requirement)
	}
	return b.String()
}

func sha256Hex(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
