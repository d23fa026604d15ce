package console

import (
	"errors"
	"sync"
)

// Parallel runs independent jobs at the same time and returns all their errors, joined in the order of the jobs.
func Parallel(jobs ...func() error) error {
	errs := make([]error, len(jobs))
	var wait sync.WaitGroup
	for i, job := range jobs {
		wait.Go(func() { errs[i] = job() })
	}
	wait.Wait()
	return errors.Join(errs...)
}
