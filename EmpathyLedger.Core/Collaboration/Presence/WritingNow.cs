namespace EmpathyLedger.Core.Collaboration.Presence;

/// <summary>
/// Who is writing just now in the stories that are open on this node. Sessions tell it; it is forgotten some seconds after the last
/// letter and never stored. Thread-safe.
/// </summary>
public sealed class WritingNow(TimeProvider time)
{
    /// <summary>From the last letter until it is silence.</summary>
    internal static readonly TimeSpan Lasts = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid StoryId, Guid ProfileId), long> _lastWrote = [];
    private ITimer? _looking;

    /// <summary>Somebody began or stopped in that story. Handlers must be quick and not raise.</summary>
    public event Action<Guid>? Changed;

    public bool IsWriting(Guid storyId, Guid profileId)
    {
        lock (_lock)
        {
            return _lastWrote.ContainsKey((storyId, profileId));
        }
    }

    internal void Wrote(Guid storyId, Guid profileId)
    {
        bool isNew;
        lock (_lock)
        {
            isNew = !_lastWrote.ContainsKey((storyId, profileId));
            _lastWrote[(storyId, profileId)] = time.GetTimestamp();
            _looking ??= time.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
        }

        if (isNew)
        {
            Changed?.Invoke(storyId);
        }
    }

    private void Look()
    {
        List<(Guid StoryId, Guid ProfileId)> silent;
        lock (_lock)
        {
            silent = [.. _lastWrote.Where(entry => time.GetElapsedTime(entry.Value) >= Lasts).Select(entry => entry.Key)];
            silent.ForEach(who => _lastWrote.Remove(who));
            if (_lastWrote.Count == 0)
            {
                _looking?.Dispose();
                _looking = null;
            }
        }

        foreach (var story in silent.Select(who => who.StoryId).Distinct())
        {
            Changed?.Invoke(story);
        }
    }
}
