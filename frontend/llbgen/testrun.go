package llbgen

import (
	"strconv"

	"github.com/moby/buildkit/client/llb"
	"github.com/org/pyapp-frontend/frontend/plan"
)

// TestOwner is what OwnerKey has for the command of the target test.
const TestOwner = "test"

// test runs a command in the finished image, on the image's platform and as its user. What it writes is thrown away with the
// root that it runs in; the state that is returned is empty.
func (g *Generator) test(p *plan.Plan, src Sources, layers []llb.State) llb.State {
	t, name := p.Test, p.Test.StepName()
	if p.ForeignTest() {
		name += " (under emulation, for " + p.Target.String() + ")"
	}
	args := []string{p.App.Workdir, strconv.Itoa(t.User.UID), strconv.Itoa(t.User.GID)}
	network, again := options(), options()
	if t.Network {
		network = g.network(llb.SecretFileOpt(t.User.UID, t.User.GID, 0o400))
	} else {
		args = append(args, "--offline")
	}
	if g.TestAgain {
		again = llb.IgnoreCache
	}
	// Without the variables of the image that steps run in: the test gets those of its own.
	root := llb.NewState(g.stack(layers).Output())
	return g.step(root, "test", name, "test.command", append(append(args, "--"), t.Run...),
		runsOn(p.Target), network, again, env(src.Env), llb.WithDescription(map[string]string{OwnerKey: TestOwner}),
	).AddMount(OutDir, llb.Scratch())
}
