using System.Globalization;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Stories.Road;

namespace EmpathyLedger.Tests.Insights;

/// <param name="Kind">What happens.</param>
/// <param name="What">To which story.</param>
/// <param name="How">In which manner.</param>
internal sealed record SummaryStep(int Kind, int What, int How)
{
    public const int Kinds = 24;

    public static SummaryStep[] Random(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new SummaryStep(random.Next(Kinds), random.Next(1000), random.Next(1000)))];
    }
}

/// <summary>
/// A town in which things happen in any order, through the functions that people act through, while the summary is brought up
/// to date in portions. The ledger's clock is the walk's own and goes on by hours to days at each step. What was read and
/// shared is written down here as it happens, so that <see cref="SummaryByHand"/> doesn't ask the summary's own tables.
/// </summary>
internal sealed class SummaryWalk(LedgerDatabaseFixture ledger, RoadTown town)
{
    private static readonly string[] Languages = ["en", "ar", "gd"];
    private static readonly string[] TellingRoles = ["member", "storyteller"];
    private static readonly string[] LeadingRoles = ["member", "steward"];

    private readonly List<(Guid Story, Actor Teller)> _stories = [];
    private DateTimeOffset _now = TimeProvider.System.GetUtcNow().AddDays(-70);

    public RoadTown Town => town;

    /// <summary>Of a story in a community on one of its days: what was read and shared while it was counted.</summary>
    public Dictionary<(Guid Community, Guid Story, DateOnly Day, string Measure), long> Uses { get; } = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SummaryWalk> GoAsync(LedgerDatabaseFixture ledger, IEnumerable<SummaryStep> steps)
    {
        var walk = new SummaryWalk(ledger, await RoadTown.SettleAsync(ledger));
        foreach (var step in steps)
        {
            await walk.TakeAsync(step);
        }

        await walk.CountAllAsync();
        return walk;
    }

    private async Task TakeAsync(SummaryStep step)
    {
        await WaitAsync(1 + (step.How % 31));
        if (step.Kind <= 3 || _stories.Count == 0)
        {
            await TellAsync(step);
            return;
        }

        var (story, teller) = _stories[step.What % _stories.Count];
        await TakeAsync(step, story, teller);
        if (step.How % 3 == 0)
        {
            await CountAsync(1 + (step.How % 4));
        }
    }

    private Task WaitAsync(int hours)
    {
        _now += TimeSpan.FromHours(hours);
        return ledger.AdminAsync(
            $"""
            create or replace function app.ledger_now() returns timestamptz language sql stable security definer parallel restricted
            set search_path = pg_catalog, pg_temp as $$ select timestamptz '{_now.ToString("O", CultureInfo.InvariantCulture)}' $$
            """);
    }

    private Task TakeAsync(SummaryStep step, Guid story, Actor teller) => step.Kind switch
    {
        4 => WriteAsync(step),
        5 => SendAgainAsync(step, story, teller),
        6 => DecideAsync(story, step.How % 7 == 0 ? "decline" : step.How % 5 == 0 ? "ask_for_changes" : "approve"),
        7 => ThinkAgainAsync(step, story, teller),
        8 => town.Road.PublishAsync(teller, story, Cancellation),
        9 => town.Road.WithdrawAsync(teller, story, Cancellation),
        10 => town.Road.TakeDownAsync(teller, story, Cancellation),
        11 => town.Road.ArchiveAsync(teller, story, Cancellation),
        12 => town.Road.BringBackAsync(teller, story, Cancellation),
        13 or 14 => AnswerAsync(teller, story, ConsentPurpose.Insights, step.How % 3 != 0),
        15 => AnswerAsync(teller, story, ConsentPurposes.Switches[step.How % ConsentPurposes.Switches.Count], step.What % 3 != 0),
        16 => town.Consents.SetAudienceAsync(teller, story, (PrivacyLevel)(step.How % 4), Cancellation),
        17 or 18 or 19 => UseAsync(story, ReaderOf(step), step.What % 2 == 0 ? "view" : "share"),
        20 => SetTimeZoneAsync(step),
        21 => JoinOrLeaveAsync(step),
        22 => town.Road.TakeBackAsync(teller, story, Cancellation),
        _ => EndAsync(step, story, teller),
    };

    /// <summary>From the first word to the readers, in one step, so that there is something to count.</summary>
    private async Task TellAsync(SummaryStep step)
    {
        var (story, teller) = await WriteAsync(step);
        await town.Consents.SetAudienceAsync(teller, story, step.How % 3 == 0 ? PrivacyLevel.Public : PrivacyLevel.Community, Cancellation);
        if (step.What % 4 != 0)
        {
            await AnswerAsync(teller, story, ConsentPurpose.Insights, true);
        }

        await SendAsync(story, teller);
        await DecideAsync(story, "approve");
        await town.Road.PublishAsync(teller, story, Cancellation);
    }

    private async Task<(Guid Story, Actor Teller)> WriteAsync(SummaryStep step)
    {
        var teller = step.What % 3 == 0 ? town.CoAuthor : town.Storyteller;
        var story = (await town.Road.StartAsync(teller, "en", false, Cancellation))!.Value;
        await SaveAsync(story, teller, step);
        _stories.Add((story, teller));
        return (story, teller);
    }

    private Task<string> SaveAsync(Guid story, Actor teller, SummaryStep step) => town.SaveAsync(
        teller,
        story,
        new
        {
            title = string.Create(CultureInfo.InvariantCulture, $"The year of {step.How}"), summary = "", language = Languages[step.How % 3], direction = "ltr",
            toldWhen = "", toldTo = "", place = "", themes = new[] { $"T{step.How % 3}", $"T{step.What % 2}", "Water" }[..(step.What % 4)],
            warnings = Array.Empty<string>(), people = Array.Empty<string>(),
            communityIds = step.How % 4 == 0 ? new[] { town.River, town.Shed } : [town.River], isSensitive = false,
        },
        """{"ops":[{"insert":"The river came back.\n"}]}""");

    private async Task SendAgainAsync(SummaryStep step, Guid story, Actor teller)
    {
        await SaveAsync(story, teller, step);
        await SendAsync(story, teller);
    }

    private Task<string> SendAsync(Guid story, Actor teller) => town.AskAsync(
        teller,
        """
        select app.send_to_elders($1, $2, (select d.revision from ledger.story_drafts d where d.story_id = $1), false, null)
        """,
        story,
        Guid.CreateVersion7());

    private async Task DecideAsync(Guid story, string kind)
    {
        await town.DecideAsync(town.Elder, story, town.River, kind);
        await town.DecideAsync(town.ShedElder, story, town.Shed, kind);
    }

    /// <summary>Elders say yes, take it back, and say something else some days later.</summary>
    private async Task ThinkAgainAsync(SummaryStep step, Guid story, Actor teller)
    {
        await SendAgainAsync(step, story, teller);
        await DecideAsync(story, "approve");
        var decision = await ledger.AdminScalarAsync<object>(
            "select (select d.id from ledger.review_decisions d where d.story_id = $1 and d.elder_id = $2 order by d.sequence desc limit 1)", story, town.Elder.ProfileId);
        if (decision is Guid id)
        {
            await WaitAsync(step.How % 99);
            await town.AskAsync(town.Elder, "select app.take_back_decision(gen_random_uuid(), $1, '')", id);
            await WaitAsync(step.What % 99);
            await DecideAsync(story, step.What % 2 == 0 ? "ask_for_changes" : "approve");
        }
    }

    private Task<ConsentOutcome> AnswerAsync(Actor teller, Guid story, ConsentPurpose purpose, bool isGranted) => isGranted
        ? town.Consents.GrantAsync(teller, story, purpose, Cancellation)
        : town.Consents.WithdrawAsync(teller, story, purpose, Cancellation);

    private Actor ReaderOf(SummaryStep step) => (step.How % 5) switch
    {
        0 => town.Elder,
        1 => town.Steward,
        2 => town.Friend,
        3 => Actor.Anonymous,
        _ => town.Member,
    };

    /// <summary>What is used while a story is counted is counted; so everything before it has to be, and this at once.</summary>
    private async Task UseAsync(Guid story, Actor reader, string action)
    {
        await CountAllAsync();
        var before = await UsesAsync(story);
        await town.AskAsync(reader, "select app.check_story_access($1, $2::text::ledger.story_action)::text", story, action);
        var after = await UsesAsync(story);
        await CountAllAsync();
        foreach (var (community, zone) in await SummaryByHand.CountedInAsync(ledger, story))
        {
            var day = SummaryByHand.DayOf(_now, zone);
            Add((community, story, day, "reads"), after.Reads - before.Reads);
            Add((community, story, day, "shares"), after.Shares - before.Shares);
        }
    }

    private void Add((Guid, Guid, DateOnly, string) key, long value)
    {
        if (value > 0)
        {
            Uses[key] = Uses.GetValueOrDefault(key) + value;
        }
    }

    private async Task<(long Reads, long Shares)> UsesAsync(Guid story) => (
        await ledger.AdminScalarAsync<long>("select count(*) from ledger.story_reads where story_id = $1", story),
        await ledger.AdminScalarAsync<long>("select count(*) from ledger.story_shares where story_id = $1", story));

    private Task SetTimeZoneAsync(SummaryStep step) => ledger.AdminAsync(
        $"update ledger.communities set time_zone = '{(step.How % 2 == 0 ? "Pacific/Auckland" : "America/Lima")}' where id = '{town.River}'");

    /// <summary>A teller who leaves publishes nothing more; a member who becomes a steward sees the numbers, and the other way round.</summary>
    private async Task JoinOrLeaveAsync(SummaryStep step)
    {
        var who = step.What % 2 == 0 ? town.Member : town.CoAuthor;
        switch (step.How % 4)
        {
            case 0:
                await town.AskAsync(who, "select app.end_membership($1, $2)", town.River, who.ProfileId);
                break;
            case 1 or 2:
                await town.AskAsync(who, "select app.ask_to_join($1, '')", town.River);
                await town.AskAsync(town.Steward, "select app.answer_membership($1, $2, true)", town.River, who.ProfileId);
                break;
            default:
                await town.AskAsync(
                    town.Steward,
                    "select app.set_member_roles($1, $2, $3::ledger.community_role[])",
                    town.River,
                    who.ProfileId,
                    step.What % 3 == 0 ? TellingRoles : LeadingRoles);
                break;
        }
    }

    /// <summary>Nothing more happens to a story that was erased or, unsent, deleted: its teller can't reach it.</summary>
    private async Task EndAsync(SummaryStep step, Guid story, Actor teller)
    {
        if (step.How % 2 == 0)
        {
            await ledger.AdminAsync(
                $"""
                delete from ledger.version_clearances where story_id = '{story}';
                update ledger.stories set erased_at = app.ledger_now(), published_version_id = null where id = '{story}'
                """);
        }
        else if (await town.Road.DeleteDraftAsync(teller, story, Cancellation) != Core.Stories.Road.DeleteOutcome.Deleted)
        {
            return;
        }

        _stories.Remove((story, teller));
    }

    private async Task CountAsync(int portion)
    {
        await using var command = ledger.Connections.Jobs.CreateCommand($"select app.update_insights({portion})");
        await command.ExecuteScalarAsync(Cancellation);
    }

    private async Task CountAllAsync() => await new InsightsSummary(ledger.Connections).UpdateAsync(Cancellation);
}
