package frontend

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/dockerui"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/solver/errdefs"
	"github.com/moby/buildkit/solver/pb"
	"github.com/moby/buildkit/util/apicaps"
	"github.com/moby/buildkit/util/grpcerrors"
	"github.com/org/pyapp-frontend/frontend/llbgen"
	"github.com/org/pyapp-frontend/spec"
	"google.golang.org/grpc/codes"
)

// DefaultFilename is the name of the spec file where the client gives none.
const DefaultFilename = "pyapp.yaml"

// Capabilities are those of a frontend that a client may insist on; the image's label moby.buildkit.frontend.caps
// lists the same.
var Capabilities = []string{
	"moby.buildkit.frontend.inputs",
	"moby.buildkit.frontend.subrequests",
	"moby.buildkit.frontend.contexts",
}

// open reads the request and the spec file.
func open(ctx context.Context, c gwclient.Client) (*build, error) {
	c = newResolveCache(withFilename(c))
	if err := checkCapabilities(c.BuildOpts().Opts["frontend.caps"]); err != nil {
		return nil, err
	}
	bc, err := dockerui.NewClient(c)
	if err != nil {
		return nil, fmt.Errorf("reading the build request: %w", err)
	}
	source, err := readEntry(ctx, bc)
	if err != nil {
		return nil, err
	}
	b := &build{Client: bc, client: c, source: source}
	b.gen = b.generator()
	return b, nil
}

// checkCapabilities refuses a request that needs what this frontend does not have, as the Dockerfile frontend does.
func checkCapabilities(wanted string) error {
	for _, name := range strings.Split(wanted, ",") {
		name, _, _ = strings.Cut(name, "+")
		if name != "" && !slices.Contains(Capabilities, name) {
			return grpcerrors.WrapCode(errdefs.NewUnsupportedFrontendCapError(name), codes.Unimplemented)
		}
	}
	return nil
}

func (b *build) generator() llbgen.Generator {
	caps := b.BuildOpts().LLBCaps
	has := func(ids ...apicaps.CapID) bool {
		for _, id := range ids {
			if caps.Supports(id) != nil {
				return false
			}
		}
		return true
	}
	return llbgen.Generator{
		Caps: llbgen.Capabilities{
			MergeDiff:    has(pb.CapMergeOp, pb.CapDiffOp),
			CopyPatterns: has(pb.CapFileCopyIncludeExcludePatterns),
			NoOutput:     has(pb.CapExecMountBindReadWriteNoOutput),
			NoHash:       has(pb.CapExecMountContentCache),
		},
		Network: llbgen.Network{Mode: b.NetworkMode, Hosts: b.ExtraHosts, Proxy: proxy(b.BuildArgs)},
		NoCache: b.IsNoCache(b.stepsOf()), TestAgain: b.IsNoCache(spec.TargetTest),
		CacheNS: b.CacheIDNamespace,
		Build:   b.buildPlatform(),
		Where:   b.where,
	}
}

// stepsOf is the target that `--no-cache-filter` names to run the steps of a build anew. Of the target test it names the test
// alone: the rest of it are the steps of the default target.
func (b *build) stepsOf() string {
	if b.Target == "" || b.Target == spec.TargetTest {
		return spec.TargetRuntime
	}
	return b.Target
}

// where is the place of a key for the steps that it causes.
func (b *build) where(path string) llb.ConstraintsOpt {
	if b.app == nil {
		return nil
	}
	if path != "packages" {
		return b.source.Location(ranges(b.app.Where(path)))
	}
	var items []*pb.Range // of which any may be the one that does not go with the others
	for i := range b.app.Packages {
		items = append(items, ranges(b.app.Where(fmt.Sprintf("packages[%d]", i)))...)
	}
	return b.source.Location(items)
}

// proxyArgs are the build arguments by which a client tells of its proxies.
var proxyArgs = []string{
	"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy",
}

// proxy is what the client's own proxy settings ask for; steps without a network never see it.
func proxy(args map[string]string) *llb.ProxyEnv {
	get := func(name string) string {
		if v := args[name]; v != "" {
			return v
		}
		return args[strings.ToLower(name)]
	}
	p := llb.ProxyEnv{
		HTTPProxy: get("HTTP_PROXY"), HTTPSProxy: get("HTTPS_PROXY"), FTPProxy: get("FTP_PROXY"),
		NoProxy: get("NO_PROXY"), AllProxy: get("ALL_PROXY"),
	}
	if p == (llb.ProxyEnv{}) {
		return nil
	}
	return &p
}

// proxyNames are those of the build arguments that name a proxy, one for each kind of address.
func proxyNames(args map[string]string) []string {
	var out []string
	for _, name := range []string{"HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"} {
		if args[name] == "" {
			name = strings.ToLower(name)
		}
		if args[name] != "" {
			out = append(out, name)
		}
	}
	return out
}

// namedClient answers with DefaultFilename where the client names no file.
type namedClient struct{ gwclient.Client }

func withFilename(c gwclient.Client) gwclient.Client { return namedClient{c} }

// BuildOpts implements gwclient.Client.
func (c namedClient) BuildOpts() gwclient.BuildOpts {
	opts := c.Client.BuildOpts()
	if opts.Opts["filename"] == "" {
		opts.Opts = maps.Clone(opts.Opts)
		if opts.Opts == nil {
			opts.Opts = map[string]string{}
		}
		opts.Opts["filename"] = DefaultFilename
	}
	return opts
}
