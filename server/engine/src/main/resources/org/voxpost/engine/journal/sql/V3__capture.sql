-- What is kept of captured sessions. Kinds, sides and origins are the names of their enums.

insert into counters (name, value) values ('fact', 0);

create table captures (
    seq ${identity},
    id ${text} not null unique,
    node ${text} not null,
    origin ${text} not null,
    test int not null,
    call_id ${text} not null,
    incident_id ${text} not null,
    sip_call_id ${text} not null,
    caller ${text} not null,
    called ${text} not null,
    peer ${text} not null,
    previous ${text} not null,
    opened_at bigint not null,
    closed_at bigint,
    ending ${text} not null default ''
);

create index captures_open on captures (node, seq) where closed_at is null;
create index captures_closed on captures (closed_at) where closed_at is not null;
create index captures_by_call on captures (call_id, seq);
create index captures_by_incident on captures (incident_id, seq);
create index captures_by_sip_call on captures (sip_call_id, seq);
create index captures_by_caller on captures (caller, seq);

create table facts (
    seq bigint primary key,
    capture ${text} references captures (id) on delete cascade,
    number int not null,
    at bigint not null,
    kind ${text} not null,
    side ${text} not null,
    message_id ${text} not null,
    party ${text} not null,
    content_type ${text} not null,
    octets ${octets} not null,
    body ${text} not null,
    size bigint not null,
    status int not null,
    note ${text} not null,
    unique (capture, number)
);

create table bodies (
    capture ${text} not null references captures (id) on delete cascade,
    body ${text} not null,
    start bigint not null,
    octets ${octets} not null,
    primary key (capture, body, start)
);

create table readers (
    name ${text} primary key,
    place bigint not null,
    moved_at bigint not null
);

create table audits (
    seq ${identity},
    at bigint not null,
    who ${text} not null,
    origin ${text} not null,
    what ${text} not null,
    capture ${text} not null
);

create index audits_by_age on audits (at);
