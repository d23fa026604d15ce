package integration

import (
	"encoding/json"
	"strings"
	"testing"

	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestProvenance wants the digest of the base image to stand in the image's labels and among the materials of its provenance.
func TestProvenance(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	result := mustBuild(t, m, rig.Build{
		Mode: rig.InProcess, Dir: m.Copy(t, "worker"), Name: rig.RepositoryName(t), Attrs: map[string]string{"attest:provenance": "mode=max"},
	})
	labels := rig.Config(t, rig.Pull(t, result.Reference)).Config.Labels
	digest := labels[ocispecs.AnnotationBaseImageDigest]
	if !strings.HasSuffix(labels[ocispecs.AnnotationBaseImageName], pythonBase) || !strings.HasPrefix(digest, "sha256:") {
		t.Errorf("labels are %v", labels)
	}
	var statement struct {
		Predicate struct {
			BuildDefinition struct {
				ResolvedDependencies []struct {
					URI    string
					Digest map[string]string
				}
			}
		}
	}
	if err := json.Unmarshal(attestation(t, result.Reference), &statement); err != nil {
		t.Fatalf("reading the attestation: %v", err)
	}
	materials := statement.Predicate.BuildDefinition.ResolvedDependencies
	for _, material := range materials {
		if strings.Contains(material.URI, "python") && "sha256:"+material.Digest["sha256"] == digest {
			return
		}
	}
	t.Errorf("%s is not among the materials: %+v", digest, materials)
}
