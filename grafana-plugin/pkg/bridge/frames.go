package bridge

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// result is what the backend says to one query.
type result struct {
	Status int             `json:"status"`
	Frames json.RawMessage `json:"frames"`
	Error  string          `json:"error"`
	Field  string          `json:"field"`
}

// readFrames reads the answer to the one query that toQuestion asks.
func readFrames(body []byte) (data.Frames, error) {
	var said struct {
		Results map[string]result `json:"results"`
	}
	if err := json.Unmarshal(body, &said); err != nil {
		return nil, backend.PluginErrorf("the answer is not JSON: %w", err)
	}
	result, ok := said.Results[refID]
	if !ok {
		return nil, backend.PluginErrorf("the answer holds no result")
	}
	if result.Error != "" {
		return nil, failure{statusOf(result), placeless(result.Error)}
	}
	return decodeFrames(result.Frames)
}

// decodeFrames turns JSON frames into the SDK's. The SDK's decoder panics on some frames that it cannot
// make sense of (more values than fields, say); that must not end the plugin's process.
func decodeFrames(raw json.RawMessage) (frames data.Frames, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			frames, err = nil, unreadable(fmt.Errorf("%v", cause))
		}
	}()
	// One by one: the SDK takes what is no frame for an empty one.
	var each []*map[string]json.RawMessage
	if err := json.Unmarshal(raw, &each); err != nil {
		return nil, unreadable(err)
	}
	frames = data.Frames{}
	if err := json.Unmarshal(raw, &frames); err != nil {
		return nil, unreadable(err)
	}
	for i, frame := range frames {
		if each[i] == nil {
			return nil, unreadable(fmt.Errorf("a frame is null"))
		}
		if _, err := frame.RowLen(); err != nil {
			return nil, unreadable(err)
		}
	}
	return frames, nil
}

func unreadable(cause error) error {
	return backend.PluginErrorf("the backend's answer cannot be read; are the plugin and the backend of the same version? %w", cause)
}

func statusOf(result result) int {
	if result.Status < 400 {
		return http.StatusBadGateway
	}
	return result.Status
}

// placeless takes the place in the request out of a text: the first query there is the only one.
func placeless(text string) string {
	return strings.NewReplacer("queries[0].", "", "queries[0]: ", "").Replace(text)
}
