package frontend

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/moby/buildkit/client/llb/sourceresolver"
	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

// registry counts what it is asked, and answers with the question.
type registry struct {
	gwclient.Client
	mu    sync.Mutex
	asked map[string]int
	fail  error
}

func (r *registry) ResolveImageConfig(_ context.Context, ref string, opt sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	question := ref + " " + opt.ImageOpt.Platform.Architecture
	r.asked[question]++
	return ref, digest.FromString(question), []byte(question), r.fail
}

func ask(t *testing.T, c gwclient.Client, ref, arch, log string) (string, error) {
	t.Helper()
	_, dgst, config, err := c.ResolveImageConfig(t.Context(), ref, sourceresolver.Opt{
		LogName:  log,
		ImageOpt: &sourceresolver.ResolveImageOpt{Platform: &ocispecs.Platform{OS: "linux", Architecture: arch}},
	})
	if dgst != digest.FromBytes(config) {
		t.Errorf("the digest %s and the config %s belong to different questions", dgst, config)
	}
	return string(config), err
}

// TestResolveCacheAsksOnce however many ask at the same time, and whatever they call it in the log.
func TestResolveCacheAsksOnce(t *testing.T) {
	t.Parallel()
	r := &registry{asked: map[string]int{}}
	c := newResolveCache(r)
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			arch := []string{"amd64", "arm64"}[i%2]
			log := []string{"load", "fetch", "look"}[i%3]
			if got, err := ask(t, c, "python", arch, log); err != nil || got != "python "+arch {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	wg.Wait()
	if _, err := ask(t, c, "uv", "amd64", "load"); err != nil {
		t.Error(err)
	}
	for _, question := range []string{"python amd64", "python arm64", "uv amd64"} {
		if r.asked[question] != 1 {
			t.Errorf("%s was asked for %d times", question, r.asked[question])
		}
	}
}

// TestResolveCacheKeepsErrors, so that all who ask learn the same.
func TestResolveCacheKeepsErrors(t *testing.T) {
	t.Parallel()
	r := &registry{asked: map[string]int{}, fail: errors.New("no such image")}
	c := newResolveCache(r)
	for range 2 {
		if _, err := ask(t, c, "python", "amd64", ""); !errors.Is(err, r.fail) {
			t.Errorf("got %v, want %v", err, r.fail)
		}
	}
	if r.asked["python amd64"] != 1 {
		t.Errorf("asked %d times", r.asked["python amd64"])
	}
}
