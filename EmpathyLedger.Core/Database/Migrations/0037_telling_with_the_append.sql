-- Other nodes are told of operations by the append itself (0032); nothing calls this any more.

set role ledger_policy;

drop function app.tell_of_operations(uuid);

set role ledger_owner;
