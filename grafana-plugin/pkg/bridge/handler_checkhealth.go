package bridge

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// status is GET /api/v1/status.
type status struct {
	Version  string `json:"version"`
	Sessions int64  `json:"sessions"`
	// Of probes and simulators, which no list shows by itself.
	NotLive int64 `json:"sessionsNotLive"`
	// Unix milliseconds; nil in an empty store.
	LastSpanAt *int64 `json:"lastSpanAt"`
}

// CheckHealth is what Save & test says.
func (d *Datasource) CheckHealth(ctx context.Context, req *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	answer, err := d.ask(ctx, request{method: http.MethodGet, path: "status", user: req.PluginContext.User})
	if err != nil {
		return unhealthy(err), nil
	}
	var said status
	if json.Unmarshal(answer, &said) != nil || said.Version == "" {
		return unhealthy(failure{http.StatusBadGateway, d.hopscope.notHopscope("")}), nil
	}
	message := fmt.Sprintf("Hopscope %s answers. %s", said.Version, arrived(said, time.Now()))
	if isOlder(said.Version, req.PluginContext.PluginVersion) {
		message += fmt.Sprintf(" It is older than this plugin (%s): update the backend if it does not know a query.", req.PluginContext.PluginVersion)
	}
	return &backend.CheckHealthResult{Status: backend.HealthStatusOk, Message: message}, nil
}

func unhealthy(err error) *backend.CheckHealthResult {
	message := err.Error()
	var said failure
	if errors.As(err, &said) && said.status >= 500 && strings.HasPrefix(said.text, "The store") {
		message = "Hopscope runs, but its store does not answer yet. Try again in a moment; the backend's log says more. " + said.text
	}
	return &backend.CheckHealthResult{Status: backend.HealthStatusError, Message: message}
}

// arrived tells whether data come in, which is what people set a data source up for.
func arrived(said status, now time.Time) string {
	if said.LastSpanAt == nil {
		return "No span has arrived yet: start your application with Hopscope's instrumentation."
	}
	sessions := "1 session"
	if said.Sessions != 1 {
		sessions = thousands(said.Sessions) + " sessions"
	}
	if said.NotLive > 0 {
		sessions += fmt.Sprintf(" (%s of probes and simulators, which lists and rates leave out)", thousands(said.NotLive))
	}
	return fmt.Sprintf("%s; the last span arrived %s ago.", sessions, rounded(now.Sub(time.UnixMilli(*said.LastSpanAt))))
}

// thousands writes 1234567 as 1,234,567.
func thousands(n int64) string {
	text := strconv.FormatInt(n, 10)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// rounded says how long in the one unit that matters; clocks differ, so never less than nothing.
func rounded(ago time.Duration) string {
	switch {
	case ago < 2*time.Minute:
		if seconds := max(ago, 0) / time.Second; seconds != 1 {
			return fmt.Sprintf("%d seconds", seconds)
		}
		return "1 second"
	case ago < 2*time.Hour:
		return fmt.Sprintf("%d minutes", ago/time.Minute)
	case ago < 48*time.Hour:
		return fmt.Sprintf("%d hours", ago/time.Hour)
	}
	return fmt.Sprintf("%d days", ago/(24*time.Hour))
}

// isOlder compares major and minor version; what is not a version is not older.
func isOlder(version, than string) bool {
	a, aOk := majorMinor(version)
	b, bOk := majorMinor(than)
	return aOk && bOk && (a[0] < b[0] || a[0] == b[0] && a[1] < b[1])
}

func majorMinor(version string) ([2]int, bool) {
	parts := strings.SplitN(version, ".", 3)
	if len(parts) < 2 {
		return [2]int{}, false
	}
	major, errMajor := strconv.Atoi(parts[0])
	minor, errMinor := strconv.Atoi(parts[1])
	return [2]int{major, minor}, errMajor == nil && errMinor == nil
}
