-- The level of Resource-Priority that an order came with, and the job of an older order that it tries once more.

alter table orders add column priority int not null default 0;
alter table orders add column retried_job ${text};
alter table orders add column retried_element int;
alter table orders add column retried_object int;
