package rig

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/apt"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/tools"
)

// Tool makes a program that only some tests want, unless it is there, and returns its path: compose, actionlint,
// check-jsonschema or kubernetes-validate.
func (r *Rig) Tool(ctx context.Context, name string) (string, error) {
	unlock, err := r.lock()
	if err != nil {
		return "", err
	}
	defer unlock()
	switch name {
	case "compose":
		tool := tools.Compose(composeVersion)
		return filepath.Join(tool.Bin(r.Tools()), "cmd"), tool.Ensure(ctx, r.Tools(), r.Console)
	case "actionlint":
		tool := tools.Actionlint(actionlintVersion)
		return filepath.Join(tool.Bin(r.Tools()), name), tool.Ensure(ctx, r.Tools(), r.Console)
	case "check-jsonschema":
		return r.pythonTool(ctx, tools.Python{Name: name, Version: checkJSONSchemaVersion})
	case "kubernetes-validate":
		return r.pythonTool(ctx, tools.Python{Name: name, Version: kubernetesValidateVersion})
	}
	return "", fmt.Errorf("unknown tool %q", name)
}

// pythonTool sees to the module venv first: Debian has its pip in a package of its own.
func (r *Rig) pythonTool(ctx context.Context, p tools.Python) (string, error) {
	if exec.CommandContext(ctx, "python3", "-c", "import ensurepip").Run() != nil {
		venv := apt.Program{Name: "python3 -m venv", Packages: []string{"python3-venv"}}
		if err := apt.Ensure(ctx, r.Console, venv); err != nil {
			return "", err
		}
	}
	return p.Program(r.Tools()), p.Ensure(ctx, r.Tools(), r.Console)
}
