package bridge

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// received is one request that the fake backend got.
type received struct {
	method string
	path   string
	header http.Header
	body   map[string]any
}

// fakeBackend answers as it is told to and remembers what it was asked.
type fakeBackend struct {
	*httptest.Server
	mutex sync.Mutex
	asked []received
}

func (f *fakeBackend) requests() []received {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return append([]received(nil), f.asked...)
}

func startBackend(t *testing.T, answer http.HandlerFunc) *fakeBackend {
	t.Helper()
	fake := &fakeBackend{}
	fake.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got := received{method: r.Method, path: r.URL.RequestURI(), header: r.Header.Clone()}
		_ = json.Unmarshal(body, &got.body)
		fake.mutex.Lock()
		fake.asked = append(fake.asked, got)
		fake.mutex.Unlock()
		answer(w, r)
	}))
	t.Cleanup(fake.Close)
	return fake
}

// says answers every request with one status and body.
func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func settingsFor(url, token string) backend.DataSourceInstanceSettings {
	return backend.DataSourceInstanceSettings{
		UID:                     "hopscope",
		Type:                    "hopscope-ussd-datasource",
		URL:                     url,
		JSONData:                json.RawMessage(`{}`),
		DecryptedSecureJSONData: map[string]string{"token": token},
	}
}

func newTestDatasource(t *testing.T, url, token string) *Datasource {
	t.Helper()
	instance, err := NewDatasource(context.Background(), settingsFor(url, token))
	if err != nil {
		t.Fatalf("no instance: %v", err)
	}
	d := instance.(*Datasource)
	t.Cleanup(d.Dispose)
	return d
}

var ada = &backend.User{Login: "ada@bank.example", Role: "Editor"}

const oneFrame = `{"results":{"A":{"status":200,"frames":[
	{"schema":{"name":"completion","refId":"A","fields":[
		{"name":"network","type":"string","typeInfo":{"frame":"string","nullable":false}},
		{"name":"rate","type":"number","typeInfo":{"frame":"float64","nullable":true}}]},
	 "data":{"values":[["Airtel","MTN"],[0.75,null]]}}]}}}`
