package frontend

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	gwclient "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/frontend/subrequests"
	"github.com/moby/buildkit/frontend/subrequests/outline"
	"github.com/moby/buildkit/frontend/subrequests/targets"
	"github.com/moby/buildkit/solver/errdefs"
	"github.com/org/pyapp-frontend/spec"
)

// request is something that a client can ask for in place of an image: `docker buildx build --call NAME` asks for
// "frontend.NAME", prints result.txt of the answer, or result.json for `format=json`, and exits with result.statuscode.
type request struct {
	subrequests.Request
	answer func(context.Context) (*gwclient.Result, error)
}

// requests are all that this frontend answers, in the order in which they are listed.
func (b *build) requests() []request {
	return []request{
		{outline.SubrequestsOutlineDefinition, b.answerOutline},
		{lintRequest(), b.answerLint},
		{targets.SubrequestsTargetsDefinition, b.answerTargets},
		{ownRequest("schema", "JSON Schema of pyapp.yaml"), b.answerSchema},
		{ownRequest("plan", "What image is made, and why"), b.answerPlan},
		{ownRequest("lock", "Packages that go into the image"), b.answerLock},
		{ownRequest("graph", "Build graph, for Mermaid"), b.answerGraph},
		{ownRequest("graph.svg", "Build graph, as a picture"), b.answerPicture},
		{ownRequest("dockerfile", "Dockerfile that builds the same image"), b.answerDockerfile},
		{ownRequest("describe", "What can be asked for"), b.answerDescribe},
		{subrequests.SubrequestsDescribeDefinition, b.answerDescribe},
	}
}

// answer answers the request of a client that wants no image; asked is false for one that does.
func (b *build) answer(ctx context.Context) (res *gwclient.Result, asked bool, err error) {
	name, asked := b.BuildOpts().Opts["requestid"]
	if !asked {
		return nil, false, nil
	}
	var names []string
	for _, r := range b.requests() {
		if r.Name == name {
			res, err := r.answer(ctx)
			return res, true, err
		}
		names = append(names, strings.TrimPrefix(r.Name, requestPrefix))
	}
	return nil, true, unknownRequest(strings.TrimPrefix(name, requestPrefix), names)
}

const requestPrefix = "frontend."

func unknownRequest(name string, known []string) error {
	text := fmt.Sprintf("%s is nothing that can be asked for; known are %s", name, strings.Join(known, ", "))
	if near := spec.DidYouMean(name, known); near != "" {
		text += "; " + near
	}
	return unknownRequestError{text, errdefs.NewUnsupportedSubrequestError(requestPrefix + name)}
}

// unknownRequestError is what clients know an unsupported request by. Its text leaves out that error's own, which every
// client puts before it.
type unknownRequestError struct {
	text        string
	unsupported error
}

func (e unknownRequestError) Error() string { return e.text }

func (e unknownRequestError) Unwrap() error { return e.unsupported }

// ownRequest is a request that no other frontend has to know.
func ownRequest(name, description string) subrequests.Request {
	return subrequests.Request{
		Name: requestPrefix + name, Version: "1.0.0", Type: subrequests.TypeRPC, Description: description,
		Metadata: []subrequests.Named{{Name: "result.json"}, {Name: "result.txt"}},
	}
}

// answerDescribe lists what can be asked for. It has two names: the one that people type, and the one that programs know.
func (b *build) answerDescribe(context.Context) (*gwclient.Result, error) {
	var all []subrequests.Request
	for _, r := range b.requests() {
		all = append(all, r.Request)
	}
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("listing the requests: %w", err)
	}
	var text bytes.Buffer
	if err := subrequests.PrintDescribe(data, &text); err != nil {
		return nil, fmt.Errorf("listing the requests: %w", err)
	}
	return answered(subrequests.SubrequestsDescribeDefinition, text.Bytes(), data), nil
}

// answered is an answer in its two forms: text for people, JSON for programs.
func answered(r subrequests.Request, text, json []byte) *gwclient.Result {
	res := gwclient.NewResult()
	res.AddMeta("result.txt", text)
	res.AddMeta("result.json", json)
	res.AddMeta("version", []byte(r.Version))
	return res
}
