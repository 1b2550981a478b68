using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;

namespace EmpathyLedger.Web.Components.Stories.Live;

/// <summary>
/// What one page is told of its story, in order. The story's loop only ever puts messages here; a task of the line's own sends
/// them, so a page that reads slowly keeps nobody waiting but itself. Shared by the loop, that task and the hub.
/// </summary>
internal sealed partial class LiveLine(Guid storyId, IClientProxy page, LiveConnection connection, ILogger logger)
{
    /// <summary>Bytes that may wait for a page that does not read. Then it is cut off, and resumes by revision when it can.</summary>
    internal const int MostWaiting = 8 * 1024 * 1024;

    private readonly Channel<LiveMessage> _waiting = Channel.CreateUnbounded<LiveMessage>(new UnboundedChannelOptions { SingleReader = true });
    private long _bytes;
    private volatile bool _isDropped;

    public Guid StoryId => storyId;

    public void Tell(LiveMessage message)
    {
        if (Interlocked.Add(ref _bytes, message.Size) > MostWaiting)
        {
            Drop();
            connection.Abort();
            return;
        }

        _waiting.Writer.TryWrite(message);
    }

    /// <summary>What waits is sent from now on.</summary>
    public void Start() => _ = SendAsync();

    /// <summary>Nothing comes any more; what waits is still sent.</summary>
    public void Close() => _waiting.Writer.TryComplete();

    /// <summary>Nothing is sent any more.</summary>
    public void Drop()
    {
        _isDropped = true;
        Close();
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (var message in _waiting.Reader.ReadAllAsync())
            {
                if (_isDropped)
                {
                    return;
                }

                await page.SendCoreAsync(message.Method, message.Arguments);
                Interlocked.Add(ref _bytes, -message.Size);
            }
        }
        catch (Exception failure)
        {
            // A page that missed something must not go on as if it had not.
            LogNotSent(logger, failure, storyId);
            Drop();
            connection.Abort();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A page of story {StoryId} could not be told what was written; it has to connect again")]
    private static partial void LogNotSent(ILogger logger, Exception failure, Guid storyId);
}
