-- For the spans of before, in the background (1.4 s a million): until then it is made of the columns when it is read, and
-- a part that is not merged any more would never have it.
ALTER TABLE spans MATERIALIZE COLUMN as_json
