package lock

import "strings"

// git reads the URL of a repository, with what to check out after an @.
func (r *reqReader) git(l reqLine, req Requirement, text string) (Requirement, error) {
	at, err := reqParseURL(text)
	if err != nil {
		return req, err
	}
	if at.scheme != "git+https" && at.scheme != "git+ssh" && at.scheme != "git+http" {
		return req, reqError("use git+https:// or git+ssh://", "%s:// is no kind of URL that can be installed", at.scheme)
	}
	r.warnCredentials(l, at)
	repository, commit, err := reqRevision(strings.TrimPrefix(at.base, "git+"))
	if err != nil {
		return req, err
	}
	fragment, err := reqFragment(&req, at.fragment)
	if err == nil && fragment.hash != "" {
		err = reqError("write a full commit after @ instead", "only a file has a hash")
	}
	req.VCS = &VCS{Type: "git", URL: repository, Commit: commit, Subdirectory: fragment.subdirectory}
	return req, err
}

// reqRevision splits a URL at the last @ of its path.
func reqRevision(base string) (repository, commit string, err error) {
	host := strings.Index(base, "://") + len("://")
	slash := strings.Index(base[host:], "/")
	if slash < 0 || strings.Contains(base, "?") {
		return "", "", reqError("write it as in git+https://host/path.git@commit", "this is not the URL of a repository")
	}
	at := strings.LastIndex(base, "@")
	if at < host+slash {
		return base, "", nil
	}
	if at == len(base)-1 || at == host+slash+1 {
		return "", "", reqError("write the 40 digits of a commit after it", "nothing stands before or after the @")
	}
	return base[:at], base[at+1:], nil
}
