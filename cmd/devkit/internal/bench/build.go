package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/rig"
)

// recipe is how a contender builds an application.
type recipe struct {
	// file is a Dockerfile; empty is the pyapp.yaml of the application.
	file string
	// keys are put at the end of the pyapp.yaml.
	keys string
}

// prepared makes the folder of the application with a scenario's edit, and the file to build.
func (l *lab) prepared(a app, r recipe, scenario string) (context, file string, err error) {
	dir, err := os.MkdirTemp(l.scratch, a.name+"-")
	if err != nil {
		return "", "", err
	}
	context = filepath.Join(dir, a.name)
	if err := lay(filepath.Join(l.repository, a.folder), context); err != nil {
		return "", "", err
	}
	var dockerfile []byte
	if r.file != "" {
		if err := lay(filepath.Join(l.repository, "testdata/bench", a.name, "files"), context); err != nil {
			return "", "", err
		}
		if dockerfile, err = os.ReadFile(r.file); err != nil {
			return "", "", err
		}
	}
	if err := a.edit(l.repository, context, scenario); err != nil {
		return "", "", err
	}
	if err := withoutUnused(context, string(dockerfile)); err != nil {
		return "", "", err
	}
	if r.file == "" {
		file = filepath.Join(context, "pyapp.yaml")
		return context, file, change(file, func(text string) string { return l.frontend(text) + r.keys })
	}
	file = filepath.Join(dir, "Dockerfile")
	return context, file, os.WriteFile(file, []byte(certified(string(dockerfile))), 0o644)
}

// withoutUnused takes away the list for pip, which edits bring for all, where the file to build does not name it: a project has one lock.
func withoutUnused(context, text string) error {
	if strings.Contains(text, "requirements.txt") {
		return nil
	}
	return os.RemoveAll(filepath.Join(context, "requirements.txt"))
}

// frontend makes the first line name the frontend's image of this source.
func (l *lab) frontend(text string) string {
	_, rest, _ := strings.Cut(text, "\n")
	return "# syntax=" + l.rig.Frontend() + "\n" + rest
}

// certified is the Dockerfile for a network that re-signs TLS: its instructions see the machine's certificates, as secrets, so
// that the image has none of it. On other networks it is the file itself.
func certified(text string) string {
	if rig.CABundle() == "" {
		return text
	}
	mounts := "RUN --mount=type=secret,id=ca"
	for _, name := range []string{"SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE"} {
		mounts += " --mount=type=secret,id=ca-path,env=" + name
	}
	return strings.ReplaceAll("\n"+text, "\nRUN ", "\n"+mounts+" ")[1:]
}

// build builds and pushes an image, and says how long that took: from the start of the client to its end.
func (l *lab) build(ctx context.Context, folder, file, reference string, platforms []string) (time.Duration, error) {
	args := []string{
		"build", "--progress=plain", "--platform=" + strings.Join(platforms, ","), "--file=" + file,
		"--output=type=image,push=true,registry.insecure=true,name=" + reference,
	}
	command := l.aside.Buildx(args...)
	if ca := rig.CABundle(); ca != "" {
		command.Args = append(command.Args, "--secret=id=ca,src="+ca, "--secret=id=ca-path,env=CA_PATH")
		command.Env = append(command.Env, "CA_PATH=/run/secrets/ca")
	}
	command.Args = append(command.Args, folder)
	log, err := os.Create(filepath.Join(l.logs, strings.NewReplacer("/", "-", ":", "-").Replace(reference)+".log"))
	if err != nil {
		return 0, err
	}
	defer log.Close()
	start := time.Now()
	if err := command.Run(ctx, log); err != nil {
		return 0, fmt.Errorf("building %s: %w (log: %s)", reference, err, log.Name())
	}
	return time.Since(start), nil
}
