package bridge

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// The one channel: sessions as they begin and change.
const sessionsChannel = "sessions"

// A session row is some hundred bytes.
const eventBytesMax = 1 << 20

// SubscribeStream lets everybody who may use the data source watch.
func (d *Datasource) SubscribeStream(_ context.Context, req *backend.SubscribeStreamRequest) (*backend.SubscribeStreamResponse, error) {
	status := backend.SubscribeStreamStatusOK
	if req.Path != sessionsChannel {
		status = backend.SubscribeStreamStatusNotFound
	}
	return &backend.SubscribeStreamResponse{Status: status}, nil
}

// PublishStream refuses: only the backend has something to say.
func (d *Datasource) PublishStream(context.Context, *backend.PublishStreamRequest) (*backend.PublishStreamResponse, error) {
	return &backend.PublishStreamResponse{Status: backend.PublishStreamStatusPermissionDenied}, nil
}

// RunStream passes on what the backend says at GET /api/v1/stream (server-sent events) until nobody
// watches any more. Grafana starts it again, with a pause, when it ends with an error.
//
// Everybody who watches shares it, so it is asked for nobody in particular: what only one user may see
// must not come this way.
func (d *Datasource) RunStream(ctx context.Context, _ *backend.RunStreamRequest, sender *backend.StreamSender) error {
	if d.problem != nil {
		return d.problem
	}
	response, err := d.hopscope.send(ctx, d.hopscope.streaming, request{method: http.MethodGet, path: "stream"})
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		body, _ := io.ReadAll(io.LimitReader(response.Body, eventBytesMax))
		return d.hopscope.refusal(response.StatusCode, body)
	}
	err = readEvents(response.Body, func(event []byte) error {
		if !json.Valid(event) {
			backend.Logger.FromContext(ctx).Debug("An event of the stream is not JSON")
			return nil
		}
		return sender.SendJSON(event)
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil {
		err = errors.New("the backend closed the stream")
	}
	return backend.DownstreamError(err)
}

// readEvents calls `each` with the data of every server-sent event (https://html.spec.whatwg.org,
// 9.2.6); its name and id are not needed here.
func readEvents(stream io.Reader, each func(event []byte) error) error {
	lines := bufio.NewScanner(stream)
	lines.Buffer(nil, eventBytesMax)
	var event [][]byte
	for lines.Scan() {
		line := bytes.TrimSuffix(lines.Bytes(), []byte("\r"))
		switch {
		case len(line) == 0 && len(event) > 0:
			if err := each(bytes.Join(event, []byte("\n"))); err != nil {
				return err
			}
			event = nil
		case bytes.HasPrefix(line, []byte("data:")):
			said := bytes.TrimPrefix(line[len("data:"):], []byte(" "))
			event = append(event, bytes.Clone(said))
		}
	}
	return lines.Err()
}
