package rig

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/proc"
)

// Variable is one environment variable.
type Variable struct{ Name, Value string }

// Env is what programs need to use the rig as it runs now; what does not run is left out.
func (r *Rig) Env() []Variable {
	variables := []Variable{
		{"BUILDKIT_HOST", r.BuildkitHost()},
		{"PYAPP_BUILDKIT_OLDEST", r.runningAt(oldestName, r.buildkitHost(oldestName))},
		{"DOCKER_HOST", r.runningAt(engineName, r.dockerHost())},
	}
	variables = append(variables, r.clientEnv()...)
	if registry := r.runningAt(registryName, r.RegistryAddress()); registry != "" {
		variables = append(variables,
			Variable{"PYAPP_REGISTRY", registry},
			Variable{"PYAPP_FRONTEND", r.Frontend()})
	}
	variables = append(variables, Variable{"PYAPP_CA", CABundle()}, Variable{"PATH", r.path(os.Getenv("PATH"))})
	return slices.DeleteFunc(variables, func(v Variable) bool { return v.Value == "" })
}

// BuildkitHost is the address of the BuildKit in use: the user's own or the rig's; empty when none runs, or when all
// that is known is the name of the user's builder.
func (r *Rig) BuildkitHost() string {
	if r.Foreign.any() {
		return r.Foreign.Host
	}
	return r.runningAt(daemonName, r.buildkitHost(daemonName))
}

// Frontend is the reference under which the frontend's own image is pushed to the loopback registry.
func (r *Rig) Frontend() string { return r.RegistryAddress() + "/org/pyapp-frontend:dev" }

// Buildx is a call of buildx with the rig's builder and configuration.
func (r *Rig) Buildx(args ...string) console.Command {
	command := console.Command{Args: append([]string{r.buildxProgram()}, args...)}
	for _, v := range r.clientEnv() {
		command.Env = append(command.Env, v.Name+"="+v.Value)
	}
	return command
}

func (r *Rig) clientEnv() []Variable {
	if r.Foreign.Builder != "" {
		return []Variable{{"BUILDX_BUILDER", r.Foreign.Builder}}
	}
	if r.BuildkitHost() == "" {
		return nil
	}
	return []Variable{
		{"DOCKER_CONFIG", r.DockerConfig()},
		{"BUILDX_CONFIG", r.BuildxConfig()},
		{"BUILDX_BUILDER", builderName},
	}
}

func (r *Rig) runningAt(name, address string) string {
	if !(proc.Service{Name: name, Dir: r.Run()}).Recorded() {
		return ""
	}
	return address
}

// path puts the folders of the built programs in front of a PATH that does not have them yet.
func (r *Rig) path(old string) string {
	dirs := []string{r.buildkit().Bin(r.Tools()), r.buildx().Bin(r.Tools())}
	for _, dir := range filepath.SplitList(old) {
		if !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	return strings.Join(dirs, string(filepath.ListSeparator))
}

// Shell writes variables as commands for a POSIX shell's eval.
func Shell(variables []Variable) string {
	var b strings.Builder
	for _, v := range variables {
		b.WriteString("export " + v.Name + "=" + quote(v.Value) + "\n")
	}
	return b.String()
}

func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
