package graph

import (
	"strings"

	"github.com/distribution/reference"
	"github.com/moby/buildkit/solver/pb"
)

const imageScheme = "docker-image://"

// describe is what a node says of an operation.
func describe(o *op) Node {
	n := Node{Kind: Step, Name: o.name, Platform: platform(o.Platform)}
	if source := o.GetSource(); source != nil {
		n.Kind, n.Name = Source, sourceName(o.name, source.Identifier)
		if !strings.HasPrefix(source.Identifier, imageScheme) {
			n.Platform = ""
		}
	}
	if exec := o.GetExec(); exec != nil {
		n.Network = exec.Network != pb.NetMode_NONE
	}
	return n
}

// sourceName is what people call a source: the name of an image without its digest, which part of the context, else its address.
func sourceName(name, identifier string) string {
	if ref, ok := strings.CutPrefix(identifier, imageScheme); ok {
		return imageName(ref)
	}
	if part, ok := strings.CutPrefix(name, loads); ok {
		return part
	}
	if name != "" {
		return name
	}
	return identifier
}

func imageName(ref string) string {
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil {
		return ref
	}
	name := reference.FamiliarName(named)
	if tagged, ok := named.(reference.Tagged); ok {
		name += ":" + tagged.Tag()
	}
	return name
}

func platform(p *pb.Platform) string {
	if p == nil {
		return ""
	}
	return strings.TrimSuffix(p.OS+"/"+p.Architecture+"/"+p.Variant, "/")
}
