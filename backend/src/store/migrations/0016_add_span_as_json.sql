-- What a session's page shows of a span, in the order of src/query/spans-of-trace.ts, once more as one text: reading it
-- takes half of the time that its twenty-seven columns take (bench/README.md). Bodies of hooks are not among it, as they
-- can be long. Attributes keep it a list: of columns only, a server that names them in tuples would make an object.
ALTER TABLE spans
  ADD COLUMN IF NOT EXISTS as_json String MATERIALIZED toJSONString((
    parent_span_id, operation, status_code, service_version, capture,
    step_index, step_name, step_name_source, action, action_source, action_message,
    input_type, input_length, input_text, input_source,
    response_type, response_length, response_text,
    hook_name, http_method, http_status, url_full, url_template, server_address, error_type,
    attributes['ussd.goal.name'], attributes['server.port']
  )) CODEC(ZSTD)
