package engine

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/docker/cli/cli/config"
	"github.com/moby/buildkit/client"
	"github.com/moby/buildkit/cmd/buildctl/build"
	"github.com/moby/buildkit/session"
	"github.com/moby/buildkit/session/auth/authprovider"
	"github.com/moby/buildkit/session/secrets/secretsprovider"
	"github.com/moby/buildkit/session/sshforward/sshprovider"
	"github.com/tonistiigi/fsutil"
)

// options are a request in the terms of BuildKit's client. The function is to be called when the build has ended, with its error.
func (b *buildKit) options(ctx context.Context, r Request) (client.SolveOpt, func(error) error, error) {
	finish := func(error) error { return nil }
	if len(r.Extra) > 0 {
		return client.SolveOpt{}, finish, fmt.Errorf("%s: options after -- are for docker buildx, and this build is done by %s", r.Extra[0], b.addr)
	}
	opt := client.SolveOpt{FrontendAttrs: attributes(r), SharedKey: filepath.Base(r.Dir)}
	var err error
	if opt.LocalMounts, err = mounts(r, opt.FrontendAttrs); err != nil {
		return opt, finish, err
	}
	if opt.Session, err = attachments(r, b.stderr); err != nil {
		return opt, finish, err
	}
	if opt.CacheImports, err = build.ParseImportCache(r.CacheFrom); err != nil {
		return opt, finish, fmt.Errorf("--cache-from: %w", err)
	}
	if opt.CacheExports, err = build.ParseExportCache(r.CacheTo); err != nil {
		return opt, finish, fmt.Errorf("--cache-to: %w", err)
	}
	if r.Load {
		opt.Exports, finish = load(ctx, r, b.stderr)
		return opt, finish, nil
	}
	opt.Exports, err = exports(r)
	return opt, finish, err
}

// attributes are the options of the frontend, as buildx names them.
func attributes(r Request) map[string]string {
	_, name := r.specFolder()
	out := map[string]string{"filename": name}
	if r.Target != "" {
		out["target"] = r.Target
	}
	if len(r.Platforms) > 0 {
		out["platform"] = strings.Join(r.Platforms, ",")
	}
	if r.NoCache {
		out["no-cache"] = ""
	}
	if r.Pull {
		out["image-resolve-mode"] = "pull"
	}
	for prefix, options := range map[string][]string{"build-arg:": r.BuildArgs, "label:": r.Labels} {
		for name, value := range pairs(options, os.LookupEnv) {
			out[prefix+name] = value
		}
	}
	return out
}

// mounts are the folders that the daemon may read, those of named contexts among them.
func mounts(r Request, attributes map[string]string) (map[string]fsutil.FS, error) {
	folder, _ := r.specFolder()
	paths := map[string]string{"context": r.Dir, "dockerfile": folder}
	for name, value := range pairs(r.Contexts, func(string) (string, bool) { return "", false }) {
		if strings.Contains(value, "://") {
			attributes["context:"+name] = value
			continue
		}
		paths[name] = value
		attributes["context:"+name] = "local:" + name
	}
	out := map[string]fsutil.FS{}
	for _, name := range slices.Sorted(maps.Keys(paths)) {
		fs, err := fsutil.NewFS(paths[name])
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", paths[name], err)
		}
		out[name] = fs
	}
	return out, nil
}

// attachments are what the daemon may ask this client for: credentials of registries, secrets, keys. All secrets are in one provider,
// because a session has no place for a second.
func attachments(r Request, stderr io.Writer) ([]session.Attachable, error) {
	out := []session.Attachable{authprovider.NewDockerAuthProvider(authprovider.DockerAuthProviderConfig{
		AuthConfigProvider: authprovider.LoadAuthConfig(config.LoadDefaultConfigFile(stderr)),
	})}
	if len(r.Secrets) > 0 {
		secrets, err := build.ParseSecret(r.Secrets)
		if err != nil {
			return nil, fmt.Errorf("--secret: %w", err)
		}
		return withSSH(append(out, secrets), r.SSH)
	}
	return withSSH(append(out, secretsprovider.FromMap(nil)), r.SSH)
}

func withSSH(out []session.Attachable, options []string) ([]session.Attachable, error) {
	if len(options) == 0 {
		return out, nil
	}
	configs, err := build.ParseSSH(options)
	if err != nil {
		return nil, fmt.Errorf("--ssh: %w", err)
	}
	agent, err := sshprovider.NewSSHAgentProvider(configs)
	if err != nil {
		return nil, fmt.Errorf("--ssh: %w", err)
	}
	return append(out, agent), nil
}

// exports are where the result goes; nowhere but into the builder's cache where nothing is said.
func exports(r Request) ([]client.ExportEntry, error) {
	if r.Push {
		return []client.ExportEntry{{Type: client.ExporterImage, Attrs: map[string]string{"name": strings.Join(r.Tags, ","), "push": "true"}}}, nil
	}
	var options []string
	for _, o := range r.Outputs {
		if !strings.Contains(o, "=") && o != "-" { // a folder, as with buildx
			o = "type=local,dest=" + o
		} else if o == "-" {
			o = "type=tar,dest=-"
		}
		options = append(options, o)
	}
	out, err := build.ParseOutput(options)
	if err != nil {
		return nil, fmt.Errorf("--output: %w", err)
	}
	for i := range out {
		e := &out[i]
		if e.Type == "registry" { // as buildx calls an image that is pushed
			e.Type, e.Attrs["push"] = client.ExporterImage, "true"
		}
		if named := e.Type == client.ExporterImage || e.Type == client.ExporterDocker || e.Type == client.ExporterOCI; named && e.Attrs["name"] == "" && len(r.Tags) > 0 {
			e.Attrs["name"] = strings.Join(r.Tags, ",")
		}
	}
	return out, nil
}

// load has the image written to `docker load`, which is started when there is an image. The function waits until it has read that.
func load(ctx context.Context, r Request, stderr io.Writer) ([]client.ExportEntry, func(error) error) {
	var writer *io.PipeWriter
	loaded := make(chan error, 1)
	start := func(map[string]string) (io.WriteCloser, error) {
		reader, w := io.Pipe()
		writer = w
		cmd := exec.CommandContext(ctx, "docker", "load", "--quiet")
		cmd.Stdin, cmd.Stderr = reader, stderr
		go func() {
			err := cmd.Run()
			_ = reader.CloseWithError(err) // a client that ends early must not keep the build waiting
			loaded <- err
		}()
		return w, nil
	}
	entry := client.ExportEntry{Type: client.ExporterDocker, Attrs: map[string]string{}, Output: start}
	if len(r.Tags) > 0 {
		entry.Attrs["name"] = strings.Join(r.Tags, ",")
	}
	return []client.ExportEntry{entry}, func(err error) error {
		if writer == nil {
			return nil
		}
		_ = writer.CloseWithError(err) // nil: the end of the stream
		if loading := <-loaded; err == nil && loading != nil {
			return fmt.Errorf("loading the image into the Docker engine: %w", loading)
		}
		return nil
	}
}
