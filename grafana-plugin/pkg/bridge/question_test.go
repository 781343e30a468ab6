package bridge

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func questionOf(t *testing.T, query backend.DataQuery) map[string]any {
	t.Helper()
	raw, err := toQuestion(query)
	if err != nil {
		t.Fatalf("no question: %v", err)
	}
	var question map[string]any
	if err := json.Unmarshal(raw, &question); err != nil {
		t.Fatalf("not JSON: %v", err)
	}
	return question
}

func TestAQuestionHoldsTheRangeTheIntervalAndNothingOfGrafanas(t *testing.T) {
	question := questionOf(t, backend.DataQuery{
		RefID:     "some panel's own name",
		QueryType: "traffic",
		Interval:  90 * time.Second,
		TimeRange: backend.TimeRange{From: time.UnixMilli(1_000), To: time.UnixMilli(2_000)},
		JSON: json.RawMessage(`{
			"refId": "some panel's own name", "queryType": "traffic", "stackBy": "network",
			"filters": {"serviceCode": ["*384*123#"]},
			"datasource": {"uid": "x"}, "datasourceId": 3, "hide": false, "key": "Q-1", "intervalMs": 90000,
			"maxDataPoints": 500, "instant": true, "range": false, "exemplar": false, "legendFormat": "", "editorMode": "code", "maxLines": 10, "queryCachingTTL": 60000, "timeRange": {}, "resultAssertions": {}
		}`),
	})
	want := map[string]any{
		"from": 1000.0, "to": 2000.0, "intervalMs": 90_000.0,
		"queries": []any{map[string]any{
			"refId": "A", "queryType": "traffic", "stackBy": "network",
			"filters": map[string]any{"serviceCode": []any{"*384*123#"}},
		}},
	}
	if !reflect.DeepEqual(question, want) {
		t.Errorf("got %v, want %v", question, want)
	}
}

func TestAnAlertRulesQueryTypeCounts(t *testing.T) {
	question := questionOf(t, backend.DataQuery{QueryType: "completion", JSON: json.RawMessage(`{}`)})
	asked := question["queries"].([]any)[0].(map[string]any)
	if asked["queryType"] != "completion" {
		t.Errorf("got %v", asked)
	}
}

func TestAQueryThatAsksNothingIsToldSo(t *testing.T) {
	for _, query := range []string{``, `{"refId":"A","instant":false}`, `{"queryType":""}`} {
		_, err := toQuestion(backend.DataQuery{JSON: json.RawMessage(query)})
		if err == nil || !strings.Contains(err.Error(), "queryType is missing") {
			t.Errorf("%s: got %v", query, err)
		}
	}
}

func TestAMisspelledFieldIsLeftForTheBackendToRefuse(t *testing.T) {
	question := questionOf(t, backend.DataQuery{JSON: json.RawMessage(`{"queryType":"completion","fliters":{}}`)})
	if _, isSent := question["queries"].([]any)[0].(map[string]any)["fliters"]; !isSent {
		t.Errorf("a typo was taken out: %v", question)
	}
}

func TestAVariableThatNothingFilledInIsNamedAndNeverSent(t *testing.T) {
	for _, c := range []struct{ query, field string }{
		{`{"filters":{"network":["$network"]}}`, "filters.network"},
		{`{"filters":{"network":["MTN","${network:csv}"]}}`, "filters.network"},
		{`{"filters":{"network":["[[network]]"]}}`, "filters.network"},
		{`{"by":"$dimension"}`, "by"},
	} {
		_, err := toQuestion(backend.DataQuery{JSON: json.RawMessage(c.query)})
		if err == nil || !strings.HasPrefix(err.Error(), c.field+" is a dashboard variable") {
			t.Errorf("%s: got %v", c.query, err)
		}
	}
}

func TestAValueWithADollarIsNoVariable(t *testing.T) {
	for _, value := range []string{"$5 bundle", "$5", "Pay $amount now", "*384*123#", ""} {
		query, _ := json.Marshal(map[string]any{"queryType": "sessions", "filters": map[string]any{"step": []string{value}}})
		if _, err := toQuestion(backend.DataQuery{JSON: query}); err != nil {
			t.Errorf("%q: %v", value, err)
		}
	}
}

func TestAQueryThatIsNoObjectIsRefused(t *testing.T) {
	for _, query := range []string{`[]`, `"x"`, `{`} {
		if _, err := toQuestion(backend.DataQuery{JSON: json.RawMessage(query)}); err == nil {
			t.Errorf("%s: no error", query)
		}
	}
}
