package integration

import (
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// everyKey is a spec with what a Dockerfile says in instructions of their own, in words that need quoting.
const everyKey = `# syntax=ghcr.io/org/pyapp-frontend
python: "3.13"
entrypoint: [python, "my script.py", "$HOME", 'back\slash', "it's", "<<EOF"]
command: ["--flag", "two words"]
files: {exclude: ["drafts", "**/*.tmp"], include: ["**", secrets.toml]}
workdir: /srv/my app
env: {GREETING: "it's $HOME and \"quotes\" \\ ${X}", EMPTY: ""}
labels: {"org.example.team": "a $b \"c\"", empty: ""}
ports: [8000, "53/udp"]
volumes: [/data, /srv/my app/media]
writable: [uploads, /var/lib/state]
user: {name: robot, uid: 1234, gid: 4321}
healthcheck: {command: [python, -c, "print('$HOME \"ok\" \\ ')"], interval: 1m30s, timeout: 5s, start-period: 10s, start-interval: 2s, retries: 4}
stop-signal: SIGINT
steps:
  - {run: [python, -c, "import os; os.makedirs('made it', exist_ok=True); open('made it/a.py', 'w').write('x = \"$HOME\"'); open('uploads/first', 'w').write(os.environ['WORD'])"],
     env: {WORD: "$HOME it's"}, outputs: ["made it", uploads]}
  - {run: [python, -c, "open('second.txt', 'w').write(open('made it/a.py').read())"], outputs: [second.txt]}
`

// TestEjectKeys compares the images of specs that say much, on every base.
func TestEjectKeys(t *testing.T) {
	m := rig.Find(t)
	for name, tc := range map[string]struct {
		spec  string
		attrs map[string]string
	}{
		"slim":        {spec: everyKey},
		"no bytecode": {spec: "python: \"3.13\"\ncommand: [python, my script.py]\nbytecode: false\ninit: false\nhealthcheck: none\n"},
		"alpine":      {spec: everyKey + "init: false\n", attrs: map[string]string{"build-arg:PYAPP_BASE": "alpine"}},
		"own image":   {spec: everyKey, attrs: map[string]string{"build-arg:PYAPP_BASE": pythonBase}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for file, text := range map[string]string{
				rig.SpecFile: tc.spec, "my script.py": "print('hello')\n", "secrets.toml": "a = 1\n", "drafts/x.py": "", "lib/y.tmp": "", "lib/y.py": "",
				".env": "SECRET=1\n", "lib/key.pem": "", "uploads/old.py": "print('old')\n", "broken.py": "this is no Python\n",
			} {
				rig.Write(t, dir, file, text)
			}
			sameBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t) + "-ours", Attrs: tc.attrs})
		})
	}
}
