package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// build builds and pushes the image without a tag, and returns the digest of its index.
func (s source) build(ctx context.Context, image string, v version, o options) (string, error) {
	dir, err := os.MkdirTemp("", "publish-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	metadata := filepath.Join(dir, "metadata.json")
	cmd := exec.CommandContext(ctx, "docker", s.arguments(image, v, o, metadata)...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("building the image: %w", err)
	}
	data, err := os.ReadFile(metadata)
	if err != nil {
		return "", fmt.Errorf("reading what was built: %w", err)
	}
	var built struct {
		Digest string `json:"containerimage.digest"`
	}
	if err := json.Unmarshal(data, &built); err != nil {
		return "", fmt.Errorf("reading what was built: %w", err)
	}
	if built.Digest == "" {
		return "", fmt.Errorf("reading what was built: no digest in %s", data)
	}
	return built.Digest, nil
}

// arguments are those of `docker`. All times are set to the commit's, those of files too, so that the images come out the
// same wherever they are built.
func (s source) arguments(image string, v version, o options, metadata string) []string {
	sbom := "--attest=type=sbom"
	if o.scanner != "" {
		sbom += ",generator=" + o.scanner
	}
	args := []string{
		"buildx", "build",
		"--platform=linux/amd64,linux/arm64",
		"--attest=type=provenance,mode=max", sbom,
		"--build-arg=GO_VERSION=" + s.golang,
		"--build-arg=VERSION=" + v.String(),
		"--build-arg=SOURCE_DATE_EPOCH=" + s.epoch,
		"--label=org.opencontainers.image.version=" + v.String(),
		"--label=org.opencontainers.image.revision=" + s.revision,
		"--output=type=image,oci-mediatypes=true,rewrite-timestamp=true,push=true,push-by-digest=true,name=" + image,
		"--metadata-file=" + metadata,
	}
	if o.ca != "" {
		args = append(args, "--secret=id=ca,src="+o.ca)
	}
	return append(args, ".")
}
