package rig

import (
	"errors"
	"fmt"
	"slices"
)

// Running names the daemons of the rig that run now.
func (r *Rig) Running() []string {
	var names []string
	for _, service := range r.services() {
		if service.Recorded() {
			names = append(names, service.Name)
		}
	}
	return names
}

// Down ends every daemon that Up started, other than those named in keep, and keeps all caches.
func (r *Rig) Down(keep ...string) error {
	unlock, err := r.lock()
	if err != nil {
		return err
	}
	defer unlock()
	var errs []error
	for _, service := range r.services() {
		if slices.Contains(keep, service.Name) {
			continue
		}
		was, err := service.Stop()
		if was {
			r.Console.Say("ended %s", service.Name)
		}
		if was && service.Name == engineName {
			err = errors.Join(err, r.unmountEngine())
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("ending %s: %w", service.Name, err))
		}
	}
	return errors.Join(errs...)
}

// lock keeps other devkits out, and tells the developer when it has to wait for one.
func (r *Rig) lock() (unlock func() error, err error) {
	return r.Lock(func() { r.Console.Say("waiting for another devkit to finish") })
}
