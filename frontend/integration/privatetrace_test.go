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
	packages []string
	says     []string // what they say
	index    string   // address of one that pyapp.yaml names
}

// secretiveIndexes are for the secret of an index, for a token and a certificate, for the netrc, and for the configuration
// of uv.
func secretiveIndexes() []rig.IndexOptions {
	return []rig.IndexOptions{
		{User: privateUser, Password: privatePassword},
		{ClientCert: true, Token: privateToken},
		{FileHost: true, FileUser: privateUser, FilePassword: rig.Marker + "-of-the-netrc"},
		{User: privateUser, Password: rig.Marker + "-of-uv.toml"},
	}
}

// newSecretive writes the project, with a package from each of the indexes and one from a repository at a URL.
func newSecretive(t *testing.T, a *rig.Authority, g *rig.GitServer, repository string) secretive {
	t.Helper()
	s := secretive{packages: []string{rig.GitPackage}, says: []string{rig.GitGreeting}}
	lock := rig.GitPackage + " @ git+" + repository + "@" + g.Commit() + "\n"
	var urls []string
	for i, options := range secretiveIndexes() {
		options.Authority = a
		index := rig.NewIndex(t, options)
		d, says := addWheel(t, index, fmt.Sprintf("rigged-%d", i), "1.0")
		lock += hashed(d)
		urls, s.packages, s.says = append(urls, index.URL()), append(s.packages, d.Name), append(s.says, says)
	}
	spec := fmt.Sprintf("labels: {org.example.trace: %q}\nindexes:\n  - {name: one, url: %q, secret: corp-index}\n"+
		"  - {name: two, url: %q, secret: corp-token, client-cert: corp-client}\n  - {name: three, url: %q}\n",
		s.packages[1], urls[0], urls[1], urls[2])
	s.private = newPrivate(t, a, spec, map[string]string{"requirements.txt": lock}, s.packages...)
	s.index, s.secrets = urls[0], everySecret(t, a, g, urls[3])
	return s
}

// everySecret is what a build may be given, but for the agent and the authority; the URL is that of the index of which only
// uv's configuration says something.
func everySecret(t *testing.T, a *rig.Authority, g *rig.GitServer, configured string) map[string]string {
	t.Helper()
	all := secretiveIndexes()
	login := url.UserPassword(privateUser, all[3].Password).String()
	certificate, key := a.Client(t, "builder")
	return map[string]string{
		"corp-index":     privateLogin,
		"corp-token":     privateToken,
		"corp-client":    string(certificate) + string(key),
		"netrc":          "machine localhost login " + privateUser + " password " + all[2].FilePassword,
		"uv-toml":        configuration(strings.Replace(configured, "://", "://"+login+"@", 1)),
		"known-hosts":    string(g.KnownHosts()),
		"GIT_AUTH_TOKEN": g.Token(),
	}
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
	var inDaemon []*search
	for name, repository := range map[string]string{"ssh": g.SSHURL(), "https": g.HTTPSURL()} {
		t.Run(name, func(t *testing.T) {
			s := newSecretive(t, a, g, repository)
			inDaemon = append(inDaemon, newSearch(s, a, s.leavesInside()))
			b := s.build(t, s.secrets)
			b.Addr, b.SSH, b.CacheTo, b.CacheMode = addr, g.AgentSocket(t), b.Name+":cache", "max"
			s.searchOutside(t, newSearch(s, a, s.leavesOutside()), b)
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

// searchOutside builds with everything attached, and searches all that leaves the daemon.
func (s secretive) searchOutside(t *testing.T, search *search, b rig.Build) {
	t.Helper()
	b.Attrs = map[string]string{"attest:provenance": "mode=max", "attest:sbom": "generator=" + pushScanner(t, s.machine)}
	b.OnStatus = func(status *client.SolveStatus) {
		text, err := json.Marshal(status)
		if err != nil {
			t.Error(err)
		}
		search.look("status", text)
	}
	result := s.wantRun(t, b, s.says...)
	search.look("log", []byte(result.Log))
	s.machine.Pushed(t, result.Reference, pythonBase, search.in("image"))
	s.machine.Pushed(t, s.machine.Registry+"/"+b.CacheTo, pythonBase, search.in("cache"))
	search.report(t)
}

// leavesOutside is what is no secret, and has to be found: where nothing can be found, nothing is proved.
func (s secretive) leavesOutside() []proof {
	name := s.packages[1]
	module := moduleOf(name)
	return []proof{
		{"status", "install dependencies"},
		{"log", name},
		{"image application/vnd.oci.image.index", "attestation-manifest"},
		{"image application/vnd.oci.image.manifest", "in-toto.io/predicate-type"},
		{"image application/vnd.oci.image.config", name}, // a label
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
		{"/root/history.db", s.packages[1]},
		{"/root/runc-overlayfs/content/", s.index},
		{"/root/runc-overlayfs/snapshots/", s.index},
	}
}
