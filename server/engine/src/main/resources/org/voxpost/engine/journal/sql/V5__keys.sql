-- What belongs to no session has no number that tells it from others, so it has a key: a commit that is repeated writes it once.

alter table facts add column entry_key ${text};
alter table audits add column entry_key ${text};

create unique index facts_by_key on facts (entry_key) where entry_key is not null;
create unique index audits_by_key on audits (entry_key) where entry_key is not null;
