using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;

namespace EmpathyLedger.Core.Insights;

/// <summary>
/// One reading of a community's numbers for all circuits of this node that show them: what a report says depends on the
/// community and the period, and on nobody who asks. Whether somebody may see it does, and is asked of the database for each
/// circuit: when it opens, and again when a membership changed or events may have been missed.
/// <para>When numbers move, they are read first, for the periods that somebody has asked for since they last moved; then
/// everybody is told (<see cref="LedgerEventKind.InsightsRead"/>) and finds them there: hundreds of pages that wait for the
/// reading would only be in its way.</para>
/// <para>Shared by every thread. The lock guards the dictionaries and is never held while the database is asked. What is kept
/// is emptied on the listener's own thread before anybody hears of the change, so whoever asks because of an event gets numbers
/// at least as new as it.</para>
/// </summary>
public sealed class SharedInsights : IDisposable
{
    internal const int MostReports = 200;

    internal const int MostEnded = 10_000;

    /// <summary>Nothing tells this node of changes while its listener is away.</summary>
    internal static readonly TimeSpan LongestKept = TimeSpan.FromSeconds(15);

    private readonly CommunityInsights _insights;
    private readonly LedgerEvents _events;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid Community, InsightPeriod Period), Reading> _readings = [];
    private readonly Dictionary<(Guid Community, Guid Profile), long> _changedAt = [];
    private readonly Dictionary<Guid, Dictionary<InsightPeriod, Actor>> _due = []; // to be read before anybody is told
    private readonly HashSet<Guid> _ahead = []; // communities whose numbers are being read for that
    private long _changes;
    private long _allChangedAt;

    public SharedInsights(CommunityInsights insights, LedgerEvents events, TimeProvider clock)
    {
        (_insights, _events, _clock) = (insights, events, clock);
        _events.Raising += Empty;
    }

    /// <summary>Null for whoever doesn't lead the community, as if there were none.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="communityId">Of which community.</param>
    /// <param name="period">In the community's own days.</param>
    /// <param name="right">The circuit's own: what the database last said of it.</param>
    /// <param name="cancellation">Ends the waiting, not the reading that others wait for, too.</param>
    public async Task<InsightReport?> GetAsync(
        Actor actor, Guid communityId, InsightPeriod period, InsightsRight right, CancellationToken cancellation)
    {
        if (actor.ProfileId is not { } profile)
        {
            return null;
        }

        // Asked for before the database is: a change between the two is seen the next time.
        var now = ChangeOf(communityId, profile);
        if (!right.IsOf(actor, communityId, now))
        {
            right.Forget();
            if (!await _insights.MaySeeAsync(actor, communityId, cancellation))
            {
                return null;
            }

            right.Keep(actor, communityId, now);
        }

        while (true)
        {
            var reading = Find(actor, communityId, period, isAsked: true, out var isMine);
            var report = await reading.Report.WaitAsync(cancellation);
            if (report is not null)
            {
                return report;
            }

            // Whoever read for all has lost the right meanwhile; that says nothing of the others.
            Forget((communityId, period), reading);
            if (isMine)
            {
                return null;
            }
        }
    }

    public void Dispose() => _events.Raising -= Empty;

    private Reading Find(Actor actor, Guid communityId, InsightPeriod period, bool isAsked, out bool isMine)
    {
        var key = (communityId, period);
        lock (_lock)
        {
            if (_readings.TryGetValue(key, out var kept) && _clock.GetElapsedTime(kept.StartedAt) < LongestKept
                && (!kept.Report.IsCompleted || kept.Report.IsCompletedSuccessfully))
            {
                isMine = false;
                kept.IsAsked |= isAsked;
                return kept;
            }

            if (_readings.Count >= MostReports)
            {
                _readings.Remove(_readings.MinBy(pair => pair.Value.StartedAt).Key);
            }

            isMine = true;

            // Not cancelled with the circuit that happens to ask first: others wait for it, and the statements have a timeout.
            var reading = new Reading(
                actor, Task.Run(() => _insights.GetAsync(actor, communityId, period, CancellationToken.None)), _clock.GetTimestamp()) { IsAsked = isAsked };
            _readings[key] = reading;
            return reading;
        }
    }

    private void Forget((Guid Community, InsightPeriod Period) key, Reading reading)
    {
        lock (_lock)
        {
            if (_readings.GetValueOrDefault(key) == reading)
            {
                _readings.Remove(key);
            }
        }
    }

    private long ChangeOf(Guid communityId, Guid profile)
    {
        lock (_lock)
        {
            return Math.Max(_allChangedAt, _changedAt.GetValueOrDefault((communityId, profile)));
        }
    }

    private void Empty(LedgerEvent change)
    {
        lock (_lock)
        {
            switch (change)
            {
                case { Kind: LedgerEventKind.InsightsChanged, CommunityId: { } community }:
                    MakeDue(community);
                    break;
                case { Kind: LedgerEventKind.MembershipChanged, CommunityId: { } community, ProfileId: { } profile } when _changedAt.Count < MostEnded:
                    _changedAt[(community, profile)] = ++_changes;
                    break;
                case { Kind: LedgerEventKind.MembershipChanged }:
                    _changedAt.Clear();
                    _allChangedAt = ++_changes;
                    break;
                case { Kind: LedgerEventKind.Resync }:
                    _readings.Clear();
                    _changedAt.Clear();
                    _allChangedAt = ++_changes;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Under the lock.</summary>
    private void MakeDue(Guid community)
    {
        if (!_due.TryGetValue(community, out var periods))
        {
            _due[community] = periods = [];
        }

        foreach (var (key, kept) in _readings.Where(pair => pair.Key.Community == community).ToList())
        {
            _readings.Remove(key);
            // What is still being read ahead nobody could ask for yet.
            if (kept.IsAsked || !kept.Report.IsCompleted)
            {
                periods[key.Period] = kept.Actor;
            }
        }

        if (_ahead.Add(community))
        {
            _ = Task.Run(() => ReadAheadAsync(community));
        }
    }

    /// <summary>One at a time for each community; what moves meanwhile is read after it, however often it moved.</summary>
    private async Task ReadAheadAsync(Guid community)
    {
        while (TakeDue(community) is { } periods)
        {
            Task read = Task.WhenAll(periods.Select(due => Find(due.Value, community, due.Key, isAsked: false, out _).Report));

            // Whoever asks meets a failure itself.
            await read.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _events.Raise(new LedgerEvent(LedgerEventKind.InsightsRead, null, community, null));
        }
    }

    private Dictionary<InsightPeriod, Actor>? TakeDue(Guid community)
    {
        lock (_lock)
        {
            if (!_due.Remove(community, out var periods))
            {
                _ahead.Remove(community);
            }

            return periods;
        }
    }

    /// <param name="Actor">As whom it is read.</param>
    /// <param name="Report">What is read.</param>
    /// <param name="StartedAt">When it was begun.</param>
    private sealed record Reading(Actor Actor, Task<InsightReport?> Report, long StartedAt)
    {
        /// <summary>A page has it, or waits for it. Under the lock.</summary>
        public bool IsAsked { get; set; }
    }
}
