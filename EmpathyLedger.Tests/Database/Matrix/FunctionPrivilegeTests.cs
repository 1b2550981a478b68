using Npgsql;

namespace EmpathyLedger.Tests.Database.Matrix;

/// <summary>Which role may execute which function of schema app: the committed list, and nothing else.</summary>
public sealed class FunctionPrivilegeTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>
{
    /// <summary>Roles to functions. A function that is nowhere here is for other functions and triggers alone.</summary>
    private static readonly Dictionary<string, string[]> Expected = new()
    {
        ["ledger_accounts, ledger_analysis, ledger_app, ledger_insights, ledger_jobs, ledger_reader"] =
            ["current_actor_id", "current_assurance_level", "current_session_id"],
        ["ledger_app"] =
        [
            "accept_suggestion", "answer_thread", "begin_thread", "has_anchors_behind", "move_anchors", "read_anchors", "read_remarks", "read_suggestion",
            "read_threads", "refuse_suggestion", "reopen_thread", "resolve_thread", "take_back_remark", "take_back_thread",
            "authors_between", "enter_session", "keep_session", "leave_session", "people_here", "purge_history", "read_checkpoint", "read_timeline",
            "accept_invitation", "accept_story_link", "add_import_part", "answer_membership", "answer_story_invitation", "change_part", "end_part",
            "end_story_invitation", "invitations_of_story", "invite_to_story", "leave_story", "make_story_link", "my_part", "my_parts",
            "my_story_invitations", "people_on_story", "read_story_link", "append_operations", "append_together", "may_write_together", "archive_story", "ask_to_join", "begin_import", "cancel_import",
            "check_import_rows", "choose_communities", "choose_reader", "claim_narrator",
            "count_other_elders", "custodians_of", "decide_review", "delete_draft", "end_claim_link", "end_import_pass", "end_invitation", "end_membership", "end_upload",
            "ensure_profile", "enter_audience", "enter_consent",
            "found_community", "import_stories", "invite", "keep_before_restoring", "keep_version", "log_refusal", "make_claim_link", "may_see_condition", "may_see_decision", "may_see_review", "my_import_ids",
            "people_of_story", "publish_story", "read_claim", "read_import_part", "read_invitation", "rename_narrator", "save_snapshot",
            "schedule_story", "send_to_elders", "set_audience", "set_member_roles", "sovereignty_of",
            "start_import_pass", "start_story", "take_back_decision", "take_custody", "take_back_from_elders", "take_down_story", "tick_condition", "withdraw_story", "wrote_version",
        ],
        ["ledger_app, ledger_reader"] =
        [
            // The seven that ledger_reader owns, and what policies ask.
            "check_story_access", "export_stories", "open_story", "open_version", "read_client", "read_operations", "search_stories", "ledger_now", "may_show_picture", "may_write_story", "my_chosen_story_ids", "my_co_authored_story_ids", "my_community_ids", "my_part_story_ids", "my_watched_story_ids",
            "my_elder_community_ids", "my_told_story_ids", "search_configuration", "tells_or_keeps_story", "tells_story",
        ],
        ["ledger_app, ledger_insights, ledger_reader"] = ["my_steward_community_ids"],
        ["ledger_app, ledger_insights"] = ["ask_for_insights", "count_tellers", "insight_download", "insight_standing"],
        ["ledger_insights, ledger_jobs"] = ["refresh_insights", "update_insights"],
        ["ledger_insights"] = ["emit", "hold_counted_stories", "insight_cells_of", "insight_shares_of", "waiting_step"],
        ["ledger_accounts, ledger_app"] = ["demo_people"],
        ["ledger_accounts, ledger_app, ledger_jobs"] = ["portal"],
        ["ledger_jobs"] =
        [
            "announce_events", "begin_demo", "end_demo", "forget_old_imports", "forget_told_events", "give_up_import",
            "leave_import", "mail_sent", "make_partitions",
            "missed_events", "publish_due_stories", "roll_up_counts", "set_up_portal", "take_import", "take_mail",
        ],
        ["ledger_reader"] = ["log_access", "log_exports", "names_someone_passed", "narrators_of_kept", "search_candidates"],
    };

    [Fact]
    public async Task Functions_AreExecutedByTheRolesThatNeedThem()
    {
        await using var connection = new NpgsqlConnection(ledger.AdminConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            """
            select p.proname::text, string_agg(r.rolname::text, ', ' order by r.rolname)
              from pg_proc p cross join pg_roles r
              where p.pronamespace = 'app'::regnamespace and r.rolname like 'ledger\_%'
                and r.rolname not in ('ledger_policy', 'ledger_owner', 'ledger_maintenance') and has_function_privilege(r.oid, p.oid, 'execute')
              group by p.oid, p.proname
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var found = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            found.Add($"{reader.GetString(0)}: {reader.GetString(1)}");
        }

        Assert.Equal(
            Expected.SelectMany(pair => pair.Value.Select(function => $"{function}: {pair.Key}")).Order(StringComparer.Ordinal),
            found.Order(StringComparer.Ordinal));
    }
}
