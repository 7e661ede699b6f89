-- Which token a token was made from: when two of one parent are in use, somebody has a copy of the parent. And where
-- from a session was opened, for the person to know its own again.

alter table session_token add column parent_hash bytea;
create index session_token_by_parent on session_token (tenant_id, parent_hash) where parent_hash is not null;

alter table session add column address text not null default '';
