-- Proofs that a version is in the log begin with its place there.
CREATE INDEX version_log_place ON version_log (model, version);
INSERT INTO schema_compatibility (version, readable_by) VALUES (7, 5);
