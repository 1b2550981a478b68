using System.Globalization;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories.Reading;

namespace EmpathyLedger.Core.Insights;

/// <summary>
/// What a community's leads see of its stories: read from the summary that <see cref="InsightsSummary"/> keeps up, under
/// the policies of the actor who asks. Whoever doesn't lead the community gets null, as if there were none.
/// </summary>
public sealed class CommunityInsights(LedgerDatabase database)
{
    /// <summary>More different keys than a chart can show; the rest is summed as the key "".</summary>
    public const int MostKeys = 12;

    private const int PageSize = 20;

    /// <param name="actor">Who asks.</param>
    /// <param name="communityId">Of which community.</param>
    /// <param name="period">In the community's own days.</param>
    /// <param name="cancellation">Cancels the statements.</param>
    public async Task<InsightReport?> GetAsync(Actor actor, Guid communityId, InsightPeriod period, CancellationToken cancellation)
    {
        if (actor.IsAnonymous)
        {
            return null;
        }

        // Two statements and not one for each chart: many ask, and each has to find out who asks.
        var before = period.Before;
        await using var scope = await database.BeginAsync(actor, cancellation);
        var tellers = await scope.QuerySingleOrDefaultAsync(
            """
            select n.tellers, n.first_time, b.tellers
            from app.count_tellers($1, $2, $3) n, app.count_tellers($1, $4, $5) b
            where $1 = any ((select app.my_steward_community_ids())::uuid[])
            """,
            row => new InsightTellers(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
            communityId, period.From, period.To, before.From, before.To);
        if (tellers is null)
        {
            return null;
        }

        // By day what is drawn over time, by key what is drawn by name, and where submissions stand whatever the period.
        var rows = await scope.QueryAsync(
            """
            select d.measure::text, d.key, case when d.measure in ('stories', 'reads', 'shares') then d.day end as on_day, min(d.day),
              coalesce(sum(d.value) filter (where d.day >= $3), 0)::bigint, coalesce(sum(d.value) filter (where d.day < $3), 0)::bigint
            from ledger.insight_days d
            where d.community_id = $1 and (d.measure = 'stage' or d.day between $2 and $4)
              and d.measure in ('stories', 'reads', 'shares', 'theme', 'language', 'purpose', 'waited', 'stage')
            group by d.measure, d.key, on_day
            """,
            row => (Measure: row.GetString(0), Key: row.GetString(1), Day: row.IsDBNull(2) ? default : row.GetFieldValue<DateOnly>(2),
                Since: row.GetFieldValue<DateOnly>(3), Now: row.GetInt64(4), Before: row.GetInt64(5)),
            communityId, before.From, period.From, period.To);
        await scope.CommitAsync();
        var of = rows.ToLookup(row => row.Measure);

        IReadOnlyList<InsightPoint> Points(string measure) => Spread(period, before, of[measure].Select(row => (row.Day, row.Now + row.Before)));
        IEnumerable<InsightAmount> Amounts(string measure) => of[measure].Select(row => new InsightAmount(row.Key, row.Now, row.Before));
        return new InsightReport(
            period, Points("stories"), Points("reads"), Points("shares"), tellers,
            Largest(Amounts("theme")), Largest(Amounts("language")), Largest(Amounts("purpose")), InWaitingOrder(Amounts("waited")),
            StagesOf([.. of["stage"].Select(row => (row.Key, row.Now + row.Before, row.Since))]));
    }

    /// <summary>Whether the actor leads the community.</summary>
    public async Task<bool> MaySeeAsync(Actor actor, Guid communityId, CancellationToken cancellation)
    {
        if (actor.IsAnonymous)
        {
            return false;
        }

        await using var scope = await database.BeginAsync(actor, cancellation);
        var may = await MaySeeAsync(scope, communityId);
        await scope.CommitAsync();
        return may;
    }

    /// <summary>A page of the stories that the numbers of a period count, those told last first, as far as the actor may read them.</summary>
    /// <param name="actor">Who asks. Nobody but a lead of the community gets anything.</param>
    /// <param name="communityId">Of which community.</param>
    /// <param name="filter">Which of its numbers.</param>
    /// <param name="cursor"><see cref="StoryFeedPage.Next"/> of the page before; null or unreadable is the beginning.</param>
    /// <param name="cancellation">Cancels the statements.</param>
    public async Task<StoryFeedPage> ListStoriesAsync(
        Actor actor, Guid communityId, InsightFilter filter, string? cursor, CancellationToken cancellation)
    {
        await using var scope = await database.BeginAsync(actor, cancellation);
        List<object?> args = [communityId, filter.Period.From, filter.Period.To];
        var where = "";
        void And(string condition, params object[] values)
        {
            where += " and " + string.Format(CultureInfo.InvariantCulture, condition, [.. values.Select((_, i) => $"${args.Count + i + 1}")]);
            args.AddRange(values);
        }

        if (filter.Theme is not null)
        {
            And("{0} = any (s.themes)", filter.Theme);
        }

        if (filter.Language is not null)
        {
            And("s.language = {0}", filter.Language);
        }

        if (FeedCursor.Parse(cursor) is { } after)
        {
            And("(x.told_on, x.story_id) < ({0}, {1})", DateOnly.FromDateTime(after.PublishedAt), after.StoryId);
        }

        var rows = await scope.QueryAsync(
            $"""
            select {StoryReader.ListingColumns}, x.told_on from ledger.insight_shares x join ledger.stories s on s.id = x.story_id
            where x.community_id = $1 and x.told_on between $2 and $3 and s.is_open{where}
            order by x.told_on desc, x.story_id desc limit {PageSize + 1}
            """,
            row => (Story: StoryReader.ReadListing(row), ToldOn: row.GetFieldValue<DateOnly>(StoryReader.ListingWidth)),
            [.. args]);
        await scope.CommitAsync();
        return new StoryFeedPage(
            [.. rows.Take(PageSize).Select(row => row.Story)],
            rows.Count > PageSize
                ? new FeedCursor(rows[PageSize - 1].ToldOn.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), rows[PageSize - 1].Story.Id).ToString()
                : null);
    }

    private static Task<bool> MaySeeAsync(ActorScope scope, Guid communityId) =>
        scope.ScalarAsync<bool>("select $1 = any ((select app.my_steward_community_ids())::uuid[])", communityId);

    internal static IReadOnlyList<InsightPoint> Spread(InsightPeriod period, InsightPeriod before, IEnumerable<(DateOnly Day, long Value)> days)
    {
        var sums = new (long Now, long Before)[period.Steps];
        foreach (var (day, value) in days)
        {
            if (day >= period.From)
            {
                sums[period.IndexOf(day)].Now += value;
            }
            else
            {
                // The period before may be cut into one step more (a leap day, a longer month): its last days join the last step.
                var index = period.Step == before.Step ? before.IndexOf(day) : (day.DayNumber - before.From.DayNumber) * sums.Length / before.Days;
                sums[Math.Min(index, sums.Length - 1)].Before += value;
            }
        }

        return [.. sums.Select((sum, index) => new InsightPoint(period.StartOf(index), period.EndOf(index), sum.Now, sum.Before))];
    }

    internal static IReadOnlyList<InsightAmount> Largest(IEnumerable<InsightAmount> amounts)
    {
        var ordered = amounts
            .OrderByDescending(amount => amount.Now).ThenByDescending(amount => amount.Before)
            .ThenBy(amount => amount.Key, StringComparer.Ordinal).ToList();
        if (ordered.Count <= MostKeys)
        {
            return ordered;
        }

        var rest = ordered.Skip(MostKeys).ToList();
        return [.. ordered.Take(MostKeys), new InsightAmount("", rest.Sum(amount => amount.Now), rest.Sum(amount => amount.Before))];
    }

    private static IReadOnlyList<InsightAmount> InWaitingOrder(IEnumerable<InsightAmount> amounts)
    {
        var byKey = amounts.ToDictionary(amount => amount.Key);
        return byKey.Count == 0 ? [] : [.. WaitingSteps.Select(step => byKey.GetValueOrDefault(step) ?? new InsightAmount(step, 0, 0))];
    }

    /// <summary>As app.waiting_step names them.</summary>
    public static IReadOnlyList<string> WaitingSteps { get; } = ["day", "three_days", "week", "two_weeks", "longer"];

    private static SubmissionStages StagesOf(List<(string Stage, long Value, DateOnly Since)> stages)
    {
        long Of(string stage) => stages.Where(row => row.Stage == stage).Sum(row => row.Value);
        return new SubmissionStages(
            Of("waiting"), Of("conditional"), Of("changes_asked"), Of("approved"), Of("declined"),
            stages.Where(row => row.Stage == "waiting").Select(row => (DateOnly?)row.Since).FirstOrDefault());
    }
}
