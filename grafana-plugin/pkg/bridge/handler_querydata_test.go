package bridge

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func ask(t *testing.T, d *Datasource, user *backend.User, queries ...backend.DataQuery) map[string]backend.DataResponse {
	t.Helper()
	response, err := d.QueryData(context.Background(), &backend.QueryDataRequest{
		PluginContext: backend.PluginContext{User: user},
		Queries:       queries,
	})
	if err != nil {
		t.Fatal(err)
	}
	return response.Responses
}

func completion(refID string) backend.DataQuery {
	return backend.DataQuery{RefID: refID, QueryType: "completion", JSON: json.RawMessage(`{"by":"network"}`)}
}

func TestAQueryGoesOutWithTokenAndUserAndComesBackAsFrames(t *testing.T) {
	fake := startBackend(t, says(200, oneFrame))
	got := ask(t, newTestDatasource(t, fake.URL+"/", " secret\n"), ada, completion("rate by network"))["rate by network"]
	if got.Error != nil || len(got.Frames) != 1 || got.Frames[0].RefID != "rate by network" || got.Frames[0].Rows() != 2 {
		t.Fatalf("got %+v", got)
	}
	asked := fake.requests()[0]
	if asked.method != "POST" || asked.path != "/api/v1/query" {
		t.Errorf("asked %s %s", asked.method, asked.path)
	}
	for name, want := range map[string]string{
		"Authorization": "Bearer secret", "X-Grafana-User": "ada@bank.example", "X-Grafana-Role": "Editor",
		"Content-Type": "application/json",
	} {
		if got := asked.header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestALoginOfAnyAlphabetCanBeSent(t *testing.T) {
	fake := startBackend(t, says(200, oneFrame))
	user := &backend.User{Login: "zoë müller\r\nX-Grafana-Role: Admin", Role: "Viewer"}
	if got := ask(t, newTestDatasource(t, fake.URL, ""), user, completion("A"))["A"]; got.Error != nil {
		t.Fatal(got.Error)
	}
	header := fake.requests()[0].header
	if got := header.Get("X-Grafana-User"); got != "zo%C3%AB%20m%C3%BCller%0D%0AX-Grafana-Role:%20Admin" {
		t.Errorf("got %q", got)
	}
	if header.Get("X-Grafana-Role") != "Viewer" || header.Get("Authorization") != "" {
		t.Errorf("got %v", header)
	}
}

func TestAnAlertRuleAsksForNobody(t *testing.T) {
	for name, request := range map[string]backend.QueryDataRequest{
		"Grafana 12.4": {
			Headers:       map[string]string{"FromAlert": "true"},
			PluginContext: backend.PluginContext{User: &backend.User{Login: "grafana_scheduler", Role: "Admin"}},
		},
		"without a user": {},
	} {
		fake := startBackend(t, says(200, oneFrame))
		request.Queries = []backend.DataQuery{completion("A")}
		if _, err := newTestDatasource(t, fake.URL, "secret").QueryData(context.Background(), &request); err != nil {
			t.Fatal(err)
		}
		if header := fake.requests()[0].header; header.Get("X-Grafana-User") != "" || header.Get("X-Grafana-Role") != "" {
			t.Errorf("%s: got %v", name, header)
		}
	}
}

func TestAQueryThatFailsDoesNotTakeTheOthersWithIt(t *testing.T) {
	fake := startBackend(t, func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > 150 {
			says(400, `{"error":"queries[0].filters.colour: Unrecognized key","field":"queries[0].filters"}`)(w, r)
		} else {
			says(200, oneFrame)(w, r)
		}
	})
	bad := completion("bad")
	bad.JSON = json.RawMessage(`{"by":"network","filters":{"colour":["` + strings.Repeat("x", 150) + `"]}}`)
	got := ask(t, newTestDatasource(t, fake.URL, ""), ada, completion("good"), bad)
	if got["good"].Error != nil || len(got["good"].Frames) != 1 {
		t.Errorf("good: %+v", got["good"])
	}
	if got["bad"].Error == nil || got["bad"].Error.Error() != "filters.colour: Unrecognized key" || got["bad"].Status != 400 {
		t.Errorf("bad: %+v", got["bad"])
	}
}

func TestWhatTheBackendDoesWrongIsMarkedDownstream(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		status backend.Status
		text   string
	}{
		"wrong token":     {says(401, `{"error":"no"}`), 502, "refused the data source's token"},
		"store":           {says(500, `{"error":"The store could not answer: timeout"}`), 500, "The store could not answer"},
		"one query":       {says(200, `{"results":{"A":{"status":500,"error":"The store could not answer: x"}}}`), 500, "The store"},
		"another service": {says(404, `<html>`), 502, "not as a Hopscope backend"},
		"unknown field":   {says(400, `{"error":"queries[0]: Unrecognized key: \"by\""}`), 400, "Unrecognized"},
		"too busy":        {says(429, `{"error":"Too many questions wait"}`), 429, "Too many"},
	} {
		fake := startBackend(t, c.answer)
		got := ask(t, newTestDatasource(t, fake.URL, "secret"), ada, completion("A"))["A"]
		if got.Error == nil || !strings.Contains(got.Error.Error(), c.text) || strings.Contains(got.Error.Error(), "queries[") || got.Status != c.status || got.ErrorSource != backend.ErrorSourceDownstream {
			t.Errorf("%s: got %v, status %d, source %q", name, got.Error, got.Status, got.ErrorSource)
		}
	}
}

func TestAnAnswerThatCannotBeReadIsOurOwnFault(t *testing.T) {
	for _, body := range []string{`no`, `{}`, `{"results":{"A":{"status":200,"frames":[{"schema":{"fields":[{"name":"x"}]}}]}}}`} {
		fake := startBackend(t, says(200, body))
		got := ask(t, newTestDatasource(t, fake.URL, ""), ada, completion("A"))["A"]
		if got.Error == nil || got.ErrorSource != backend.ErrorSourcePlugin {
			t.Errorf("%s: got %v, source %q", body, got.Error, got.ErrorSource)
		}
	}
}

func TestAnEmptyAnswerIsNoFrames(t *testing.T) {
	fake := startBackend(t, says(200, `{"results":{"A":{"status":200,"frames":[]}}}`))
	got := ask(t, newTestDatasource(t, fake.URL, ""), ada, completion("A"))["A"]
	if got.Error != nil || len(got.Frames) != 0 {
		t.Errorf("got %+v", got)
	}
}
