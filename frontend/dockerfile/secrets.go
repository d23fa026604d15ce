package dockerfile

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/org/pyapp-frontend/frontend/plan"
	"github.com/org/pyapp-frontend/spec"
)

// Where secrets lie while a step runs that is given them.
const secretsFolder = "/run/secrets/"

// indexes are those that the steps are told of. A lock of uv's names its own.
func (p *printer) indexes() []spec.Index {
	if p.live() {
		return p.Spec.Indexes
	}
	return p.Indexes
}

// fromGit are the packages of all platforms that come from repositories.
func (p *printer) fromGit() []plan.Build {
	var out []plan.Build
	for _, pl := range p.plans {
		for _, b := range pl.Builds {
			if b.Git {
				out = append(out, b)
			}
		}
	}
	return out
}

// secrets are the ids of the secrets that the spec names, sorted: those that a build needs.
func (p *printer) secrets() []string {
	var ids []string
	for _, i := range p.indexes() {
		ids = append(ids, i.Secret, i.ClientCert)
	}
	slices.Sort(ids)
	return slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == "" })
}

// login says whether steps that install packages have to log in somewhere, with secrets that are no settings of uv's.
func (p *printer) login() bool { return len(p.secrets())+len(p.fromGit()) > 0 }

// secretMounts are the mounts of those secrets.
func (p *printer) secretMounts() []string {
	var out []string
	for _, id := range p.secrets() {
		out = append(out, "type=secret,id="+id+",required=true")
	}
	git := p.fromGit()
	if len(git) > 0 {
		out = append(out, "type=secret,id=GIT_AUTH_TOKEN", "type=secret,id=known-hosts")
	}
	if slices.ContainsFunc(git, func(b plan.Build) bool { return b.SSH }) {
		out = append(out, "type=ssh")
	}
	return out
}

// indexSettings tell uv of the indexes.
func (p *printer) indexSettings() []string {
	var named, out []string
	for _, i := range p.indexes() {
		if i.Default {
			out = append(out, "UV_DEFAULT_INDEX="+quoted(i.Name+"="+i.URL))
		} else {
			named = append(named, i.Name+"="+i.URL)
		}
	}
	if len(named) > 0 {
		out = append(out, "UV_INDEX="+quoted(strings.Join(named, " ")))
	}
	return out
}

// logins is a program that logs in with what a step is given, and runs a command. What it makes of secrets lies in the memory of
// the step's own container.
func (p *printer) logins() {
	if !p.login() {
		return
	}
	p.say("Logs in with the secrets of a step, and runs a command. What it makes of them lies in memory (/dev/shm), and is gone when the step" +
		" ends. A secret of an index is `user:password`, a token, or a netrc.")
	p.WriteString("COPY --chmod=755 <<'EOF' /usr/local/bin/with-logins\n" + withLogins)
	for _, i := range p.indexes() {
		if i.Secret != "" {
			p.line("login " + shellWords(append([]string{i.Secret, variable(i.Name)}, hosts(i)...)))
		}
		if i.ClientCert != "" {
			p.line("export SSL_CLIENT_CERT=" + shell(secretsFolder+i.ClientCert))
		}
	}
	p.WriteString("[ ! -e /root/.netrc ] || cat /root/.netrc >> /dev/shm/netrc\nexport NETRC=/dev/shm/netrc\n")
	p.gitLogins()
	p.WriteString("exec \"$@\"\nEOF\n")
}

// withLogins is the beginning of that program.
const withLogins = `#!/bin/sh
set -eu
umask 077
: > /dev/shm/netrc
login() {
    text=$(cat "/run/secrets/$1") index=UV_INDEX_$2
    shift 2
    case "$text" in
    machine[[:space:]]* | default[[:space:]]*) printf '%s\n' "$text" ;;
    *:*) user=${text%%:*} password=${text#*:} ;;
    *) user=__token__ password=$text ;;
    esac >> /dev/shm/netrc
    [ -n "${user-}" ] || return 0
    word=$(printf '%s' "$password" | sed 's/[\\"]/\\&/g')
    for host; do printf 'machine %s login %s password "%s"\n' "$host" "$user" "$word"; done >> /dev/shm/netrc
    export "${index}_USERNAME=$user" "${index}_PASSWORD=$password"
    unset user password
}
`

// variable is the name of an index in uv's variables.
func variable(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, strings.ToUpper(name))
}

// hosts are those that the login of an index is for.
func hosts(i spec.Index) []string {
	var out []string
	for _, address := range append([]string{i.URL}, prefixed("//", i.Hosts)...) {
		if u, err := url.Parse(address); err == nil && u.Hostname() != "" && !slices.Contains(out, u.Hostname()) {
			out = append(out, u.Hostname())
		}
	}
	return out
}

func prefixed(prefix string, words []string) []string {
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = prefix + word
	}
	return out
}

// gitLogins let git log in: with a token over https, or over ssh with the agent of the client to hosts that are known.
func (p *printer) gitLogins() {
	var keys []string
	for _, b := range p.fromGit() {
		if key := "http.https://" + b.Host + "/.extraheader"; !b.SSH && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	if len(p.fromGit()) > 0 {
		p.line("export GIT_SSL_CAINFO=/etc/ssl/certs/ca-certificates.crt GIT_TERMINAL_PROMPT=0")
		p.line(`export GIT_SSH_COMMAND="ssh -F none -o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=/run/secrets/known-hosts"`)
	}
	if len(keys) == 0 {
		return
	}
	p.line("if [ -e /run/secrets/GIT_AUTH_TOKEN ]; then")
	p.line(`    header="Authorization: Basic $(printf 'x-access-token:%s' "$(cat /run/secrets/GIT_AUTH_TOKEN)" | base64 | tr -d '\n')"`)
	p.line(fmt.Sprintf("    export GIT_CONFIG_COUNT=%d", len(keys)))
	for i, key := range keys {
		p.line(fmt.Sprintf(`    export GIT_CONFIG_KEY_%d=%s GIT_CONFIG_VALUE_%d="$header"`, i, shell(key), i))
	}
	p.line("fi")
}
