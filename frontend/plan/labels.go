package plan

import (
	"slices"
	"strings"

	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/org/pyapp-frontend/spec"
	"github.com/org/pyapp-frontend/spec/pyproject"
)

// projectLabels are the annotations of the OCI image specification that a project's metadata answer.
func projectLabels(p *pyproject.Project) map[string]string {
	labels := map[string]string{}
	if p == nil {
		return labels
	}
	set := func(key, value string) {
		if value != "" {
			labels[key] = value
		}
	}
	set(ocispecs.AnnotationTitle, p.Name)
	set(ocispecs.AnnotationVersion, p.Version)
	set(ocispecs.AnnotationDescription, p.Description)
	set(ocispecs.AnnotationLicenses, p.License)
	set(ocispecs.AnnotationAuthors, strings.Join(p.Authors, ", "))
	set(ocispecs.AnnotationURL, urlOf(p, "homepage", "home"))
	set(ocispecs.AnnotationSource, urlOf(p, "source", "repository", "sourcecode", "github", "code"))
	set(ocispecs.AnnotationDocumentation, urlOf(p, "documentation", "docs"))
	return labels
}

// urlOf finds a URL by its well-known label, compared without case and punctuation (PEP 753).
func urlOf(p *pyproject.Project, wanted ...string) string {
	plain := map[string]string{}
	for label, url := range p.URLs {
		plain[strings.ToLower(strings.NewReplacer(" ", "", "-", "", "_", "", ".", "").Replace(label))] = url
	}
	i := slices.IndexFunc(wanted, func(w string) bool { return plain[w] != "" })
	if i < 0 {
		return ""
	}
	return plain[wanted[i]]
}

// labels merges the sources of labels; what comes later wins.
func labels(app *spec.App, facts Facts) map[string]string {
	out := projectLabels(facts.Project)
	for key, value := range map[string]string{ocispecs.AnnotationBaseImageName: facts.BaseName, ocispecs.AnnotationBaseImageDigest: facts.BaseDigest} {
		if value != "" {
			out[key] = value
		}
	}
	for _, l := range app.Labels {
		out[l.Key] = l.Value
	}
	for k, v := range facts.Labels {
		out[k] = v
	}
	return out
}
