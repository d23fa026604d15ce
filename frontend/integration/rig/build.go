package rig

import (
	"context"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"github.com/containerd/containerd/v2/core/content"
	"github.com/moby/buildkit/client"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/tonistiigi/fsutil"
)

// Mode is the way that a build reaches the frontend's code.
type Mode string

const (
	// InProcess runs the frontend in the test's own process: quick to change, and open to a debugger.
	InProcess Mode = "client"
	// AsImage has BuildKit pull the frontend's image that the spec's first line names, as users do.
	AsImage Mode = "image"
	// Plain has BuildKit itself build a Dockerfile, without the frontend: "filename" in Attrs says which.
	Plain Mode = "dockerfile"
)

// Build is one build of a folder.
type Build struct {
	Mode  Mode
	Dir   string            // context, and the folder of the spec
	Attrs map[string]string // frontend options as buildx sends them: "target", "build-arg:NAME", "label:NAME", "no-cache" …

	Platforms []string // of the images, as in "linux/arm64"; empty: the daemon's own, and no index

	Secrets map[string][]byte // by id, besides the machine's own
	SSH     string            // path of an agent's socket, given as `--ssh default=PATH`; empty: none

	Stores map[string]content.Store // images that the client has itself, by the names that "oci-layout://NAME@DIGEST" has for them

	Addr      string                    // address of another buildkitd than the machine's
	Name      string                    // repository in the machine's registry to push to; empty: nothing is exported
	CacheTo   string                    // repository for the exported cache; empty: none
	CacheMode string                    // "max" or "min", for CacheTo; or "inline", which is a part of the pushed image
	Rewrite   bool                      // have the exporter set all times to SOURCE_DATE_EPOCH (`rewrite-timestamp=true`)
	CacheFrom string                    // repository of the imported cache, or of an image that holds it, with a tag; empty: none
	OnStatus  func(*client.SolveStatus) // sees the progress as it comes; nil: nobody does
}

// Run builds, and returns what was seen, the failure of the build included.
func (m Machine) Run(ctx context.Context, t *testing.T, frontend gwclient.BuildFunc, b Build) *Result {
	t.Helper()
	c := m.connect(ctx, t, b.Addr)
	opt := m.options(t, b)
	status := make(chan *client.SolveStatus)
	watched := watch(status, b.OnStatus)
	var response *client.SolveResponse
	var err error
	if b.Mode == InProcess {
		response, err = c.Build(ctx, opt, "", frontend, status)
	} else {
		if m.Frontend == "" && b.Mode == AsImage {
			missing(t, "PYAPP_FRONTEND")
		}
		opt.Frontend = "dockerfile.v0" // hands over to the image that a `# syntax=` line names
		response, err = c.Solve(ctx, nil, opt, status)
	}
	result := <-watched
	result.Err = err
	if response != nil {
		result.Digest = response.ExporterResponse["containerimage.digest"]
	}
	if b.Name != "" {
		result.Reference = m.Registry + "/" + b.Name + "@" + result.Digest
	}
	return result
}

func (m Machine) connect(ctx context.Context, t *testing.T, addr string) *client.Client {
	t.Helper()
	if addr == "" {
		addr = m.BuildKit
	}
	c, err := client.New(ctx, addr)
	if err != nil {
		t.Fatalf("connecting to %s: %v", addr, err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func (m Machine) options(t *testing.T, b Build) client.SolveOpt {
	t.Helper()
	folder, err := fsutil.NewFS(b.Dir)
	if err != nil {
		t.Fatal(err)
	}
	attrs := map[string]string{"filename": SpecFile}
	if len(b.Platforms) > 0 {
		attrs["platform"] = strings.Join(b.Platforms, ",")
	}
	maps.Copy(attrs, b.Attrs)
	return client.SolveOpt{
		FrontendAttrs: attrs,
		LocalMounts:   map[string]fsutil.FS{"context": folder, "dockerfile": folder},
		SharedKey:     filepath.Base(b.Dir),
		Session:       m.session(t, b),
		OCIStores:     b.Stores,
		Exports:       m.exports(b),
		CacheExports:  m.cacheTo(b),
		CacheImports:  m.cache(b.CacheFrom, ""),
	}
}

func (m Machine) exports(b Build) []client.ExportEntry {
	if b.Name == "" {
		return nil
	}
	attrs := map[string]string{"name": m.Registry + "/" + b.Name, "push": "true", "registry.insecure": "true"}
	if b.Rewrite {
		attrs["rewrite-timestamp"] = "true"
	}
	return []client.ExportEntry{{Type: client.ExporterImage, Attrs: attrs}}
}

func (m Machine) cacheTo(b Build) []client.CacheOptionsEntry {
	if b.CacheMode == "inline" {
		return []client.CacheOptionsEntry{{Type: "inline"}}
	}
	return m.cache(b.CacheTo, b.CacheMode)
}

func (m Machine) cache(name, mode string) []client.CacheOptionsEntry {
	if name == "" {
		return nil
	}
	attrs := map[string]string{"ref": m.Registry + "/" + name, "registry.insecure": "true"}
	if mode != "" {
		attrs["mode"] = mode
	}
	return []client.CacheOptionsEntry{{Type: "registry", Attrs: attrs}}
}

// RepositoryName makes a name for the registry out of the test's own.
func RepositoryName(t *testing.T) string {
	t.Helper()
	keep := func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r == '/':
			return '-'
		}
		return -1
	}
	return "test/" + strings.Trim(strings.Map(keep, strings.ToLower(t.Name())), "-")
}
