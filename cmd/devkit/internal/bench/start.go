package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// importing prints how many seconds an import takes, in a process that has just begun.
const importing = "import time; t = time.perf_counter(); import %s; print(time.perf_counter() - t)"

// stdlib is what servers import of the standard library, the modules that a bare interpreter has not loaded yet.
const stdlib = "argparse, asyncio, concurrent.futures, contextlib, dataclasses, datetime, decimal, email.message, hashlib, http.client, " +
	"inspect, json, logging.config, ssl, subprocess, tempfile, typing, urllib.request, uuid, zipfile"

// run are the arguments of docker for a container that may do as little as ours may, with the application's environment.
func (a app) run(reference string, args ...string) []string {
	all := []string{"run", "--rm", "--network=host", "--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges", "--tmpfs=/tmp"}
	for _, v := range a.env {
		all = append(all, "--env="+v)
	}
	if len(args) > 0 {
		all = append(all, "--entrypoint="+args[0])
		args = args[1:]
	}
	return append(append(all, reference), args...)
}

// imports measures in a new container how long the import takes.
func (l *lab) imports(ctx context.Context, a app, reference, what string) (float64, error) {
	out, err := l.rig.Docker(a.run(reference, "python", "-c", fmt.Sprintf(importing, what))...).Output(ctx)
	if err != nil {
		return 0, err
	}
	lines := strings.Split(out, "\n")
	return strconv.ParseFloat(lines[len(lines)-1], 64)
}

// answer is what the application says, without what the contenders may differ in: the account.
func (l *lab) answer(ctx context.Context, a app, reference string) (string, error) {
	text, err := l.text(ctx, a, reference)
	if err != nil {
		return "", err
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for _, line := range slices.Backward(lines) {
		var fields map[string]any
		if json.Unmarshal([]byte(line), &fields) != nil {
			continue
		}
		delete(fields, "uid")
		canonical, err := json.Marshal(fields)
		return string(canonical), err
	}
	return "", fmt.Errorf("%s does not answer with JSON, but %q", reference, text)
}

func (l *lab) text(ctx context.Context, a app, reference string) (string, error) {
	if a.port == "" {
		return l.rig.Docker(a.run(reference, a.args...)...).Output(ctx)
	}
	args := a.run(reference)
	id, err := l.rig.Docker(append([]string{"run", "--detach"}, args[1:]...)...).Output(ctx)
	if err != nil {
		return "", err
	}
	text, err := l.rig.Fetch(ctx, id, "http://127.0.0.1:"+a.port+a.path)
	_, ended := l.rig.Docker("kill", id).Output(context.WithoutCancel(ctx))
	return text, errors.Join(err, ended)
}
