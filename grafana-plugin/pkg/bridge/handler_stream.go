package bridge

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// Channels are `sessions` and `sessions/<name>`: sessions as they begin and change. What is watched stands
// in the data of the subscription, because filters do not fit into a channel's 160 characters. The name is
// made of it, so that equal ones share a stream, and nobody can put other filters under a name that others
// will ask for: Grafana keeps the data of whoever came first.
const sessionsChannel = "sessions"

// channelOf is the one channel that these data may be watched in (src/datasource/live-sessions.ts).
func channelOf(data json.RawMessage) string {
	if len(data) == 0 {
		return sessionsChannel
	}
	hash := sha256.Sum256(data)
	return sessionsChannel + "/" + hex.EncodeToString(hash[:16])
}

// The backend lets 100 watch, of all Grafanas together; one user has a few panels with filters of their own.
const streamsPerUserMax = 20

// watched is the data of a subscription, as GET /api/v1/stream takes it.
type watched struct {
	Filters json.RawMessage `json:"filters"`
	Columns json.RawMessage `json:"columns"`
}

// The backend sends 500 rows at most, of some hundred bytes each, and columns of up to 200 characters.
const eventBytesMax = 4 << 20

// SubscribeStream lets everybody who may use the data source watch.
func (d *Datasource) SubscribeStream(_ context.Context, req *backend.SubscribeStreamRequest) (*backend.SubscribeStreamResponse, error) {
	status := backend.SubscribeStreamStatusOK
	if req.Path != channelOf(req.Data) {
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
// must not come this way. It counts for the user who came first.
func (d *Datasource) RunStream(ctx context.Context, req *backend.RunStreamRequest, sender *backend.StreamSender) error {
	if d.problem != nil {
		return d.problem
	}
	login := ""
	if req.PluginContext.User != nil {
		login = req.PluginContext.User.Login
	}
	if !d.streams.begin(login, streamsPerUserMax) {
		return fmt.Errorf("one user watches more than %d different lists of sessions; close some", streamsPerUserMax)
	}
	defer d.streams.end(login)
	query, err := streamQuery(req.Data)
	if err != nil {
		return err
	}
	response, err := d.hopscope.open(ctx, d.hopscope.streaming, request{method: http.MethodGet, path: "stream", query: query})
	if err != nil {
		return err
	}
	defer response.Body.Close()
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

func streamQuery(data json.RawMessage) (url.Values, error) {
	var asked watched
	if len(data) > 0 {
		if err := json.Unmarshal(data, &asked); err != nil {
			return nil, failure{http.StatusBadRequest, "What is to be watched is not as expected: { filters, columns }"}
		}
	}
	query := url.Values{}
	for name, value := range map[string]json.RawMessage{"filters": asked.Filters, "columns": asked.Columns} {
		if len(value) > 0 && string(value) != "null" {
			query.Set(name, string(value))
		}
	}
	return query, nil
}

// readEvents calls `each` with the data of every server-sent event (https://html.spec.whatwg.org,
// 9.2.6); its name and id are not needed here.
func readEvents(stream io.Reader, each func(event []byte) error) error {
	lines := bufio.NewScanner(stream)
	lines.Buffer(nil, eventBytesMax)
	var event [][]byte
	eventBytes := 0
	for lines.Scan() {
		line := bytes.TrimSuffix(lines.Bytes(), []byte("\r"))
		switch {
		case len(line) == 0 && len(event) > 0:
			if err := each(bytes.Join(event, []byte("\n"))); err != nil {
				return err
			}
			event, eventBytes = nil, 0
		case bytes.HasPrefix(line, []byte("data:")):
			said := bytes.TrimPrefix(line[len("data:"):], []byte(" "))
			// The scanner bounds a line, of which an event may have any number.
			if eventBytes += len(said) + 1; eventBytes > eventBytesMax {
				return bufio.ErrTooLong
			}
			event = append(event, bytes.Clone(said))
		}
	}
	return lines.Err()
}
