package llbgen

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// ran is what came of one command.
type ran struct {
	status int
	said   string
	files  []string // of the layer, below the working directory, folders with "/" and executables with "*" at their ends
	out    string
}

// run has run.py run a command in a folder of files, with the outputs that it names and more options.
func run(t *testing.T, files map[string]string, outputs, options []string, command ...string) ran {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("the step runs as root")
	}
	step, workdir, out := t.TempDir(), tree(t, files), t.TempDir()
	for _, name := range append(shared("run"), "common.py") {
		write(t, filepath.Join(step, name), read(name))
	}
	write(t, filepath.Join(step, "__main__.py"), read("run.py"))
	args := append([]string{"-I", "-B", step, out, workdir, "--watch=" + workdir}, options...)
	for _, o := range outputs {
		args = append(args, "--output="+filepath.Join(workdir, o))
	}
	said, err := exec.CommandContext(t.Context(), "python3", append(append(args, "--"), command...)...).CombinedOutput()
	result := ran{said: string(said), out: filepath.Join(out, workdir)}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		result.status = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	if result.status == 0 {
		result.files = listing(t, result.out)
	}
	return result
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// listing are the entries below a folder. A mode that no layer should have is a failure.
func listing(t *testing.T, folder string) []string {
	t.Helper()
	var out []string
	err := filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
		if err != nil || path == folder {
			return err
		}
		name, _ := filepath.Rel(folder, path)
		switch mode := info.Mode(); {
		case mode.IsDir() && mode.Perm() == 0o755:
			name += "/"
		case mode.IsRegular() && mode.Perm() == 0o755:
			name += "*"
		case mode.IsRegular() && mode.Perm() != 0o644, mode.IsDir():
			t.Errorf("%s has mode %o", name, mode.Perm())
		}
		out = append(out, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// python is a command that runs lines of Python.
func pythonLines(lines ...string) []string {
	return []string{"python3", "-c", "import os, pathlib, sys, time; p = pathlib.Path\n" + strings.Join(lines, "\n")}
}

// TestRunKeepsOutputs has what is new in the outputs, in a form that no clock or umask decides.
func TestRunKeepsOutputs(t *testing.T) {
	t.Parallel()
	app := map[string]string{"static/old.css": "a", "gen/__init__.py": "", "main.py": ""}
	for name, tc := range map[string]struct {
		outputs []string
		options []string
		command []string
		want    string
	}{
		"folder": {[]string{"static"}, nil, pythonLines("os.umask(0o77)", "p('static/new/deep').mkdir(parents=True)", "p('static/new/a.js').write_text('x')"),
			"static/ static/new/ static/new/a.js static/new/deep/"},
		"file":                       {[]string{"static/one"}, nil, pythonLines("p('static/one').write_text('x')"), "static/ static/one"},
		"in a new folder":            {[]string{"build/x/one"}, nil, pythonLines("p('build/x').mkdir(parents=True)", "p('build/x/one').touch(0o755)"), "build/ build/x/ build/x/one*"},
		"written again, the same":    {[]string{"static"}, nil, pythonLines("p('static/old.css').write_text('a')"), "static/"},
		"changed, the same size":     {[]string{"static"}, nil, pythonLines("p('static/old.css').write_text('b'); os.utime('static/old.css', (0, 0))"), "static/ static/old.css"},
		"file that is there already": {[]string{"static/old.css"}, nil, pythonLines(""), "static/ static/old.css"},
		"link":                       {[]string{"now"}, nil, pythonLines("os.symlink('static/old.css', 'now')"), "now"},
		"bytecode that it left":      {[]string{"gen"}, nil, pythonLines("p('gen/__pycache__').mkdir()", "p('gen/__pycache__/x.pyc').touch()", "p('gen/x.py').touch()"), "gen/ gen/x.py"},
		"/tmp":                       {[]string{"static"}, nil, pythonLines("import tempfile; tempfile.TemporaryFile(); p('static/x').touch()"), "static/ static/x"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := run(t, app, tc.outputs, tc.options, tc.command...)
			if got.status != 0 || strings.Join(got.files, " ") != tc.want {
				t.Errorf("exit status %d, layer %q, want %q\n%s", got.status, got.files, tc.want, got.said)
			}
		})
	}
}

// TestRunFails ends with a status of its own, and says all that the user has to know.
func TestRunFails(t *testing.T) {
	t.Parallel()
	app := map[string]string{"static/old.css": "a", "main.py": "", "tool": "", "bin/lost": "#!/bin/sh\r\n", "bin/bare": "ls\n"}
	for name, tc := range map[string]struct {
		command []string
		status  int
		says    []string
	}{
		"exit status":            {pythonLines("print('it said this')", "sys.exit(3)"), 3, []string{"it said this\n", "python3 ended with exit status 3"}},
		"status that steps have": {pythonLines("sys.exit(80)"), 94, []string{"exit status 80"}},
		"signal":                 {pythonLines("os.kill(os.getpid(), 9)"), 94, []string{"signal 9"}},
		"no program":             {[]string{"msgfmt-of-nowhere"}, 94, []string{"msgfmt-of-nowhere cannot be started: No such file", "`system-libs`"}},
		"no path":                {[]string{"tool"}, 94, []string{"tool cannot be started", "run as ./tool"}},
		"not executable":         {[]string{"./tool"}, 94, []string{"./tool cannot be started: Permission denied", "`chmod +x`", "[python, ./tool]"}},
		"no interpreter":         {[]string{"bin/lost"}, 94, []string{"bin/lost cannot be started: No such file", "Its first line"}},
		"no first line":          {[]string{"bin/bare"}, 94, []string{"bin/bare cannot be started: Exec format error", "#!/bin/sh"}},
		"no output":              {pythonLines("p('statics').mkdir()", "p('statics/a').touch()"), 95, []string{"did not make static/out. It wrote statics."}},
		"no output, nothing":     {pythonLines(""), 95, []string{"It wrote nothing"}},
		"wrote outside": {pythonLines("p('static/out').mkdir()", "p('db.sqlite3').touch()", "p('logs').mkdir()", "p('logs/x').touch()"), 96,
			[]string{"The step wrote db.sqlite3, logs, which is not", "/tmp"}},
		"changed outside": {pythonLines("p('static/out').mkdir()", "p('main.py').write_text('x')"), 96, []string{"wrote main.py"}},
		"removed":         {pythonLines("p('static/out').mkdir()", "p('main.py').unlink()"), 96, []string{"removed main.py", "files.exclude"}},
		"fifo":            {pythonLines("p('static/out').mkdir()", "os.mkfifo('static/out/x')"), 102, []string{"made static/out/x, which is neither"}},
		"no network": {pythonLines("import socket", "sys.stderr.write('x: Temporary failure in name resolution')", "sys.exit(1)"), 97,
			[]string{"exit status 1", "`network: true`"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := run(t, app, []string{"static/out"}, []string{"--offline"}, tc.command...)
			if got.status != tc.status {
				t.Errorf("exit status %d, want %d", got.status, tc.status)
			}
			for _, text := range tc.says {
				if !strings.Contains(got.said, text) {
					t.Errorf("%q is not in\n%s", text, got.said)
				}
			}
		})
	}
	got := run(t, app, []string{"static/out"}, nil, pythonLines("sys.exit('Network is unreachable')")...)
	if got.status != 1 || strings.Contains(got.said, "network: true") {
		t.Errorf("with a network: exit status %d\n%s", got.status, got.said)
	}
}

// TestRunRemovedOutput refuses to lose a file of the image in an output, too.
func TestRunRemovedOutput(t *testing.T) {
	t.Parallel()
	got := run(t, map[string]string{"static/old.css": "a"}, []string{"static"}, nil, pythonLines("p('static/old.css').unlink()")...)
	if got.status != 96 || !strings.Contains(got.said, "removed static/old.css") {
		t.Errorf("exit status %d\n%s", got.status, got.said)
	}
}

// TestRunCompiles new modules where it is asked to.
func TestRunCompiles(t *testing.T) {
	t.Parallel()
	command := pythonLines("p('a/x.py').write_text('y = 1')", "p('a/new.py').touch()", "p('a/bad.py').write_text('(')", "os.symlink('/nowhere', 'a/gone.py')")
	for _, options := range [][]string{nil, {"--compile"}} {
		got := run(t, map[string]string{"a/x.py": "", "a/same.py": ""}, []string{"a"}, options, command...)
		pyc := slices.DeleteFunc(got.files, func(name string) bool { return !strings.HasSuffix(name, ".pyc") })
		if len(pyc) != 2*len(options) || got.status != 0 {
			t.Errorf("with %q compiled %q\n%s", options, pyc, got.said)
		}
	}
}

// TestRunDates gives files times that their contents decide, as the application's have.
func TestRunDates(t *testing.T) {
	t.Parallel()
	times := map[string]int64{}
	for _, text := range []string{"x", "y", "x"} {
		got := run(t, nil, []string{"a"}, nil, pythonLines("time.sleep(0.01)", "p('a').write_text('"+text+"')")...)
		info, err := os.Stat(filepath.Join(got.out, "a"))
		if err != nil {
			t.Fatal(err, got.said)
		}
		if before, ok := times[text]; ok && before != info.ModTime().UnixNano() {
			t.Errorf("one content has two times")
		}
		times[text] = info.ModTime().UnixNano()
	}
	if times["x"] == times["y"] {
		t.Error("two contents have one time")
	}
}

// TestRunShowsOutputAtOnce does not wait for what a command leaves running.
func TestRunShowsOutputAtOnce(t *testing.T) {
	t.Parallel()
	got := run(t, nil, []string{"a"}, nil, pythonLines("import subprocess", "p('a').touch()", "subprocess.Popen(['sleep', '4'])", "print('done')")...)
	if got.status != 0 || !strings.Contains(got.said, "done") {
		t.Errorf("exit status %d\n%s", got.status, got.said)
	}
}
