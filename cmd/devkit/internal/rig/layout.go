// Package rig brings up what builds need on a bare Debian machine (BuildKit, a registry, an engine, a Docker client
// configuration), tells other programs where it is, and takes it down again.
package rig

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// Layout says where the devkit keeps its files: everything is under one cache folder.
type Layout struct {
	// Cache is $XDG_CACHE_HOME/pyapp-devkit, by default ~/.cache/pyapp-devkit.
	Cache string
}

// NewLayout returns the layout for this user, and makes the cache folder and its run folder.
func NewLayout() (Layout, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return Layout{}, fmt.Errorf("finding the cache folder: %w", err)
	}
	layout := Layout{Cache: filepath.Join(cache, "pyapp-devkit")}
	for _, dir := range []string{layout.Run(), layout.Scratch()} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return Layout{}, fmt.Errorf("making the cache folder: %w", err)
		}
	}
	return layout, nil
}

// Tools is the folder of the built programs.
func (l Layout) Tools() string { return filepath.Join(l.Cache, "tools") }

// Logs is the folder of all log files.
func (l Layout) Logs() string { return filepath.Join(l.Cache, "logs") }

// Run is the folder of sockets, daemon configurations and records of what was started.
func (l Layout) Run() string { return filepath.Join(l.Cache, "run") }

// Scratch is the folder of intermediate files.
func (l Layout) Scratch() string { return filepath.Join(l.Cache, "scratch") }

// DockerConfig is the DOCKER_CONFIG folder, with buildx as a plugin.
func (l Layout) DockerConfig() string { return filepath.Join(l.Cache, "docker") }

// BuildxConfig is the BUILDX_CONFIG folder, with the builder.
func (l Layout) BuildxConfig() string { return filepath.Join(l.Cache, "buildx") }

// data is the folder of a daemon's own state.
func (l Layout) data(daemon string) string { return filepath.Join(l.Cache, "data", daemon) }

// log is the path of a daemon's log file.
func (l Layout) log(daemon string) string { return filepath.Join(l.Logs(), daemon+".log") }

// socket is the path of a daemon's socket.
func (l Layout) socket(daemon string) string { return filepath.Join(l.Run(), daemon+".sock") }

// Lock waits until no other devkit changes this cache, and keeps others out until the returned function is called or
// the process ends. waiting is called once if it has to wait.
func (l Layout) Lock(waiting func()) (func() error, error) {
	file, err := os.OpenFile(filepath.Join(l.Cache, "lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("locking the cache folder: %w", err)
	}
	if syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
		return file.Close, nil
	}
	waiting()
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		return nil, fmt.Errorf("locking the cache folder: %w", err)
	}
	return file.Close, nil
}
