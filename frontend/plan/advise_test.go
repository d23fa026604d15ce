package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/plan/lock"
	"github.com/org/pyapp-frontend/spec"
	"gopkg.in/yaml.v3"
)

// advised are the warnings of a spec for a lock.
func advised(t *testing.T, l *lock.Lock, lines ...string) spec.Diagnostics {
	t.Helper()
	return Advise(yamlApp(t, append(lines, "x-y: z")...), Facts{Target: amd64, Build: amd64, Python: "3.13.5", Lock: l})
}

// wantAdvice checks the one warning of a rule, or that there is none where no words are given.
func wantAdvice(t *testing.T, got spec.Diagnostics, rule, key string, words ...string) {
	t.Helper()
	if len(words) == 0 {
		if len(got) > 0 {
			t.Errorf("got %s", got.Text("f"))
		}
		return
	}
	if len(got) != 1 || got[0].Rule != rule || got[0].Path != key || got[0].Severity != spec.Warning {
		t.Errorf("got %s, want one warning of %s at %s", got.Text("f"), rule, key)
		return
	}
	for _, w := range words {
		if !strings.Contains(got[0].Message(), w) {
			t.Errorf("%q does not say %q", got[0].Message(), w)
		}
	}
}

// TestAdviseCommands has commands that lose signals, and gunicorn as people start it.
func TestAdviseCommands(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		rule, key string
		lines     []string
		words     []string // none: there is nothing to warn of
	}{
		"one command":           {"shell-without-exec", "entrypoint", []string{"entrypoint: [sh, -c, 'app --port $PORT']"}, []string{"`entrypoint: [sh, -c, exec app --port $PORT]`"}},
		"the last of several":   {"shell-without-exec", "command", []string{"command: [/bin/sh, -ec, 'migrate; app']"}, []string{"`command: [/bin/sh, -ec, migrate; exec app]`"}},
		"variables in front":    {"shell-without-exec", "entrypoint", []string{"entrypoint: [sh, -c, 'A=1 B=2 app']"}, []string{"A=1 B=2 exec app"}},
		"quotes":                {"shell-without-exec", "entrypoint", []string{`entrypoint: [sh, -c, "app 'a b'"]`}, []string{"exec app 'a b']`"}},
		"a separator in quotes": {"shell-without-exec", "entrypoint", []string{`entrypoint: [sh, -c, "app 'a; b'"]`}, []string{"put exec in front"}},
		"a loop":                {"shell-without-exec", "entrypoint", []string{"entrypoint: [sh, -c, 'while true; do app; done']"}, []string{"put exec in front"}},
		"a pipe":                {"shell-without-exec", "entrypoint", []string{"entrypoint: [sh, -c, 'app | tee log']"}, []string{"put exec in front"}},
		"several lines":         {"shell-without-exec", "entrypoint", []string{"entrypoint:", "- sh", "- -c", "- |-", "  migrate", "  app"}, []string{`"migrate\nexec app"`}},
		"exec":                  {lines: []string{"entrypoint: [sh, -c, 'migrate && exec app']"}},
		"bash":                  {lines: []string{"entrypoint: [bash, -c, app]"}},
		"a script":              {lines: []string{"entrypoint: [sh, start.sh, -c, app]"}},
		"an option of a script": {lines: []string{"entrypoint: [sh, -e, start.sh]"}},
		"no shell":              {lines: []string{"entrypoint: [app, -c, x]"}},

		"gunicorn":               {"gunicorn-worker-tmp", "entrypoint", []string{"entrypoint: [gunicorn, a:b]"}, []string{"`entrypoint: [gunicorn, --worker-tmp-dir, /dev/shm, 'a:b']`"}},
		"gunicorn by python":     {"gunicorn-worker-tmp", "entrypoint", []string{"entrypoint: [python, -m, gunicorn, a]"}, []string{"[python, -m, gunicorn, --worker-tmp-dir, /dev/shm, a]"}},
		"gunicorn and a command": {"gunicorn-worker-tmp", "entrypoint", []string{"entrypoint: [gunicorn]", "command: [a]"}, []string{"`entrypoint: [gunicorn, --worker-tmp-dir, /dev/shm]`"}},
		"gunicorn in a shell": {"gunicorn-worker-tmp", "command", []string{"command: [sh, -c, 'exec gunicorn a --bind :$PORT']"},
			[]string{"`command: [sh, -c, 'exec gunicorn --worker-tmp-dir /dev/shm a --bind :$PORT']`"}},
		"gunicorn in a path":          {"gunicorn-worker-tmp", "command", []string{"command: [/app/.venv/bin/gunicorn, a]"}, []string{"[/app/.venv/bin/gunicorn, --worker-tmp-dir,"}},
		"gunicorn, told":              {lines: []string{"entrypoint: [gunicorn, --worker-tmp-dir=/dev/shm, a]"}},
		"gunicorn, told elsewhere":    {lines: []string{"entrypoint: [gunicorn, -c, conf/gunicorn.py, a]"}},
		"gunicorn, told by variable":  {lines: []string{"entrypoint: [gunicorn, a]", "env: {GUNICORN_CMD_ARGS: --worker-tmp-dir=/dev/shm}"}},
		"gunicorn in a shell, told":   {lines: []string{"entrypoint: [sh, -c, 'exec gunicorn --worker-tmp-dir /dev/shm a']"}},
		"something else in a shell":   {lines: []string{"entrypoint: [sh, -c, 'exec notgunicorn a']"}},
		"gunicorn told and in config": {lines: []string{"entrypoint: [sh, -c, 'exec gunicorn -c file:x a']"}},
	} {
		t.Run(name, func(t *testing.T) {
			wantAdvice(t, advised(t, nil, tc.lines...), tc.rule, tc.key, tc.words...)
		})
	}
	app := yamlApp(t, "entrypoint: [gunicorn, a]")
	wantAdvice(t, Advise(app, Facts{GunicornConfig: "worker_tmp_dir = '/dev/shm'\n"}), "", "")
}

// TestAdviseImage has ports and time zones.
func TestAdviseImage(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		rule, key string
		lines     []string
		words     []string
	}{
		"a port":              {"no-healthcheck", "ports", []string{"ports: [8000]"}, []string{"`healthcheck: {http: {port: 8000, path: /}}`"}},
		"the first of TCP":    {"no-healthcheck", "ports", []string{"ports: [5353/udp, 8000]"}, []string{"{port: 8000,"}},
		"none of TCP":         {lines: []string{"ports: [5353/udp]"}},
		"no check on purpose": {lines: []string{"ports: [8000]", "healthcheck: none"}},
		"a check":             {lines: []string{"ports: [8000]", "healthcheck: {command: [ready]}"}},

		"privileged":       {"privileged-port", "ports[1]", []string{"ports: [8000, 443]", "healthcheck: none"}, []string{"listen on 8443", "-p 443:8443"}},
		"just privileged":  {"privileged-port", "ports[0]", []string{"ports: [1023]", "healthcheck: none"}, []string{"1023"}},
		"of UDP":           {"privileged-port", "ports[0]", []string{"ports: [53/udp]"}, []string{"-p 53:8053/udp"}},
		"not quite so":     {lines: []string{"ports: [1024]", "healthcheck: none"}},
		"legacy zone":      {"legacy-time-zone", "env.TZ", []string{"env: {TZ: US/Eastern, SECRET: x}"}, []string{"write `TZ: America/New_York` in env"}},
		"zone of today":    {lines: []string{"env: {TZ: Europe/Berlin}"}},
		"zone of bookworm": {lines: []string{"env: {TZ: US/Eastern}", "distro: bookworm"}},
		"zone installed":   {lines: []string{"env: {TZ: US/Eastern}", "system-libs: [tzdata-legacy]"}},
		"zone of Alpine":   {lines: []string{"env: {TZ: US/Eastern}", "base: alpine"}},
		"another variable": {lines: []string{"env: {ZONE: US/Eastern}"}},
	} {
		t.Run(name, func(t *testing.T) {
			wantAdvice(t, advised(t, nil, tc.lines...), tc.rule, tc.key, tc.words...)
		})
	}
}

// TestAdvisePackages goes by what is locked.
func TestAdvisePackages(t *testing.T) {
	t.Parallel()
	gpu := lockOf([]string{"torch", "nvidia_cublas_cu12", "nvidia_cudnn_cu12"}, nil)
	for i := range gpu.Packages {
		gpu.Packages[i].Name = strings.ReplaceAll(gpu.Packages[i].Name, "_", "-")
	}
	gpu.Packages[1].Wheels[0].Size, gpu.Packages[2].Wheels[0].Size = 1_000_000_000, 660_000_000
	for name, tc := range map[string]struct {
		rule, key string
		lock      *lock.Lock
		lines     []string
		words     []string
	}{
		"linked, built": {"missing-library", "system-libs", lockOf(nil, []string{"psycopg2"}), nil,
			[]string{"psycopg2 needs libpq.so.5", "psycopg2-binary", "`system-libs: {build: [libpq-dev], run: [libpq5]}`"}},
		"with others there": {"missing-library", "system-libs", lockOf(nil, []string{"mysqlclient"}), []string{"system-libs: {run: [curl, libjpeg62-turbo], build: [g++]}"},
			[]string{"`system-libs: {build: [g++, libmariadb-dev], run: [curl, libjpeg62-turbo, libmariadb3]}`"}},
		"linked, a wheel": {"missing-library", "system-libs", lockOf([]string{"lightgbm"}, nil), nil, []string{"`system-libs: [libgomp1]`"}},
		"several": {"missing-library", "system-libs", lockOf([]string{"opencv_python"}, nil), []string{"distro: bookworm"},
			[]string{"libGL.so.1 and libgthread-2.0.so.0", "headless", "`system-libs: [libgl1, libglib2.0-0]`"}},
		"loaded":                  {"missing-library", "system-libs", lockOf([]string{"psycopg"}, nil), nil, []string{"psycopg[binary]", "`system-libs: [libpq5]`"}},
		"loaded, brought":         {lock: lockOf([]string{"psycopg", "psycopg_binary"}, nil)},
		"listed":                  {lock: lockOf([]string{"psycopg"}, nil), lines: []string{"system-libs: [libpq5]"}},
		"listed with a version":   {lock: lockOf([]string{"psycopg"}, nil), lines: []string{"system-libs: [libpq5=17.6-0+deb13u1]"}},
		"listed for compilers":    {lock: lockOf([]string{"psycopg"}, nil), lines: []string{"system-libs: [libpq-dev]"}},
		"comes along":             {lock: lockOf([]string{"weasyprint"}, nil), lines: []string{"system-libs: [libpangoft2-1.0-0]"}},
		"may come along":          {lock: lockOf([]string{"psycopg"}, nil), lines: []string{"system-libs: [postgresql-client]"}},
		"part of the base":        {lock: lockOf([]string{"pyudev"}, nil)},
		"Alpine":                  {lock: lockOf([]string{"psycopg"}, nil), lines: []string{"base: alpine"}},
		"an image of one's own":   {lock: lockOf([]string{"psycopg"}, nil), lines: []string{"base: registry.example/python:3.13"}},
		"builds for GPUs":         {"gpu-build", "base", gpu, nil, []string{"2 packages", "1.7 GB", "https://download.pytorch.org/whl/cpu", "`env: {NVIDIA_VISIBLE_DEVICES: all}`"}},
		"GPUs beside other env":   {"gpu-build", "base", gpu, []string{"env: {A: b}"}, []string{"`NVIDIA_VISIBLE_DEVICES: all` in env"}},
		"GPUs on purpose":         {lock: gpu, lines: []string{"env: {NVIDIA_DRIVER_CAPABILITIES: compute}"}},
		"GPUs of one's own image": {lock: gpu, lines: []string{"base: registry.example/cuda:12"}},
		"the CPU":                 {lock: lockOf([]string{"torch"}, nil)},
		"tools": {"development-tools", "lock", lockOf([]string{"pytest", "ruff", "uvicorn"}, nil), nil,
			[]string{"tools of development: pytest, ruff", "dependency group"}},
		"a tool that is run":    {lock: lockOf([]string{"pytest"}, nil), lines: []string{"entrypoint: [pytest, -q]"}},
		"the lock is ambiguous": {lock: &lock.Lock{Packages: []lock.Package{{Name: "a", Version: "1"}, {Name: "a", Version: "2"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			for i := range packagesOf(tc.lock) {
				tc.lock.Packages[i].Name = strings.ReplaceAll(tc.lock.Packages[i].Name, "_", "-")
			}
			wantAdvice(t, advised(t, tc.lock, tc.lines...), tc.rule, tc.key, tc.words...)
		})
	}
}

// TestAdviseGroups points at the key that brings the tools in.
func TestAdviseGroups(t *testing.T) {
	t.Parallel()
	project := projectOf(t, oneScript+"[dependency-groups]\ndev = ['pytest']\n")
	facts := Facts{Target: amd64, Build: amd64, Python: "3.13.5", Lock: lockOf([]string{"pytest"}, nil)}
	for line, key := range map[string]string{"include-groups: [dev]\n": "include-groups", "exclude-groups: []\n": "exclude-groups"} {
		wantAdvice(t, Advise(resolved(t, line, project), facts), "development-tools", key, "a tool of development: pytest", "the group that has it")
	}
}

// TestAdviseTargets leaves out for test and dev what is for images that serve.
func TestAdviseTargets(t *testing.T) {
	t.Parallel()
	app := yamlApp(t, "{ports: [80], entrypoint: [sh, -c, gunicorn]}")
	for _, app.Kind = range []spec.TargetKind{spec.KindTest, spec.KindDev} {
		wantAdvice(t, Advise(app, Facts{Target: amd64, Build: amd64, Python: "3.13.5", Lock: lockOf([]string{"pytest"}, nil)}), "", "")
	}
}

// TestAdviceIsYAML wants what is to be pasted to be what it says, in a file of its own.
func TestAdviceIsYAML(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		pastedList("entrypoint", "sh", "-c", "exec app --port $PORT", "8000", "true", "a: b", "two\nlines", "", "'", `"`, strings.Repeat("long ", 40)),
		pastedVariable(yamlApp(t, "python: '3.13'"), "TZ", "America/New_York"),
		pastedFiles(yamlApp(t, "files: {include: [src], exclude: ['*.md']}"), "conf/a.pem"),
	} {
		line := strings.Trim(text, "`")
		var found map[string]any
		if err := yaml.Unmarshal([]byte(line), &found); err != nil || len(found) != 1 || strings.Contains(line, "\n") {
			t.Errorf("%s: %v, error %v", line, found, err)
		}
	}
}

// TestFixturesAreClean allows the applications of testdata no other warnings than these.
func TestFixturesAreClean(t *testing.T) {
	t.Parallel()
	for _, name := range appNames(t) {
		app, facts := realApp(t, name)
		if got := Advise(app, facts); len(got) > 0 {
			t.Errorf("%s: %s", name, got.Text("pyapp.yaml"))
		}
	}
}

// TestLintRulesAreNamed wants each rule once, in kebab-case, with a line that says what it is about.
func TestLintRulesAreNamed(t *testing.T) {
	t.Parallel()
	var seen []string
	for _, r := range LintRules() {
		if slices.Contains(seen, r.ID) || r.ID == "" || strings.ToLower(r.ID) != r.ID || strings.ContainsAny(r.ID, "_ ") || r.Description == "" {
			t.Errorf("rule %+v", r)
		}
		seen = append(seen, r.ID)
	}
}

// TestCheckDirectives has slips in the directive and the build argument.
func TestCheckDirectives(t *testing.T) {
	t.Parallel()
	wantAdvice(t, CheckSkipped([]string{"all", "no-init"}, "", 1), "", "")
	wantAdvice(t, CheckSkipped([]string{"floating-bas"}, "here: ", 2), "check-directive", "check", `here: "floating-bas" is no rule`, `did you mean "floating-base"?`)
	wantAdvice(t, CheckSkipped([]string{"x"}, "", 2), "check-directive", "check", "lint.md")
	wantAdvice(t, CheckPlacement("# syntax=x\npython: '3.13'\n"), "", "")
	if got := CheckPlacement("# syntax=x\n\n#check=skip=all\n"); len(got) != 1 || got[0].Range.Start.Line != 3 {
		t.Errorf("got %v", got)
	}
}
