package rig

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/apt"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/proc"
)

const (
	registryName = "registry"
	// registryPort is what the registry listens on when nothing else does.
	registryPort = "5555"
)

// RegistryAddress is the address of the loopback registry, as 127.0.0.1:PORT; empty before the first Up.
func (r *Rig) RegistryAddress() string {
	text, err := os.ReadFile(r.registryFile())
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

func (r *Rig) registryFile() string { return filepath.Join(r.Cache, "registry-address") }

func (r *Rig) startRegistry(ctx context.Context) error {
	program, err := apt.LookPath("docker-registry")
	if err != nil {
		return err
	}
	address := r.RegistryAddress()
	if !r.registry(registryName, program, address).Running() {
		if address, err = freeAddress(address, "127.0.0.1:"+registryPort, "127.0.0.1:0"); err != nil {
			return err
		}
		if err := os.WriteFile(r.registryFile(), []byte(address+"\n"), 0o644); err != nil {
			return fmt.Errorf("recording the registry's address: %w", err)
		}
	}
	return r.ensure(ctx, r.registry(registryName, program, address))
}

func (r *Rig) registry(name, program, address string) daemon {
	config := filepath.Join(r.Run(), name+".yml")
	return daemon{
		configPath: config,
		config:     registryConfig(address, r.data(name)),
		Service: proc.Service{
			Name:  name,
			Dir:   r.Run(),
			Log:   r.log(name),
			Argv:  []string{program, "serve", config},
			Ready: proc.Answers("http://"+address+"/v2/", ""),
		},
	}
}

func registryConfig(address, root string) string {
	return fmt.Sprintf(`version: 0.1
log:
  level: warn
storage:
  filesystem:
    rootdirectory: %q
  delete:
    enabled: true
http:
  addr: %s
`, root, address)
}

// freeAddress returns the first address that nothing listens on; port 0 stands for any free port.
func freeAddress(candidates ...string) (string, error) {
	var last error
	for _, candidate := range candidates {
		if candidate == "" {
			continue
		}
		listener, err := net.Listen("tcp", candidate)
		if err != nil {
			last = err
			continue
		}
		defer listener.Close()
		return listener.Addr().String(), nil
	}
	return "", fmt.Errorf("finding a free port: %w", last)
}
