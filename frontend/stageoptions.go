package frontend

import (
	"path"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan"
)

// passedOn are the options of the client that hold for every Dockerfile that is built for it. What begins with "context:" are the
// contexts that it gave a name.
var passedOn = []string{
	"add-hosts", "build-arg:BUILDKIT_CACHE_MOUNT_NS", "cache-from", "cache-imports", "cgroup-parent", "force-network-mode", "image-resolve-mode",
	"no-cache", "shm-size", "ulimit",
}

var passedOnPrefixes = []string{"context:", "input-metadata:", "local-sessionid:", "sharedkey:"}

// stageOptions are what the frontend for Dockerfiles is told. Build arguments are those of the stage alone: one that changes with
// every commit, such as SOURCE_DATE_EPOCH, would build it anew each time.
func (b *build) stageOptions(s plan.Stage) map[string]string {
	out := map[string]string{
		"filename": path.Clean(s.Dockerfile), "platform": s.On.String(), "target": s.Target,
	}
	for name, value := range b.BuildOpts().Opts {
		isPrefix := func(prefix string) bool { return strings.HasPrefix(name, prefix) }
		own, _, _ := strings.Cut(name, "::")
		if slices.Contains(passedOn, name) || slices.ContainsFunc(passedOnPrefixes, isPrefix) && own != "context:"+ownContext {
			out[name] = value
		}
	}
	if b.IsNoCache(s.Name) {
		out["no-cache"] = ""
	}
	for _, name := range proxyArgs {
		if value, given := b.BuildArgs[name]; given {
			out["build-arg:"+name] = value
		}
	}
	for _, arg := range s.Args {
		out["build-arg:"+arg.Name] = arg.Value
	}
	return out
}
