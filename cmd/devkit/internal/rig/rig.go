package rig

import (
	"os"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/tools"
)

// Releases that the project is developed against; the oldest BuildKit is the low end of the supported range.
const (
	buildkitVersion       = "v0.33.1"
	oldestBuildkitVersion = "v0.12.5"
	buildxVersion         = "v0.37.0"
	uvVersion             = "0.13.8"
)

// Releases of the programs of [Rig.Tool].
const (
	composeVersion            = "v2.40.3"
	actionlintVersion         = "v1.7.12"
	checkJSONSchemaVersion    = "0.39.0"
	kubernetesValidateVersion = "1.37.0"
)

// Rig is everything the devkit runs, seen from one invocation.
type Rig struct {
	Layout
	// Console tells the developer what happens.
	Console *console.Console
	// Foreign is the builder of the user's own, if there is one.
	Foreign Foreign
	// StandIns is $PYAPP_STANDINS: "always", "never", or empty to decide by whether the public registries answer.
	StandIns string
}

// Foreign is a builder that the user has brought up; the devkit then starts none.
type Foreign struct {
	// Host is $BUILDKIT_HOST when it is not the devkit's own daemon.
	Host string
	// Builder is $PYAPP_BUILDER, the name of a buildx builder in the user's own configuration.
	Builder string
}

// New returns the rig for this user and environment.
func New(layout Layout, c *console.Console) *Rig {
	r := &Rig{Layout: layout, Console: c, StandIns: os.Getenv("PYAPP_STANDINS")}
	r.Foreign.Builder = os.Getenv("PYAPP_BUILDER")
	if host := os.Getenv("BUILDKIT_HOST"); host != r.buildkitHost(daemonName) {
		r.Foreign.Host = host
	}
	return r
}

func (f Foreign) any() bool { return f.Host != "" || f.Builder != "" }

func (r *Rig) buildkit() tools.Tool { return tools.Buildkit(buildkitVersion) }
func (r *Rig) buildx() tools.Tool   { return tools.Buildx(buildxVersion) }

// Versions are those of the programs that build, by name.
func (r *Rig) Versions() map[string]string {
	return map[string]string{"BuildKit": buildkitVersion, "buildx": buildxVersion, "uv": uvVersion}
}
