package bridge

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"sort"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// What Grafana keeps in a query beside the question; the backend refuses what it does not know.
// Common properties of the SDK's experimental/apis/datasource/v0alpha1, and those that the
// front end adds (DataSourceWithBackend.query, Explore; the form for alert rules calls every query
// instant or range, whosever it is: formProcessing.ts; and a query that was another data source's may
// keep how that drew it). A list of what is ours would be safer against Grafana, but then nobody
// would tell of a misspelled filter, and an alert rule would watch something else.
var grafanasFields = []string{
	"datasource", "datasourceId", "editorMode", "exemplar", "hide", "instant", "intervalMs", "key",
	"legendFormat", "maxDataPoints", "maxLines", "queryCachingTTL", "range", "resultAssertions",
	"timeRange",
}

// Each question goes alone: queries of one request may have different time ranges, and one that the
// backend cannot read must not take the others with it.
const refID = "A"

var variable = regexp.MustCompile(`^(\$[A-Za-z_]\w*|\$\{[^}]+\}|\[\[[^\]]+\]\])$`)

// toQuestion makes the body of POST /api/v1/query from one query of Grafana.
func toQuestion(query backend.DataQuery) ([]byte, error) {
	fields := map[string]any{}
	if len(query.JSON) > 0 {
		if err := json.Unmarshal(query.JSON, &fields); err != nil {
			return nil, failure{http.StatusBadRequest, "The query is not a JSON object"}
		}
	}
	for _, name := range grafanasFields {
		delete(fields, name)
	}
	if name := unfilled("", fields); name != "" {
		return nil, failure{http.StatusBadRequest, fmt.Sprintf("%s is a dashboard variable that nothing has filled in; alert rules and shared dashboards have no variables. Write its values, or leave it out.", name)}
	}
	fields["refId"] = refID
	if query.QueryType != "" {
		fields["queryType"] = query.QueryType
	}
	if kind, _ := fields["queryType"].(string); kind == "" {
		return nil, failure{http.StatusBadRequest, "The query asks nothing yet: its queryType is missing. Open it in Grafana's editor and choose what to show, or write the queryType, such as completion."}
	}
	question := map[string]any{
		"from":    query.TimeRange.From.UnixMilli(),
		"to":      query.TimeRange.To.UnixMilli(),
		"queries": []any{fields},
	}
	if interval := query.Interval.Milliseconds(); interval > 0 {
		question["intervalMs"] = interval
	}
	return json.Marshal(question)
}

// unfilled names the first field that still holds a variable, such as `filters.network`; never its value.
func unfilled(at string, value any) string {
	switch value := value.(type) {
	case string:
		if variable.MatchString(value) {
			return at
		}
	case []any:
		for _, item := range value {
			if name := unfilled(at, item); name != "" {
				return name
			}
		}
	case map[string]any:
		for _, name := range sortedKeys(value) {
			below := name
			if at != "" {
				below = at + "." + name
			}
			if found := unfilled(below, value[name]); found != "" {
				return found
			}
		}
	}
	return ""
}

func sortedKeys(fields map[string]any) []string {
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
