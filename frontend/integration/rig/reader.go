package rig

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/org/pyapp-frontend/spec"
)

// Reader is somebody who follows a page of the documentation, in a folder of their own, on the machine of the tests.
type Reader struct {
	t      *testing.T
	dir    string
	cwd    string // of the next command
	env    []string
	forgot map[string]bool   // names that are taken away when the test ends
	mine   *strings.Replacer // names of the page → names of this machine
	theirs *strings.Replacer // back
}

// Reader makes one. What the page calls ghcr.io/org/pyapp-frontend and registry.example is the machine's own, builds get
// its certificates, and port 8000 is one that is free. Nothing is downloaded in place of a Python that the machine lacks. Programs are looked for in the folder of tools first.
func (m Machine) Reader(t *testing.T, tools string) *Reader {
	t.Helper()
	dir := t.TempDir()
	port := freePort(t)
	build := "docker buildx build --progress=plain"
	r := &Reader{t: t, dir: dir, cwd: dir, forgot: map[string]bool{}, env: append(os.Environ(), "PATH="+tools+":"+os.Getenv("PATH"), "UV_PYTHON_DOWNLOADS=never")}
	if m.CA != "" {
		build += " --secret id=ca,src=" + m.CA
		r.env = append(r.env, "SSL_CERT_FILE="+m.CA)
	}
	curl := "curl --silent --show-error --retry 60 --retry-connrefused --retry-delay 1 "
	r.mine = strings.NewReplacer("ghcr.io/org/pyapp-frontend", m.Frontend, "registry.example", m.Registry,
		"docker buildx build", build, "-p 8000:8000", "--network host", "$ curl ", curl, "8000", port,
		" --python 3.13", r.python(t))
	r.theirs = strings.NewReplacer(m.Frontend, "ghcr.io/org/pyapp-frontend", m.Registry, "registry.example", port, "8000")
	return r
}

// python is the option that has uv make projects for the Python of the pages; empty where the machine has none, so that
// projects are for the one that it has.
func (r *Reader) python(t *testing.T) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bash", "-c", "uv python find 3.13")
	cmd.Dir, cmd.Env = r.dir, r.env
	if cmd.Run() != nil {
		return ""
	}
	return " --python 3.13"
}

// Save writes a file into the folder of the last command.
func (r *Reader) Save(name, text string) {
	r.t.Helper()
	Write(r.t, r.cwd, name, r.mine.Replace(text))
}

// Type runs a line in a shell, in the folder that the last one left, and returns both of its streams.
func (r *Reader) Type(ctx context.Context, line string) (string, error) {
	r.t.Helper()
	folder := filepath.Join(r.dir, ".cwd")
	line = strings.TrimPrefix(r.mine.Replace("$ "+line), "$ ")
	cmd := exec.CommandContext(ctx, "bash", "-c", line+"\nstatus=$?; pwd > '"+folder+"'; exit $status")
	cmd.Dir, cmd.Env = r.cwd, r.env
	r.forget(ctx, line)
	out, err := cmd.CombinedOutput()
	if cwd, err := os.ReadFile(folder); err == nil {
		r.cwd = strings.TrimSpace(string(cwd))
	}
	return r.theirs.Replace(string(out)), err
}

// left are what commands leave with the Docker engine: how to find its name in a line, and how to take it away.
func left() []leftover {
	return []leftover{
		{regexp.MustCompile(`(?s)docker buildx build .*(?:-t|--tag)[= ](\S+).* --load`), []string{"image", "rm", "--force"}, false},
		{regexp.MustCompile(`docker run .*(?:-v|--volume)[= ]([a-z][\w-]*):`), []string{"volume", "rm", "--force"}, true},
		{regexp.MustCompile(`docker run .*--name[= ](\S+)`), []string{"rm", "--force"}, true},
	}
}

type leftover struct {
	name   *regexp.Regexp
	remove []string
	first  bool // also before the command: a test that was killed may have left it
}

// forget takes away what a command leaves, when the test ends.
func (r *Reader) forget(ctx context.Context, line string) {
	r.t.Helper()
	for _, l := range left() {
		m := l.name.FindStringSubmatch(line)
		if m == nil || r.forgot[l.remove[0]+m[1]] {
			continue
		}
		r.forgot[l.remove[0]+m[1]] = true
		remove := func() { _, _ = docker(context.WithoutCancel(ctx), append(l.remove, m[1])...) }
		if l.first {
			remove()
		}
		r.t.Cleanup(remove)
	}
}

// UV is a folder with nothing but the program uv, out of the image that builds take it from.
func (m Machine) UV(t *testing.T) string {
	t.Helper()
	files := mutate.Extract(m.published(t, "ghcr.io/astral-sh/uv:"+spec.DefaultUV, "linux/amd64"))
	defer func() { _ = files.Close() }()
	for archive := tar.NewReader(files); ; {
		header, err := archive.Next()
		if err != nil {
			t.Fatalf("looking for uv in its image: %v", err)
		}
		if path.Clean("/"+header.Name) != "/uv" {
			continue
		}
		dir := t.TempDir()
		program, err := os.OpenFile(filepath.Join(dir, "uv"), os.O_CREATE|os.O_WRONLY, 0o755)
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.Copy(program, archive)
		if err := errors.Join(err, program.Close()); err != nil {
			t.Fatal(err)
		}
		return dir
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return fmt.Sprint(listener.Addr().(*net.TCPAddr).Port)
}
