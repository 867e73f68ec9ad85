-- The level of Resource-Priority that an order came with; the job of an older order that it tries once more; and while its call stands, the
-- INVITE of that call.

alter table orders add column priority int not null default 0;
alter table orders add column retried_job ${text};
alter table orders add column retried_element int;
alter table orders add column retried_object int;
alter table orders add column call_invite ${octets};
alter table orders add column call_since bigint;
alter table orders add column call_type ${text};
alter table orders add column call_sequence bigint;
