package integration

import (
	"slices"
	"testing"

	"github.com/moby/buildkit/client/llb"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// apkStandIn installs packages as apk is asked to, as far as a test can see without a mirror of Alpine: it makes a tini that
// passes on what follows "--", in the root that it is given.
const apkStandIn = `#!/bin/sh
[ "$1 $3 $4 $5 $6 $7 $8" = "--root --arch x86_64 --no-cache --no-progress add --no-scripts" ] || exit 9
printf '#!/bin/sh\nshift\nexec "$@"\n' > "$2/sbin/tini" && chmod 755 "$2/sbin/tini"
`

// TestApk builds on an image that says it is Alpine. It is none: neither apk nor musl are to be had here, so this shows that the
// step for Alpine's packages works, and not that Alpine's packages do.
func TestApk(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	like := llb.Image("docker.io/library/" + pythonBase).File(llb.Mkfile("/sbin/apk", 0o755, []byte(apkStandIn)).
		Mkfile("/usr/lib/os-release", 0o644, []byte("ID=alpine\nVERSION_ID=3.22.1\n")))
	base := m.Make(t, like, ocispecs.ImageConfig{Env: []string{"PATH=/usr/local/bin:/sbin:/usr/bin:/bin"}})
	dir := onBase(t, m, "worker", "base: "+base+"\n")
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t) + "-app"})
	img := rig.Pull(t, result.Reference)
	if got := rig.Config(t, img).Config.Entrypoint; !slices.Equal(got, []string{"/sbin/tini", "--", "python", "main.py"}) {
		t.Errorf("the entrypoint is %q", got)
	}
	rig.CheckRun(t, m.Load(t, result.Reference, pythonBase), rig.Expect(t, "worker"))
}
