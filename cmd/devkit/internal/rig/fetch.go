package rig

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// patience is how long a service may take to answer.
const patience = 30 * time.Second

// Fetch asks a service in a container until it answers with status 200, and gives the answer without the space around it; or it
// tells what the container wrote when it does not.
func (r *Rig) Fetch(ctx context.Context, container, url string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		answer, err := get(ctx, url)
		if err == nil {
			return answer, nil
		}
		select {
		case <-ctx.Done():
			logs, _ := r.Docker("logs", "--tail=20", container).Output(context.WithoutCancel(ctx))
			return "", fmt.Errorf("asking the service for %s: %w\n%s", url, err, logs)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func get(ctx context.Context, url string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return "", err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %s", response.Status)
	}
	return strings.TrimSpace(string(body)), err
}
