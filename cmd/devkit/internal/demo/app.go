package demo

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
)

// app is a copy of the example application.
type app struct {
	dir string
	// spec is the text of its pyapp.yaml.
	spec string
	// port is what the service listens on.
	port string
}

// fixedPort is what the example's pyapp.yaml says.
const fixedPort = "8000"

// copyApp copies the application and makes its first line name the frontend given. Where the port of its pyapp.yaml is
// taken, another replaces it: containers share the machine's network.
func copyApp(source, target, frontend string) (app, error) {
	if err := os.CopyFS(filepath.Join(target, "app"), os.DirFS(source)); err != nil {
		return app{}, fmt.Errorf("copying the application: %w", err)
	}
	port, err := freePort(fixedPort)
	if err != nil {
		return app{}, err
	}
	a := app{dir: filepath.Join(target, "app"), port: port}
	text, err := os.ReadFile(a.file("pyapp.yaml"))
	if err != nil {
		return app{}, fmt.Errorf("reading the application: %w", err)
	}
	_, rest, _ := strings.Cut(string(text), "\n")
	a.spec = "# syntax=" + frontend + "\n" + strings.ReplaceAll(rest, fixedPort, port)
	if err := os.WriteFile(a.file("pyapp.yaml"), []byte(a.spec), 0o644); err != nil {
		return app{}, fmt.Errorf("writing the application: %w", err)
	}
	return a, nil
}

func (a app) file(name string) string { return filepath.Join(a.dir, name) }

// edit replaces one text of the application's main module by another.
func (a app) edit(before, after string) error {
	path := a.file("src/shop_front/main.py")
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("editing the application: %w", err)
	}
	if !strings.Contains(string(text), before) {
		return fmt.Errorf("editing the application: %s does not say %q", path, before)
	}
	return os.WriteFile(path, []byte(strings.Replace(string(text), before, after, 1)), 0o644)
}

// freePort returns the wanted port, or any that is free when it is taken.
func freePort(wanted string) (string, error) {
	listener, err := net.Listen("tcp", ":"+wanted)
	if err != nil {
		if listener, err = net.Listen("tcp", ":0"); err != nil {
			return "", fmt.Errorf("finding a free port: %w", err)
		}
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, err
}

func indent(text string) string {
	return "    " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n    ") + "\n"
}
