package bridge

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"
)

// What is of a frame in the wire format and has to come through.
type wireFrame struct {
	Schema struct {
		Name   string `json:"name"`
		Fields []struct {
			Name     string `json:"name"`
			TypeInfo struct {
				Frame    string `json:"frame"`
				Nullable bool   `json:"nullable"`
			} `json:"typeInfo"`
			Labels map[string]string `json:"labels"`
		} `json:"fields"`
	} `json:"schema"`
	Data struct {
		Values [][]any `json:"values"`
	} `json:"data"`
}

// The answers of a real backend; backend/test/golden-answers.test.ts writes them and holds them up to
// date.
func TestWhatARealBackendSaysReachesGrafanaAsItIs(t *testing.T) {
	text, err := os.ReadFile("testdata/answers.json")
	if err != nil {
		t.Fatal(err)
	}
	var answers map[string]json.RawMessage
	if err := json.Unmarshal(text, &answers); err != nil {
		t.Fatal(err)
	}
	refused := 0
	for name, answer := range answers {
		var said struct {
			Results map[string]struct {
				Status int         `json:"status"`
				Frames []wireFrame `json:"frames"`
			} `json:"results"`
		}
		if err := json.Unmarshal(answer, &said); err != nil {
			t.Fatal(err)
		}
		frames, err := readFrames(answer)
		if said.Results[refID].Status != 200 {
			refused++
			if status, _ := sayError(err); status != said.Results[refID].Status {
				t.Errorf("%s: got status %d (%v)", name, status, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, err := frames.MarshalArrow(); err != nil {
			t.Errorf("%s: not for Arrow: %v", name, err)
		}
		again, err := json.Marshal(frames)
		if err != nil {
			t.Fatal(err)
		}
		var got []wireFrame
		if err := json.Unmarshal(again, &got); err != nil {
			t.Fatal(err)
		}
		if want := said.Results[refID].Frames; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got\n%+v\nwant\n%+v", name, got, want)
		}
	}
	if refused != 1 || len(answers) < 15 {
		t.Errorf("got %d answers, %d of them refused", len(answers), refused)
	}
}
