package rig

import (
	"context"
	"errors"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/console"
)

// With brings up the rig with the frontend's image in its registry, calls do, and ends the daemons that did not run
// before.
func (r *Rig) With(ctx context.Context, extras Extras, do func() error) (err error) {
	before := r.Running()
	defer func() { err = errors.Join(err, r.Down(before...)) }()
	if err := r.Up(ctx, extras); err != nil {
		return err
	}
	if err := r.BuildImage(ctx); err != nil {
		return err
	}
	return do()
}

// Execute runs a command on the devkit's terminal with the environment that Env describes, inside With. The whole rig is
// up, with the oldest BuildKit and the base of Alpine: this is how the tests are run.
func (r *Rig) Execute(ctx context.Context, args []string) error {
	return r.With(ctx, Extras{Oldest: true, Alpine: true}, func() error {
		command := console.Command{Args: args}
		for _, v := range r.Env() {
			command.Env = append(command.Env, v.Name+"="+v.Value)
		}
		return command.Attach(ctx)
	})
}
