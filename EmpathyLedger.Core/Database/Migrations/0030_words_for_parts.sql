-- Words for the parts that people have in a story. A value cannot be used in the transaction that adds it: the next file does.

set role ledger_owner;

alter type ledger.story_role add value 'commenter';
alter type ledger.story_role add value 'watcher';
alter type ledger.story_action add value 'watch';
alter type ledger.event_kind add value 'part_changed';
alter type ledger.notification_kind add value 'story_invited';
alter type ledger.notification_kind add value 'invitation_accepted';
alter type ledger.notification_kind add value 'invitation_declined';
alter type ledger.notification_kind add value 'part_changed';
alter type ledger.notification_kind add value 'part_ended';
alter type ledger.notification_kind add value 'part_left';
