-- Times are milliseconds since 1970, states the ordinals of their enums, flags 0 or 1.

create table counters (
    name ${text} primary key,
    value bigint not null
);

insert into counters (name, value) values ('notice', 0);

create table nodes (
    id ${text} primary key,
    epoch bigint not null,
    lease_until bigint not null,
    dead int not null
);

create table orders (
    seq ${identity},
    id ${text} not null unique,
    node ${text} not null,
    dialog ${text} not null,
    call_id ${text} not null,
    caller ${text} not null,
    job_key ${text},
    document ${octets} not null,
    request int not null,
    accepted_at bigint not null,
    script ${octets},
    closed_at bigint
);

create index orders_open on orders (node, seq) where closed_at is null;
create index orders_closed on orders (closed_at) where closed_at is not null;
create index orders_by_key on orders (job_key) where job_key is not null;
create index orders_by_dialog on orders (dialog);
create index orders_by_call on orders (call_id);

create table jobs (
    seq ${identity},
    id ${text} not null unique,
    order_id ${text} not null references orders (id) on delete cascade,
    element int not null,
    object int not null,
    iteration int not null,
    object_id ${text} not null,
    source ${text} not null,
    destination ${text} not null,
    delete_source int not null,
    state int not null default 0,
    attempts int not null default 0,
    failures int not null default 0,
    deliveries int not null default 0,
    octets bigint not null default 0,
    size bigint not null default 0,
    sha256 ${text} not null default '',
    version ${text} not null default '',
    kept bigint not null default 0,
    source_note ${text},
    told int not null default 0,
    outcome_end ${text},
    outcome_octets bigint,
    outcome_status int,
    outcome_reason ${text},
    outcome_attempts int,
    outcome_duration bigint,
    outcome_at bigint
);

create index jobs_by_order on jobs (order_id);
create index jobs_by_object on jobs (object_id);
create index jobs_unfinished on jobs (state, seq) where state < 3;

create table transfers (
    order_id ${text} not null references orders (id) on delete cascade,
    element int not null,
    transfer_id ${text} not null,
    iteration int not null,
    begun_at bigint not null,
    outcome_end ${text},
    outcome_octets bigint,
    outcome_status int,
    outcome_reason ${text},
    outcome_attempts int,
    outcome_duration bigint,
    outcome_at bigint,
    primary key (order_id, element)
);

create table elements_done (
    order_id ${text} not null references orders (id) on delete cascade,
    element int not null,
    primary key (order_id, element)
);

create table notices (
    seq bigint primary key,
    event_id ${text} not null unique,
    order_id ${text} not null references orders (id) on delete cascade,
    element int not null,
    job_id ${text}
);

create index notices_by_order on notices (order_id);

create table deliveries (
    notice bigint not null references notices (seq) on delete cascade,
    sink ${text} not null,
    order_id ${text} not null,
    state int not null,
    attempts int not null,
    next_attempt bigint not null,
    last_error ${text} not null,
    primary key (notice, sink)
);

create index deliveries_waiting on deliveries (sink, next_attempt) where state = 0;
create index deliveries_of_order on deliveries (order_id, sink, notice) where state = 0;
create index deliveries_dead on deliveries (sink, notice) where state = 2;
