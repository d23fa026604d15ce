package integration

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// likeApt are packages of every kind that is installed without running their scripts: those that have none, that update
// alternatives, that make links and folders, that bring configuration files, and that have a group of their own.
var likeApt = []string{"curl", "gcc", "libcairo2", "libgl1", "libglib2.0-0t64", "libmariadb3", "libopenblas0-pthread", "libpango-1.0-0", "libpq5", "openssh-client",
	"pkgconf", "unixodbc"}

// aptsOwn is how paths begin that differ on purpose: logs and caches, debconf's answers, which are the defaults, services, the
// index of fonts, the order of apt's marks, what the runtime leaves, and the accounts, to which another step adds one, with what
// they were before.
var aptsOwn = []string{
	"dev", "etc/group", "etc/gshadow-", "etc/passwd", "etc/resolv.conf", "etc/hosts", "proc", "root", "run", "sys", "tmp", "var/cache/apt", "var/cache/debconf", "var/cache/fontconfig/",
	"var/cache/ldconfig", "var/lib/apt/extended_states", "var/lib/apt/lists", "var/lib/dpkg/lock", "var/lib/dpkg/status-old", "var/lib/dpkg/triggers/Lock",
	"var/log", "var/lib/dpkg/diversions-old", "etc/rcS.d", "etc/rc",
	"etc/systemd/user/", "var/lib/systemd/deb-systemd-user-helper-enabled",
}

// TestSystemLibsLikeApt wants a root, file for file and word for word in dpkg's records, as apt-get makes it by itself.
func TestSystemLibsLikeApt(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	rig.Edit(t, dir, rig.SpecFile, "\n", "\ninit: false\n")
	setSystemLibs(t, dir, "["+strings.Join(likeApt, ", ")+"]")
	ours := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: newName(t)})
	apts := m.Run(t.Context(), t, aptGet(likeApt), rig.Build{Mode: rig.InProcess, Dir: dir, Name: newName(t)})
	if apts.Err != nil {
		t.Fatalf("%v\n%s", apts.Err, apts.Log)
	}
	got, want := rootOf(t, rig.Pull(t, ours.Reference)), rootOf(t, rig.Pull(t, apts.Reference))
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if differ := difference(got[name], want[name]); differ != "" && !aptsAlone(name) {
			t.Errorf("%s: %s", name, differ)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if want[name].header == nil && !aptsAlone(name) && !pyapps(name) {
			t.Errorf("%s: apt-get does not make it", name)
		}
	}
}

// aptGet builds the base with what apt-get installs.
func aptGet(packages []string) gwclient.BuildFunc {
	const script = `[ ! -e /tmp/ca ] || set -- -o Acquire::https::CAInfo=/tmp/ca
apt-get -qq "$@" update && apt-get -qq "$@" install -y --no-install-recommends $PACKAGES`
	return func(ctx context.Context, c gwclient.Client) (*gwclient.Result, error) {
		st := llb.Image("docker.io/library/"+pythonBase).Run(
			llb.Args([]string{"sh", "-c", script, "sh"}),
			llb.AddEnv("DEBIAN_FRONTEND", "noninteractive"),
			llb.AddEnv("PACKAGES", strings.Join(packages, " ")),
			llb.AddSecret("/tmp/ca", llb.SecretID("ca"), llb.SecretOptional),
		).Root()
		def, err := st.Marshal(ctx, llb.LinuxAmd64)
		if err != nil {
			return nil, err
		}
		return c.Solve(ctx, gwclient.SolveRequest{Definition: def.ToPB()})
	}
}

// difference says what is not the same of two files, but for their time.
func difference(got, want file) string {
	switch {
	case got.header == nil:
		return "is missing"
	case got.header.Typeflag != want.header.Typeflag || got.header.Linkname != want.header.Linkname:
		return fmt.Sprintf("is a %c to %q, want a %c to %q", got.header.Typeflag, got.header.Linkname, want.header.Typeflag, want.header.Linkname)
	case got.header.Mode != want.header.Mode || got.header.Uid != want.header.Uid || got.header.Gid != want.header.Gid:
		return fmt.Sprintf("has the mode %o of %d:%d, want %o of %d:%d", got.header.Mode, got.header.Uid, got.header.Gid,
			want.header.Mode, want.header.Uid, want.header.Gid)
	case !bytes.Equal(got.content, want.content):
		return "has another content"
	}
	return ""
}

func aptsAlone(name string) bool {
	return slices.ContainsFunc(aptsOwn, func(begin string) bool { return strings.HasPrefix(name, begin) })
}

// pyapps are paths that other steps make.
func pyapps(name string) bool {
	return strings.HasPrefix(name, "app") || strings.HasPrefix(name, "home/nonroot") || strings.Contains(name, "__pycache__")
}
