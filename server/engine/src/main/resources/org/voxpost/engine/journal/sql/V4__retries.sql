-- A job is tried again by one order at a time, so it is looked for who does.

create index orders_retried on orders (retried_job) where retried_job is not null;
