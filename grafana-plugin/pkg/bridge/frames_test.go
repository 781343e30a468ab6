package bridge

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestFramesKeepTheirTypesLabelsAndMeta(t *testing.T) {
	frames, err := decodeFrames(json.RawMessage(`[{"schema":{"name":"trace","meta":{"type":"numeric-long","typeVersion":[0,1],"custom":{"nextCursor":"c"}},"fields":[
		{"name":"time","type":"time","typeInfo":{"frame":"time.Time","nullable":false}},
		{"name":"rate","type":"number","typeInfo":{"frame":"float64","nullable":true},"labels":{"network":"MTN"},"config":{"unit":"percentunit"}},
		{"name":"completed","type":"boolean","typeInfo":{"frame":"bool","nullable":false}},
		{"name":"tags","type":"other","typeInfo":{"frame":"json.RawMessage","nullable":false}}]},
	 "data":{"values":[[1764370000000],[null],[true],[[{"key":"a","value":1}]]]}}]`))
	if err != nil {
		t.Fatal(err)
	}
	frame := frames[0]
	if frame.Name != "trace" || frame.Meta.Type != "numeric-long" || frame.Meta.TypeVersion.String() != "0.1" {
		t.Errorf("got name %q, meta %+v", frame.Name, frame.Meta)
	}
	if custom, _ := frame.Meta.Custom.(map[string]any); custom["nextCursor"] != "c" {
		t.Errorf("got custom %v", frame.Meta.Custom)
	}
	if frame.Fields[1].Labels["network"] != "MTN" || frame.Fields[1].Config.Unit != "percentunit" {
		t.Errorf("got %+v", frame.Fields[1])
	}
	if _, isThere := frame.Fields[1].ConcreteAt(0); isThere {
		t.Error("null became a number")
	}
	if got := frame.Fields[3].At(0).(json.RawMessage); !strings.Contains(string(got), `"key"`) {
		t.Errorf("got %s", got)
	}
}

var badFrames = []string{
	`[{"schema":{"fields":[{"name":"x","type":"number"}]},"data":{"values":[[1]]}}]`,
	`[{"schema":{"fields":[{"name":"x","typeInfo":{"frame":"float65"}}]},"data":{"values":[[1]]}}]`,
	`[{"schema":{"fields":[]},"data":{"values":[[1],[2]]}}]`,
	`[{"schema":{"fields":[{"name":"x","typeInfo":{"frame":"float64"}}]},"data":{"values":[["text"]]}}]`,
	`[{"schema":{"fields":[{"name":"x","typeInfo":{"frame":"float64"}},{"name":"y","typeInfo":{"frame":"string"}}]},"data":{"values":[[1,2],["a"]]}}]`,
	`[{"schema":{"fields":[{"name":"x","typeInfo":{"frame":"float64"}}]},"data":{"values":[[1]],"nanos":[[1],[2]]}}]`,
	`[{"data":{"values":[[1]]}}]`,
	`[null]`,
	`[{"schema":7}]`,
	`{}`,
	`"no"`,
}

func TestABadFrameIsAnErrorAndNotTheEndOfTheProcess(t *testing.T) {
	for _, raw := range badFrames {
		frames, err := decodeFrames(json.RawMessage(raw))
		if err == nil {
			t.Errorf("%s: got %v", raw, frames)
		}
	}
}

// `go test -fuzz=FuzzFrames ./pkg/bridge` looks further; a plain `go test` runs the seeds.
func FuzzFrames(f *testing.F) {
	for _, raw := range badFrames {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		frames, err := decodeFrames(json.RawMessage(raw))
		if err != nil {
			return
		}
		for _, frame := range frames {
			if _, err := frame.MarshalArrow(); err != nil {
				t.Skipf("not for Arrow: %v", err)
			}
		}
	})
}
