package integration

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// setSystemLibs puts system libraries in the second line of a spec.
func setSystemLibs(t *testing.T, dir, libs string) {
	t.Helper()
	rig.Edit(t, dir, rig.SpecFile, "\n", "\nsystem-libs: "+libs+"\n")
}

// file is one member of a root file system.
type file struct {
	header  *tar.Header
	content []byte
}

// rootOf is the file system of an image, by path without a leading slash.
func rootOf(t *testing.T, img v1.Image) map[string]file {
	t.Helper()
	stream := mutate.Extract(img)
	defer stream.Close()
	root := map[string]file{}
	for archive := tar.NewReader(stream); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return root
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		root[path.Clean("/" + header.Name)[1:]] = file{header, content}
	}
}

// TestForeignSystemLibs wants the libraries of another platform, in dpkg's records and where the loader finds them.
func TestForeignSystemLibs(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	setSystemLibs(t, dir, "[libpq5]")
	b := rig.Build{Mode: rig.InProcess, Dir: dir, Name: newName(t), Attrs: epoch()}
	b.Attrs["platform"] = "linux/arm64"
	result := mustBuild(t, m, b)
	if emulated := result.Named("under emulation"); len(emulated) > 0 {
		t.Errorf("programs of the target ran: %v", emulated)
	}
	root := rootOf(t, rig.Pull(t, result.Reference))
	for name, f := range root {
		// Of ELF files e_machine, 183 for 64-bit ARM.
		if bytes.HasPrefix(f.content, []byte("\x7fELF")) && f.content[18] != 183 {
			t.Errorf("%s is for the machine %d", name, f.content[18])
		}
	}
	if root["usr/lib/aarch64-linux-gnu/libpq.so.5"].header == nil {
		t.Error("libpq is not where it belongs")
	}
	if !bytes.Contains(root["etc/ld.so.cache"].content, []byte("/lib/aarch64-linux-gnu/libpq.so.5\x00")) {
		t.Error("the loader's cache does not have libpq")
	}
	for _, name := range []string{"libpq5", "libgssapi-krb5-2"} {
		if !strings.Contains(string(root["var/lib/dpkg/status"].content), "Package: "+name+"\nStatus: install ok installed\n") {
			t.Errorf("dpkg does not know %s", name)
		}
		if root["var/lib/dpkg/info/"+name+":arm64.list"].header == nil {
			t.Errorf("dpkg does not know the files of %s", name)
		}
	}
	wantSame(t, m, b, result.Digest)
}

// TestToolsWithoutScripts wants all that building takes, on each release of Debian and on another platform, with no script run: of
// an image, because that can be looked at. The root that things are built in for another platform gets it by the same step.
func TestToolsWithoutScripts(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, tc := range []struct{ release, python, platform string }{
		{"trixie", "3.13", "linux/arm64"}, {"bookworm", "3.11", "linux/amd64"},
	} {
		t.Run(tc.release, func(t *testing.T) {
			t.Parallel()
			defer rig.NoEmulator(t, m)()
			dir := m.Copy(t, "script")
			rig.Write(t, dir, rig.SpecFile, "# syntax="+m.Frontend+"\npython: \""+tc.python+"\"\ndistro: "+tc.release+"\nentrypoint: [python, main.py]\n"+
				"init: false\nsystem-libs: [g++, gcc, git, libc6-dev, make, openssh-client, pkgconf]\n")
			b := rig.Build{Mode: rig.InProcess, Dir: dir, Name: newName(t), Attrs: map[string]string{"platform": tc.platform}}
			result := mustBuild(t, m, b)
			if steps := result.Named("install system libraries"); len(steps) != 1 || strings.Contains(steps[0].Name, "emulation") {
				t.Errorf("scripts ran: %v", steps)
			}
			root := rootOf(t, rig.Pull(t, result.Reference))
			for name, target := range map[string]string{"cc": "/usr/bin/gcc", "c++": "/usr/bin/g++", "cpp": "/usr/bin/cpp"} {
				if link := root["etc/alternatives/"+name].header; link == nil || link.Linkname != target {
					t.Errorf("%s is no alternative: %+v", name, link)
				}
			}
		})
	}
}

// wantSame wants a builder that has built nothing yet to make the same image.
func wantSame(t *testing.T, m rig.Machine, b rig.Build, digest string) {
	t.Helper()
	b.Addr = m.EmptyDaemon(t)
	if again := mustBuild(t, m, b); again.Digest != digest {
		t.Errorf("another build makes %s of the same, not %s", again.Digest, digest)
	}
}

// TestSystemLibsRefused wants each package that is not to be had at its place, with what there is instead.
func TestSystemLibsRefused(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	setSystemLibs(t, dir, "{run: [libpq5, libmagic2, tini=0.1, mail-transport-agent]}")
	result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	wantMessage(t, result, "3 problems",
		`pyapp.yaml:2:29: system-libs.run[1]: trixie has no package "libmagic2"`, `did you mean "libmagic`,
		"pyapp.yaml:2:40: system-libs.run[2]: the archive of trixie does not have version 0.1 of tini", "it has 0.19.0-",
		"pyapp.yaml:2:50: system-libs.run[3]", "exim4-daemon-light")
	wantPlace(t, result.Err, 2)
	again := build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	if steps := again.Named("install system libraries"); !slices.ContainsFunc(steps, func(s rig.Step) bool { return s.Ran }) {
		t.Errorf("the archive is not asked again: %+v", steps)
	}
}

// TestSystemLibsWithScripts wants packages whose scripts nobody has read to be installed as they want to be.
func TestSystemLibsWithScripts(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	setSystemLibs(t, dir, "[libgdk-pixbuf-2.0-0]")
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: newName(t)})
	root := rootOf(t, rig.Pull(t, result.Reference))
	for _, name := range []string{"usr/lib/x86_64-linux-gnu/gdk-pixbuf-2.0/2.10.0/loaders.cache", "usr/share/mime/mime.cache"} {
		if len(root[name].content) == 0 {
			t.Errorf("%s is missing, which a script makes", name)
		}
	}
	if root[".pyapp-packages.json"].header != nil {
		t.Error("the image has the report of the step")
	}
	if got := result.Named("install system libraries"); len(got) != 2 || len(result.Warnings) > 0 {
		t.Errorf("ran %v, warned %+v", got, result.Warnings)
	}
}

// TestSystemLibsOfTheBase wants packages that the base has already to be no failure, with nothing left to install.
func TestSystemLibsOfTheBase(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	rig.Edit(t, dir, rig.SpecFile, "\n", "\ninit: false\n")
	setSystemLibs(t, dir, "[zlib1g, ca-certificates]")
	for _, platform := range []string{rig.Own().Name, rig.Foreign().Name} {
		b := rig.Build{Mode: rig.InProcess, Dir: dir, Name: newName(t), Platforms: []string{platform}}
		root := rootOf(t, rig.Pull(t, mustBuild(t, m, b).Reference))
		if !strings.Contains(string(root["var/lib/dpkg/status"].content), "Package: zlib1g\nStatus: install ok installed\n") {
			t.Errorf("%s: dpkg does not know zlib1g", platform)
		}
	}
}
