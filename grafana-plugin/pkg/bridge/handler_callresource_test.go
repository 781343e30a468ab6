package bridge

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func call(t *testing.T, d *Datasource, method, path, body string) (int, map[string]any) {
	t.Helper()
	var got *backend.CallResourceResponse
	err := d.CallResource(context.Background(), &backend.CallResourceRequest{
		PluginContext: backend.PluginContext{User: ada},
		Method:        method,
		Path:          path,
		URL:           path + "?token=x",
		Headers:       map[string][]string{"Cookie": {"grafana_session=1"}, "Origin": {"http://evil.example"}},
		Body:          []byte(body),
	}, backend.CallResourceResponseSenderFunc(func(response *backend.CallResourceResponse) error {
		got = response
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	var said map[string]any
	_ = json.Unmarshal(got.Body, &said)
	return got.Status, said
}

func TestThePageMayAskWhatIsListed(t *testing.T) {
	fake := startBackend(t, says(200, `{"fine":true}`))
	d := newTestDatasource(t, fake.URL, "secret")
	for _, c := range []struct{ method, path, body string }{
		{"GET", "status", ""}, {"POST", "query", `{"queries":[]}`}, {"POST", "identify", `{"text":"x"}`},
	} {
		if status, said := call(t, d, c.method, c.path, c.body); status != 200 || said["fine"] != true {
			t.Errorf("%s %s: got %d %v", c.method, c.path, status, said)
		}
	}
	for _, asked := range fake.requests() {
		if asked.header.Get("Authorization") != "Bearer secret" || asked.header.Get("X-Grafana-User") != ada.Login {
			t.Errorf("%s: got %v", asked.path, asked.header)
		}
		if asked.header.Get("Cookie") != "" || asked.header.Get("Origin") != "" {
			t.Errorf("%s: the browser's headers went along: %v", asked.path, asked.header)
		}
	}
	if asked := fake.requests()[1]; asked.path != "/api/v1/query" || asked.body["queries"] == nil {
		t.Errorf("got %s %v", asked.path, asked.body)
	}
}

func TestNothingElseIsPassedOn(t *testing.T) {
	fake := startBackend(t, says(200, `{}`))
	d := newTestDatasource(t, fake.URL, "secret")
	for _, c := range []struct {
		method, path string
		status       int
	}{
		{"GET", "", 404}, {"GET", "metrics", 404}, {"POST", "v1/traces", 404}, {"GET", "stream", 404},
		{"GET", "query", 404}, {"DELETE", "status", 404}, {"GET", "status/../../metrics", 404},
		{"GET", "../../metrics", 404}, {"POST", "status", 404},
	} {
		status, _ := call(t, d, c.method, c.path, "")
		if status < 300 {
			t.Errorf("%s %s: got %d", c.method, c.path, status)
		}
	}
	if asked := fake.requests(); len(asked) > 0 {
		t.Errorf("the backend was asked for %s", asked[0].path)
	}
}

func TestARefusalKeepsItsStatusButGrafanaNeverSeesA401(t *testing.T) {
	for status, want := range map[int]int{401: 502, 400: 400, 429: 429, 500: 500} {
		fake := startBackend(t, says(status, `{"error":"why"}`))
		if got, said := call(t, newTestDatasource(t, fake.URL, "x"), "POST", "query", "{}"); got != want || said["error"] == nil {
			t.Errorf("%d: got %d %v", status, got, said)
		}
	}
}

func TestALargeBodyIsRefusedHere(t *testing.T) {
	fake := startBackend(t, says(200, `{}`))
	body := string(bytes.Repeat([]byte("x"), questionBytesMax+1))
	if status, _ := call(t, newTestDatasource(t, fake.URL, ""), "POST", "query", body); status != 413 || len(fake.requests()) > 0 {
		t.Errorf("got %d, asked %d times", status, len(fake.requests()))
	}
}

func TestWithoutAnAddressTheReasonIsSaid(t *testing.T) {
	if status, said := call(t, newTestDatasource(t, "", ""), "GET", "status", ""); status != 400 || said["error"] == nil {
		t.Errorf("got %d %v", status, said)
	}
}

// export calls the resource and puts the pieces together.
func export(t *testing.T, answer http.HandlerFunc) (*backend.CallResourceResponse, int, error) {
	t.Helper()
	fake := startBackend(t, answer)
	var got backend.CallResourceResponse
	pieces := 0
	err := newTestDatasource(t, fake.URL, "secret").CallResource(context.Background(), &backend.CallResourceRequest{
		PluginContext: backend.PluginContext{User: ada}, Method: "POST", Path: "export", URL: "export", Body: []byte(`{"from":0}`),
	}, backend.CallResourceResponseSenderFunc(func(piece *backend.CallResourceResponse) error {
		pieces++
		got.Status, got.Headers, got.Body = piece.Status, piece.Headers, append(got.Body, piece.Body...)
		return nil
	}))
	if asked := fake.requests()[0]; asked.path != "/api/v1/export" || asked.header.Get("X-Grafana-User") != ada.Login || asked.body["from"] == nil {
		t.Errorf("asked %s %v %v", asked.path, asked.header, asked.body)
	}
	return &got, pieces, err
}

func csv(rows int, breakOff bool) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		w.Header().Set("Content-Disposition", `attachment; filename="sessions.csv"`)
		w.Header().Set("Set-Cookie", "a=b")
		for range rows {
			_, _ = w.Write([]byte(strings.Repeat("x", 1023) + "\n"))
		}
		w.(http.Flusher).Flush()
		if breakOff {
			panic(http.ErrAbortHandler)
		}
	}
}

func TestAnExportArrivesWholeAndInPieces(t *testing.T) {
	for _, rows := range []int{0, 1, 256, 1000} {
		got, pieces, err := export(t, csv(rows, false))
		if err != nil || got.Status != 200 || len(got.Body) != rows*1024 || pieces < max(1, rows/256) || pieces > rows/256+1 {
			t.Errorf("%d rows: got status %d, %d bytes in %d pieces, %v", rows, got.Status, len(got.Body), pieces, err)
		}
		if http.Header(got.Headers).Get("Content-Disposition") == "" || http.Header(got.Headers).Get("Set-Cookie") != "" {
			t.Errorf("got headers %v", got.Headers)
		}
	}
}

func TestAnExportThatBreaksOffIsNoWholeFile(t *testing.T) {
	if _, _, err := export(t, csv(300, true)); err == nil {
		t.Error("no error")
	}
}

func TestAnExportThatIsRefusedSaysWhy(t *testing.T) {
	got, _, err := export(t, says(400, `{"error":"from: expected a time"}`))
	if err != nil || got.Status != 400 || !strings.Contains(string(got.Body), "expected a time") {
		t.Errorf("got %d %s %v", got.Status, got.Body, err)
	}
}

func TestAnExportLastsAsLongAsItIsRead(t *testing.T) {
	d := newTestDatasource(t, startBackend(t, csv(1, false)).URL, "")
	// Any question with a time limit fails.
	d.hopscope.http.Timeout = time.Nanosecond
	if _, err := d.ask(context.Background(), request{method: http.MethodGet, path: "status"}); err == nil {
		t.Fatal("a question without a time limit")
	}
	if status, _ := call(t, d, "POST", "export", "{}"); status != http.StatusOK {
		t.Errorf("got %d", status)
	}
}

func TestAnAnswerThatIsTooLargeIsNotRead(t *testing.T) {
	piece := bytes.Repeat([]byte("x"), 1<<20)
	fake := startBackend(t, func(w http.ResponseWriter, _ *http.Request) {
		for range answerBytesMax/len(piece) + 1 {
			if _, err := w.Write(piece); err != nil {
				return
			}
		}
	})
	status, said := call(t, newTestDatasource(t, fake.URL, ""), "POST", "query", "{}")
	if status != http.StatusBadGateway || !strings.Contains(fmt.Sprint(said["error"]), "64 MB") {
		t.Errorf("got %d %v", status, said)
	}
}
