package bridge

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

type packets chan json.RawMessage

func (p packets) Send(packet *backend.StreamPacket) error {
	p <- packet.Data
	return nil
}

func TestEventsOfTheBackendArriveInOrderAndStopWhenNobodyWatches(t *testing.T) {
	fake := startBackend(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, ": hello\n\nevent: session\ndata: {\"n\":1}\n\ndata: not json\n\ndata: {\"n\":\r\ndata: 2}\r\n\r\n")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	d := newTestDatasource(t, fake.URL, "secret")
	ctx, cancel := context.WithCancel(context.Background())
	got, ended := make(packets, 8), make(chan error, 1)
	go func() {
		ended <- d.RunStream(ctx, &backend.RunStreamRequest{
			PluginContext: backend.PluginContext{User: ada}, Path: "sessions",
		}, backend.NewStreamSender(got))
	}()
	for _, want := range []float64{1, 2} {
		var said map[string]float64
		if raw := <-got; json.Unmarshal(raw, &said) != nil || said["n"] != want {
			t.Fatalf("got %s, want n %v", raw, want)
		}
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	asked := fake.requests()[0]
	if asked.path != "/api/v1/stream" || asked.header.Get("Authorization") != "Bearer secret" {
		t.Errorf("got %s %v", asked.path, asked.header)
	}
	if asked.header.Get("X-Grafana-User") != "" || asked.header.Get("X-Grafana-Role") != "" {
		t.Error("a stream that everybody shares was asked for one user")
	}
}

func TestAStreamThatEndsIsAnErrorSoThatGrafanaBeginsAgain(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"closed":           says(200, "data: {}\n\n"),
		"refused":          says(401, `{"error":"no"}`),
		"missing":          says(404, `{"error":"There is nothing here"}`),
		"endless":          says(200, "data: "+strings.Repeat("x", eventBytesMax+1)),
		"endless in lines": says(200, strings.Repeat("data: "+strings.Repeat("x", 1<<20)+"\n", 5)+"\n"),
	} {
		d := newTestDatasource(t, startBackend(t, answer).URL, "x")
		err := d.RunStream(context.Background(), &backend.RunStreamRequest{Path: "sessions"}, backend.NewStreamSender(make(packets, 8)))
		if err == nil {
			t.Errorf("%s: no error", name)
		}
		if strings.HasPrefix(name, "endless") && !errors.Is(err, bufio.ErrTooLong) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestWhatIsWatchedIsToldToTheBackend(t *testing.T) {
	for data, want := range map[string]string{
		``: "/api/v1/stream",
		`{"filters":{"network":["MTN"]},"columns":[],"other":1}`: `/api/v1/stream?columns=%5B%5D&filters=%7B%22network%22%3A%5B%22MTN%22%5D%7D`,
		`{"filters":null}`: "/api/v1/stream",
	} {
		fake := startBackend(t, says(200, "data: {}\n\n"))
		d := newTestDatasource(t, fake.URL, "")
		_ = d.RunStream(context.Background(), &backend.RunStreamRequest{Path: "sessions/x", Data: json.RawMessage(data)}, backend.NewStreamSender(make(packets, 8)))
		if asked := fake.requests(); len(asked) != 1 || asked[0].path != want {
			t.Errorf("%s: got %v", data, asked)
		}
	}
	d := newTestDatasource(t, startBackend(t, says(200, "data: {}\n\n")).URL, "")
	if err := d.RunStream(context.Background(), &backend.RunStreamRequest{Data: json.RawMessage(`[1]`)}, nil); err == nil || !strings.Contains(err.Error(), "filters") {
		t.Errorf("got %v", err)
	}
}

func TestAChannelIsNamedByWhatIsWatchedAndNobodyPublishes(t *testing.T) {
	d := newTestDatasource(t, "http://127.0.0.1:1", "")
	for _, c := range []struct {
		path, data string
		want       backend.SubscribeStreamStatus
	}{
		{"sessions", "", backend.SubscribeStreamStatusOK},
		// The same pair stands in src/datasource/live-sessions.test.ts.
		{"sessions/07a09e70788283cf749e742ba510f295", `{"filters":{"network":["MTN & <Orange> 日本"]},"columns":[]}`, backend.SubscribeStreamStatusOK},
		{"sessions", `{"filters":{"network":["MTN"]}}`, backend.SubscribeStreamStatusNotFound},
		{"sessions/07a09e70788283cf749e742ba510f295", `{"filters":{}}`, backend.SubscribeStreamStatusNotFound},
		{"sessions/07a09e70788283cf749e742ba510f295", "", backend.SubscribeStreamStatusNotFound},
		{"sessions/4f2a", "", backend.SubscribeStreamStatusNotFound},
		{"sessionsx", "", backend.SubscribeStreamStatusNotFound},
		{"other", "", backend.SubscribeStreamStatusNotFound},
		{"", "", backend.SubscribeStreamStatusNotFound},
	} {
		got, err := d.SubscribeStream(context.Background(), &backend.SubscribeStreamRequest{Path: c.path, Data: json.RawMessage(c.data)})
		if err != nil || got.Status != c.want {
			t.Errorf("%q with %q: got %v, %v", c.path, c.data, got, err)
		}
	}
	got, err := d.PublishStream(context.Background(), &backend.PublishStreamRequest{Path: "sessions"})
	if err != nil || got.Status != backend.PublishStreamStatusPermissionDenied {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestOneUserCannotTakeAllStreams(t *testing.T) {
	began := make(chan struct{}, streamsPerUserMax+1)
	fake := startBackend(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		w.(http.Flusher).Flush()
		began <- struct{}{}
		<-r.Context().Done()
	})
	d := newTestDatasource(t, fake.URL, "")
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	ended := make(chan error, streamsPerUserMax)
	run := func(user *backend.User) error {
		return d.RunStream(ctx, &backend.RunStreamRequest{
			PluginContext: backend.PluginContext{User: user}, Path: "sessions",
		}, backend.NewStreamSender(make(packets)))
	}
	for range streamsPerUserMax {
		go func() { ended <- run(ada) }()
		<-began
	}
	refused := make(chan error, 1)
	go func() { refused <- run(ada) }()
	select {
	case err := <-refused:
		if err == nil || !strings.Contains(err.Error(), "20 different lists") {
			t.Errorf("got %v", err)
		}
	case <-began:
		t.Fatal("one more than a user may have")
	}
	other := make(chan error, 1)
	go func() { other <- run(&backend.User{Login: "grace@bank.example"}) }()
	<-began
	cancel()
	for range streamsPerUserMax {
		<-ended
	}
	<-other
	if len(fake.requests()) != streamsPerUserMax+1 || len(d.streams.running) > 0 {
		t.Errorf("the backend was asked %d times, still running %v", len(fake.requests()), d.streams.running)
	}
}
