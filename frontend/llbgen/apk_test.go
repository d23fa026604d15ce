package llbgen

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestApk installs Alpine packages by a step of the build platform, with the target's root beside its own.
func TestApk(t *testing.T) {
	t.Parallel()
	r := requestOf(t, "worker")
	r.spec, r.arch = strings.Replace(r.spec, "python:", "base: alpine\nsystem-libs: [libpq]\npython:", 1), "arm64"
	found := false
	for _, o := range graph(t, r.marshal(t, generator(allCaps))) {
		if exec := o.GetExec(); exec != nil && o.name == "install system libraries: libpq, tini" {
			found = true
			if want := []string{"/target", "aarch64", "libpq", "tini"}; !slices.Equal(exec.Meta.Args[len(exec.Meta.Args)-len(want):], want) {
				t.Errorf("arguments are %q, want %q", exec.Meta.Args, want)
			}
			if o.Platform.Architecture != "amd64" {
				t.Errorf("apk runs on %s", o.Platform.Architecture)
			}
		}
	}
	if !found {
		t.Error("no step installs libpq and tini")
	}
}

// TestApkCommand has the words that apk itself is given, by one that writes them down: no Alpine is needed for that.
func TestApkCommand(t *testing.T) {
	t.Parallel()
	bin := tree(t, map[string]string{"bin/apk": "#!/bin/sh\necho \"$@\"\nmkdir -p $2/run/apk $2/var/log; touch $2/run/apk/db.lock $2/var/log/apk.log $2/new\n"})
	root := tree(t, map[string]string{"old": ""})
	cmd := exec.CommandContext(t.Context(), "python3", "-B", "steps/apk.py", root, "aarch64", "libpq", "tini")
	cmd.Env = append(os.Environ(), "PATH="+bin+"/bin:"+os.Getenv("PATH"))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	want := "--root " + root + " --arch aarch64 --no-cache --no-progress add --no-scripts libpq tini\n"
	if string(out) != want {
		t.Errorf("apk is asked to %s, want %s", out, want)
	}
	for _, gone := range []string{"run/apk/db.lock", "var/log/apk.log"} {
		if _, err := os.Stat(filepath.Join(root, gone)); err == nil {
			t.Errorf("%s is left", gone)
		}
	}
	if info, err := os.Stat(filepath.Join(root, "new")); err != nil || info.ModTime().Unix() != 315532800 {
		t.Errorf("what was installed has the time %v, %v", info.ModTime(), err)
	}
}

// TestNoLogin has the shell of nobody where the distribution has it.
func TestNoLogin(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("the step runs as root")
	}
	for want, files := range map[string]map[string]string{
		"/usr/sbin/nologin": {"usr/sbin/nologin": "", "sbin": "-> usr/sbin"},
		"/sbin/nologin":     {"sbin/nologin": "", "usr/sbin/x": ""},
	} {
		files["etc/passwd"], files["etc/group"] = "root:x:0:0:root:/root:/bin/sh\n", "root:x:0:\n"
		root := tree(t, files)
		out, err := exec.CommandContext(t.Context(), "python3", "-B", "steps/user.py", root, "shop", "1000", "1000").CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		passwd, err := os.ReadFile(filepath.Join(root, "etc/passwd"))
		if err != nil || !strings.HasSuffix(string(passwd), "shop:x:1000:1000:shop:/home/shop:"+want+"\n") {
			t.Errorf("got %s, %v, want %s", passwd, err, want)
		}
	}
}
