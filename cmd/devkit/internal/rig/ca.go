package rig

import (
	"os"
	"path/filepath"
)

// CABundle is the path of the machine's own certificate bundle when its network re-signs TLS, so that builds need it
// too; otherwise empty. Signs of that are SSL_CERT_FILE, or certificates that an administrator has added.
func CABundle() string {
	if path := os.Getenv("SSL_CERT_FILE"); path != "" {
		return path
	}
	added, err := filepath.Glob("/usr/local/share/ca-certificates/*.crt")
	if err != nil || len(added) == 0 {
		return ""
	}
	return "/etc/ssl/certs/ca-certificates.crt"
}
