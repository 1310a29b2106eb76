-- What happened to rollouts: rows are added, and taken away when they are old; never changed.
-- Times are milliseconds since 1970 in UTC. (uid, step_id) says what happened once and for all:
-- whoever finds it again adds nothing.
CREATE TABLE rollout_history (
  id ${serial},
  uid VARCHAR(64) NOT NULL,
  step_id VARCHAR(400) NOT NULL,
  namespace VARCHAR(63) NOT NULL,
  name VARCHAR(253) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  happened_at BIGINT NOT NULL,
  time_exact SMALLINT NOT NULL,
  revision INTEGER NOT NULL,
  version VARCHAR(63) NOT NULL,
  step INTEGER,
  weight INTEGER,
  details TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  UNIQUE (uid, step_id)
);
CREATE INDEX rollout_history_by_name ON rollout_history (namespace, name, id);
CREATE INDEX rollout_history_by_age ON rollout_history (happened_at);
