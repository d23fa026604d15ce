package rig

import (
	"fmt"
	"strings"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/proc"
)

// Status describes each part of the rig on a line of its own.
func (r *Rig) Status() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-17s %s\n", "cache", r.Cache)
	for _, part := range []struct{ name, address string }{
		{daemonName, r.buildkitHost(daemonName)},
		{oldestName, r.buildkitHost(oldestName)},
		{engineName, r.dockerHost()},
		{registryName, r.RegistryAddress()},
	} {
		fmt.Fprintf(&b, "%-17s %s\n", part.name, state(proc.Service{Name: part.name, Dir: r.Run()}, part.address))
	}
	if r.Foreign.any() {
		fmt.Fprintf(&b, "%-17s your own: %s%s\n", "builder", r.Foreign.Builder, r.Foreign.Host)
	}
	return b.String()
}

func state(service proc.Service, address string) string {
	if !service.Recorded() {
		return "not running"
	}
	return "runs at " + address
}
