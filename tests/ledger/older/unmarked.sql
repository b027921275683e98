BEGIN TRANSACTION;
CREATE TABLE aliases (
	url TEXT NOT NULL,
	item_id VARCHAR(16) NOT NULL,
	PRIMARY KEY (url),
	FOREIGN KEY(item_id) REFERENCES items (id) ON DELETE CASCADE
);
INSERT INTO "aliases" VALUES('https://www.example.org/harbour','1e3ae7c059233ff7');
INSERT INTO "aliases" VALUES('https://www.example.org/ferry','38fa082e85b9506e');
INSERT INTO "aliases" VALUES('https://www.example.org/bridge','3aca79a70328a6ab');
CREATE TABLE changes (
	cursor INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	item_id VARCHAR(16) NOT NULL,
	revision INTEGER NOT NULL,
	state VARCHAR NOT NULL,
	at VARCHAR(27) NOT NULL,
	sha256 VARCHAR(64) NOT NULL
);
INSERT INTO "changes" VALUES(1,'1e3ae7c059233ff7',1,'published','2026-01-15T09:31:00.000000Z','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
CREATE TABLE checks (
	item_id VARCHAR(16) NOT NULL,
	next_check_at VARCHAR(27),
	checked_at VARCHAR(27),
	done INTEGER NOT NULL,
	failures INTEGER NOT NULL,
	etag TEXT,
	last_modified TEXT,
	message TEXT,
	sign VARCHAR,
	sign_since VARCHAR(27),
	kept VARCHAR,
	changes TEXT,
	PRIMARY KEY (item_id),
	FOREIGN KEY(item_id) REFERENCES items (id) ON DELETE CASCADE
);
INSERT INTO "checks" VALUES('1e3ae7c059233ff7','2026-01-15T09:45:00.000000Z',NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE deliveries (
	sink VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	version VARCHAR,
	refused VARCHAR,
	attempts INTEGER NOT NULL,
	message TEXT,
	at VARCHAR(27) NOT NULL,
	PRIMARY KEY (sink, name)
);
CREATE TABLE engines (
	name VARCHAR NOT NULL,
	paused_until VARCHAR(27),
	reason TEXT,
	day VARCHAR(10),
	characters INTEGER NOT NULL,
	PRIMARY KEY (name)
);
CREATE TABLE events (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	at VARCHAR(27) NOT NULL,
	item_id VARCHAR(16),
	event VARCHAR NOT NULL,
	"by" VARCHAR,
	detail TEXT
);
INSERT INTO "events" VALUES(1,'2026-01-15T09:30:00.000000Z','1e3ae7c059233ff7','discovered',NULL,'https://www.example.org/harbour');
INSERT INTO "events" VALUES(2,'2026-01-15T09:30:00.000000Z','38fa082e85b9506e','discovered',NULL,'https://www.example.org/ferry');
INSERT INTO "events" VALUES(3,'2026-01-15T09:30:00.000000Z','3aca79a70328a6ab','discovered',NULL,'https://www.example.org/bridge');
INSERT INTO "events" VALUES(4,'2026-01-15T09:31:00.000000Z','1e3ae7c059233ff7','published',NULL,'revision 1');
INSERT INTO "events" VALUES(5,'2026-01-15T09:30:00.000000Z','38fa082e85b9506e','failed',NULL,'no answer');
INSERT INTO "events" VALUES(6,'2026-01-15T09:30:00.000000Z',NULL,'backup','Mona',NULL);
CREATE TABLE feeds (
	url TEXT NOT NULL,
	etag TEXT,
	last_modified TEXT,
	checked_at VARCHAR(27) NOT NULL,
	failures INTEGER NOT NULL,
	message TEXT,
	PRIMARY KEY (url)
);
INSERT INTO "feeds" VALUES('https://www.example.org/feed.xml','"1"',NULL,'2026-01-15T09:30:00.000000Z',0,NULL);
CREATE TABLE items (
	id VARCHAR(16) NOT NULL,
	url TEXT NOT NULL,
	source VARCHAR,
	state VARCHAR NOT NULL,
	stage VARCHAR NOT NULL,
	reason VARCHAR,
	message TEXT,
	attempts INTEGER NOT NULL,
	next_attempt_at VARCHAR(27),
	headline TEXT,
	reviewer VARCHAR,
	bypass_memory INTEGER NOT NULL,
	discovered_at VARCHAR(27) NOT NULL,
	updated_at VARCHAR(27) NOT NULL,
	PRIMARY KEY (id)
);
INSERT INTO "items" VALUES('1e3ae7c059233ff7','https://www.example.org/harbour','The Tamsin Post','published','publish',NULL,NULL,0,NULL,NULL,NULL,0,'2026-01-15T09:30:00.000000Z','2026-01-15T09:31:00.000000Z');
INSERT INTO "items" VALUES('38fa082e85b9506e','https://www.example.org/ferry','The Tamsin Post','failed','fetch','fetch_timeout','no answer',2,'2026-01-15T09:35:00.000000Z',NULL,NULL,0,'2026-01-15T09:30:00.000000Z','2026-01-15T09:30:00.000000Z');
INSERT INTO "items" VALUES('3aca79a70328a6ab','https://www.example.org/bridge',NULL,'discovered','fetch',NULL,NULL,0,NULL,NULL,NULL,0,'2026-01-15T09:30:00.000000Z','2026-01-15T09:30:00.000000Z');
CREATE TABLE memory (
	"key" VARCHAR(64) NOT NULL,
	reviewed INTEGER NOT NULL,
	source TEXT NOT NULL,
	target TEXT NOT NULL,
	name VARCHAR NOT NULL,
	recorded_at VARCHAR(27) NOT NULL,
	PRIMARY KEY ("key", reviewed)
);
CREATE TABLE meta (
	"key" VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('version','1');
CREATE TABLE outputs (
	item_id VARCHAR(16) NOT NULL,
	stage VARCHAR NOT NULL,
	payload BLOB NOT NULL,
	seconds FLOAT NOT NULL,
	recorded_at VARCHAR(27) NOT NULL,
	PRIMARY KEY (item_id, stage),
	FOREIGN KEY(item_id) REFERENCES items (id) ON DELETE CASCADE
);
INSERT INTO "outputs" VALUES('1e3ae7c059233ff7','fetch',X'789CAB56CA28C9CD51B252507AD4B04CA916002A8A0598',0.25,'2026-01-15T09:30:00.000000Z');
INSERT INTO "outputs" VALUES('1e3ae7c059233ff7','attribute',X'789CAB56CA4C51B252507AD4B04CA916001E1A04B0',0.01,'2026-01-15T09:30:00.000000Z');
CREATE TABLE publications (
	item_id VARCHAR(16) NOT NULL,
	revision INTEGER NOT NULL,
	state VARCHAR NOT NULL,
	headline TEXT NOT NULL,
	updated VARCHAR(27) NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	content VARCHAR(64) NOT NULL,
	PRIMARY KEY (item_id),
	FOREIGN KEY(item_id) REFERENCES items (id) ON DELETE CASCADE
);
INSERT INTO "publications" VALUES('1e3ae7c059233ff7',1,'published','يفتح الميناء أبوابه','2026-01-15T09:30:00.000000Z','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
CREATE TABLE runs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	started_at VARCHAR(27) NOT NULL,
	finished_at VARCHAR(27),
	exit_code INTEGER,
	summary TEXT
);
INSERT INTO "runs" VALUES(1,'2026-01-15T09:30:00.000000Z','2026-01-15T09:31:00.000000Z',1,'{"published": 1}');
CREATE TABLE units (
	"key" VARCHAR(64) NOT NULL,
	context VARCHAR(64) NOT NULL,
	reviewed INTEGER NOT NULL,
	role VARCHAR,
	"before" TEXT,
	"after" TEXT,
	source TEXT NOT NULL,
	target TEXT NOT NULL,
	name VARCHAR NOT NULL,
	recorded_at VARCHAR(27) NOT NULL,
	created_by VARCHAR,
	created_at VARCHAR(27),
	PRIMARY KEY ("key", context, reviewed)
);
CREATE INDEX items_by_state ON items (state, updated_at);
CREATE INDEX ix_events_item_id ON events (item_id);
CREATE INDEX ix_aliases_item_id ON aliases (item_id);
CREATE INDEX ix_checks_next_check_at ON checks (next_check_at);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('events',6);
INSERT INTO "sqlite_sequence" VALUES('changes',1);
INSERT INTO "sqlite_sequence" VALUES('runs',1);
COMMIT;
