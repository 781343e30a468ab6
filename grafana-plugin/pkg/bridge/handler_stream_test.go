package bridge

import (
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
		"closed":  says(200, "data: {}\n\n"),
		"refused": says(401, `{"error":"no"}`),
		"missing": says(404, `{"error":"There is nothing here"}`),
		"endless": says(200, "data: "+strings.Repeat("x", eventBytesMax+1)),
	} {
		d := newTestDatasource(t, startBackend(t, answer).URL, "x")
		err := d.RunStream(context.Background(), &backend.RunStreamRequest{Path: "sessions"}, backend.NewStreamSender(make(packets, 8)))
		if err == nil {
			t.Errorf("%s: no error", name)
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

func TestThereIsOneKindOfChannelAndNobodyPublishes(t *testing.T) {
	d := newTestDatasource(t, "http://127.0.0.1:1", "")
	for path, want := range map[string]backend.SubscribeStreamStatus{
		"sessions": backend.SubscribeStreamStatusOK, "sessions/4f2a": backend.SubscribeStreamStatusOK,
		"sessionsx": backend.SubscribeStreamStatusNotFound, "other": backend.SubscribeStreamStatusNotFound, "": backend.SubscribeStreamStatusNotFound,
	} {
		got, err := d.SubscribeStream(context.Background(), &backend.SubscribeStreamRequest{Path: path})
		if err != nil || got.Status != want {
			t.Errorf("%q: got %v, %v", path, got, err)
		}
	}
	got, err := d.PublishStream(context.Background(), &backend.PublishStreamRequest{Path: "sessions"})
	if err != nil || got.Status != backend.PublishStreamStatusPermissionDenied {
		t.Errorf("got %v, %v", got, err)
	}
}
