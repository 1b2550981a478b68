-- A visitor's feed of one community states the condition of story_communities_public_feed_idx, or each of the community's own
-- stories would be looked at and left out. The same fact is readable on ledger.stories already.
set role ledger_owner;
grant select (consent_public_display) on ledger.story_communities to ledger_app, ledger_reader;
