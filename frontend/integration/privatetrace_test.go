package integration

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/moby/buildkit/client"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// A secretive project needs every secret that a build may be given.
type secretive struct {
	private
	secrets  map[string]string
	agent    string // path of its socket
	packages []string
	index    string // host of an index that its packages come from
}

// newSecretive writes the project, with a commit of a repository at a URL.
func newSecretive(t *testing.T, a *rig.Authority, g *rig.GitServer, repository string) secretive {
	t.Helper()
	options := []rig.IndexOptions{
		{User: privateUser, Password: privatePassword},                                      // for the secret of an index
		{ClientCert: true, Token: privateToken},                                             // for a token and a certificate
		{FileHost: true, FileUser: privateUser, FilePassword: rig.Marker + "-of-the-netrc"}, // for the netrc
		{User: privateUser, Password: rig.Marker + "-of-uv.toml"},                           // for the configuration of uv
	}
	var indexes []*rig.Index
	var wanted []rig.Distribution
	s := secretive{agent: g.AgentSocket(t)}
	for i, o := range options {
		o.Authority = a
		indexes = append(indexes, rig.NewIndex(t, o))
		d, _ := addWheel(t, indexes[i], fmt.Sprintf("rigged-%d", i), "1.0")
		wanted, s.packages = append(wanted, d), append(s.packages, d.Name)
	}
	s.index = indexes[0].Host()
	s.packages = append(s.packages, rig.GitPackage)
	login := url.UserPassword(privateUser, options[3].Password).String()
	certificate, key := a.Client(t, "builder")
	s.secrets = map[string]string{
		"corp-index":     privateLogin,
		"corp-token":     privateToken,
		"corp-client":    string(certificate) + string(key),
		"netrc":          "machine localhost login " + privateUser + " password " + options[2].FilePassword,
		"uv-toml":        configuration(strings.Replace(indexes[3].URL(), "://", "://"+login+"@", 1)),
		"known-hosts":    string(g.KnownHosts()),
		"GIT_AUTH_TOKEN": g.Token(),
	}
	spec := fmt.Sprintf("labels: {org.example.trace: %q}\nindexes:\n  - {name: one, url: %q, secret: corp-index}\n"+
		"  - {name: two, url: %q, secret: corp-token, client-cert: corp-client}\n  - {name: three, url: %q}\n",
		s.packages[0], indexes[0].URL(), indexes[1].URL(), indexes[2].URL())
	s.private = newPrivate(t, a, spec, map[string]string{
		"requirements.txt": hashed(wanted...) + rig.GitPackage + " @ git+" + repository + "@" + g.Commit() + "\n",
	}, s.packages...)
	return s
}

// TestSecretsLeaveNoTrace gives builds every secret there is, and searches for each in all that they leave: what was pushed
// with everything attached to it, the exported cache, what the user is shown, and the daemon's own folders, caches of steps
// among them.
func TestSecretsLeaveNoTrace(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	a := rig.NewAuthority(t)
	g := rig.NewGitServer(t, a)
	addr := m.EmptyDaemon(t)
	scanner := pushScanner(t, m)
	var inDaemon []*search
	for name, repository := range map[string]string{"ssh": g.SSHURL(), "https": g.HTTPSURL()} {
		t.Run(name, func(t *testing.T) {
			s := newSecretive(t, a, g, repository)
			pushed, kept := newSearch(s, a, s.leavesOutside()), newSearch(s, a, s.leavesInside())
			inDaemon = append(inDaemon, kept)
			b := s.build(t, s.secrets)
			b.Addr, b.SSH, b.CacheTo, b.CacheMode = addr, s.agent, b.Name+"-cache", "max"
			b.Attrs = map[string]string{"attest:provenance": "mode=max", "attest:sbom": "generator=" + scanner}
			b.OnStatus = func(status *client.SolveStatus) {
				text, err := json.Marshal(status)
				if err != nil {
					t.Error(err)
				}
				pushed.look("status", text)
			}
			result := mustBuild(t, s.machine, b)
			pushed.look("log", []byte(result.Log))
			m.Pushed(t, result.Reference, pythonBase, pushed.in("image"))
			m.Pushed(t, m.Registry+"/"+b.CacheTo+":cache", pythonBase, pushed.in("cache"))
			pushed.report(t)
		})
	}
	rig.Kept(t, addr, func(what string, content []byte) {
		for _, s := range inDaemon {
			s.look(what, content)
		}
	})
	for _, s := range inDaemon {
		s.report(t)
	}
}

// leavesOutside is what is no secret, and has to be found: where nothing can be found, nothing is proved.
func (s secretive) leavesOutside() []proof {
	module := moduleOf(s.packages[0])
	return []proof{
		{"status", "install dependencies"},
		{"log", s.packages[0]},
		{"image application/vnd.oci.image.index", "attestation-manifest"},
		{"image application/vnd.oci.image.manifest", "in-toto.io/predicate-type"},
		{"image application/vnd.oci.image.config", s.packages[0]}, // a label
		{"image application/vnd.oci.image.layer", module},
		{"image application/vnd.in-toto+json", module},  // the list of packages
		{"image application/vnd.in-toto+json", s.index}, // the build's record
		{"cache application/vnd.oci.image.layer", module},
	}
}

// leavesInside is the same for what the daemon keeps.
func (s secretive) leavesInside() []proof {
	return []proof{
		{"/log", "level="},
		{"/root/history.db", s.packages[0]},
		{"/root/runc-overlayfs/content/", s.index},
		{"/root/runc-overlayfs/snapshots/", s.index},
	}
}
