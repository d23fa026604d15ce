package frontend

import (
	"context"
	"encoding/json"
	"sync"

	"github.com/moby/buildkit/client/llb/sourceresolver"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	digest "github.com/opencontainers/go-digest"
)

// resolveCache asks for the config of an image once, however many platforms want it.
type resolveCache struct {
	gwclient.Client
	mu    sync.Mutex
	calls map[string]func() resolved
}

type resolved struct {
	ref    string
	digest digest.Digest
	config []byte
	err    error
}

func newResolveCache(c gwclient.Client) gwclient.Client {
	return &resolveCache{Client: c, calls: map[string]func() resolved{}}
}

// ResolveImageConfig implements gwclient.Client.
func (c *resolveCache) ResolveImageConfig(ctx context.Context, ref string, opt sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	r := c.call(ctx, ref, opt)()
	return r.ref, r.digest, r.config, r.err
}

func (c *resolveCache) call(ctx context.Context, ref string, opt sourceresolver.Opt) func() resolved {
	question := struct {
		Ref string
		Opt sourceresolver.Opt
	}{ref, opt}
	question.Opt.LogName = "" // the only part that does not change the answer
	key, err := json.Marshal(question)
	if err != nil {
		return func() resolved { return resolved{err: err} }
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.calls[string(key)]; !ok {
		c.calls[string(key)] = sync.OnceValue(func() resolved {
			var r resolved
			r.ref, r.digest, r.config, r.err = c.Client.ResolveImageConfig(ctx, ref, opt)
			return r
		})
	}
	return c.calls[string(key)]
}
