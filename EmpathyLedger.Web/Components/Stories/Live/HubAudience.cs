using System.Collections.Concurrent;
using System.Collections.Immutable;
using EmpathyLedger.Core.Collaboration.Sessions;
using Microsoft.AspNetCore.SignalR;

namespace EmpathyLedger.Web.Components.Stories.Live;

/// <summary>
/// The pages that have stories open on this node, as their sessions reach them. Not by the hub's groups: a group waits for its
/// slowest member, and does not follow the session's seats. Here a page is in a story's list exactly from before it asks for a
/// seat until it loses it, whoever ends that, so nobody goes on hearing of a story that they may not read any more.
/// </summary>
public sealed class HubAudience(IHubContext<LiveStoryHub> hub, ILogger<HubAudience> logger) : ISessionAudience
{
    private readonly ConcurrentDictionary<string, LiveLine> _lines = [];
    private readonly ConcurrentDictionary<Guid, ImmutableHashSet<LiveLine>> _stories = [];

    /// <summary>From now on the page's messages are gathered; none is sent before the line is started.</summary>
    internal LiveLine Enter(Guid storyId, SessionParticipant who, LiveConnection connection)
    {
        var line = new LiveLine(storyId, hub.Clients.Client(connection.Id), connection, logger);
        _lines[who.Connection] = line;
        _stories.AddOrUpdate(storyId, [line], (_, lines) => lines.Add(line));
        return line;
    }

    /// <summary>The page wants to hear no more.</summary>
    internal void Leave(SessionParticipant who) => TakeOut(who)?.Drop();

    public void Written(Guid storyId, IReadOnlyList<StoryOperation> operations) => TellAll(storyId, LiveMessage.Written, operations);

    public void Here(Guid storyId, IReadOnlyList<PageHere> pages) => TellAll(storyId, LiveMessage.Here, pages);

    public void Passages(Guid storyId, int revision, IReadOnlyList<Passage> passages) =>
        TellAll(storyId, LiveMessage.Passages, (revision, passages));

    public void Acknowledged(SessionParticipant to, int sequence) => Tell(to, LiveMessage.Acknowledged(sequence));

    public void Refused(SessionParticipant to, int sequence, ChangeRefusal refusal) => Tell(to, LiveMessage.Refused(sequence, refusal));

    public void Ended(SessionParticipant who, SessionEnd end)
    {
        if (TakeOut(who) is { } line)
        {
            line.Tell(LiveMessage.Ended(end));
            line.Close();
        }
    }

    public void MayWrite(SessionParticipant who, bool mayWrite) => Tell(who, LiveMessage.MayWrite(mayWrite));

    /// <summary>Made once, for all who hear it.</summary>
    private void TellAll<T>(Guid storyId, Func<T, LiveMessage> messageOf, T news)
    {
        if (_stories.TryGetValue(storyId, out var lines))
        {
            var message = messageOf(news);
            foreach (var line in lines)
            {
                line.Tell(message);
            }
        }
    }

    private void Tell(SessionParticipant to, LiveMessage message)
    {
        if (_lines.TryGetValue(to.Connection, out var line))
        {
            line.Tell(message);
        }
    }

    private LiveLine? TakeOut(SessionParticipant who)
    {
        if (!_lines.TryRemove(who.Connection, out var line))
        {
            return null;
        }

        var left = _stories.AddOrUpdate(line.StoryId, [], (_, lines) => lines.Remove(line));
        if (left.IsEmpty)
        {
            // Only as long as it is still empty: somebody may have come in since.
            _stories.TryRemove(KeyValuePair.Create(line.StoryId, left));
        }

        return line;
    }
}
