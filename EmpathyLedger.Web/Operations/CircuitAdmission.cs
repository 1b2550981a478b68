using System.Collections.Concurrent;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Stories.Live;

namespace EmpathyLedger.Web.Operations;

/// <summary>
/// Caps open circuits per person (per address for visitors), so that one browser, or one script, cannot take the memory of
/// everybody. A circuit is spoken to over one long request to /_blazor (a web socket), so those are counted; so is, apart from them, the
/// one of each page that writes with others. Counters are touched by many requests at once; the check and the increment are one atomic
/// step per key.
/// </summary>
public sealed class CircuitAdmission
{
    public const int MostPerPerson = 24;
    public const int MostPerVisitorAddress = 48;

    private readonly ConcurrentDictionary<string, int> _open = new();

    public bool TryEnter(string key, int most)
    {
        while (true)
        {
            var open = _open.GetOrAdd(key, 0);
            if (open >= most)
            {
                return false;
            }

            if (_open.TryUpdate(key, open + 1, open))
            {
                return true;
            }
        }
    }

    public void Leave(string key)
    {
        var open = _open.AddOrUpdate(key, 0, (_, before) => before - 1);
        if (open <= 0)
        {
            // Removed only while still zero: somebody may have entered since.
            _open.TryRemove(new(key, 0));
        }
    }

    internal async Task AdmitAsync(HttpContext context, RequestDelegate next)
    {
        var isLive = context.Request.Path == LiveStories.Path;
        if (!isLive && context.Request.Path != "/_blazor")
        {
            await next(context);
            return;
        }

        var account = context.User.ToActor().ProfileId;
        var key = (isLive ? LiveStories.Path : "") + (account?.ToString() ?? ClientAddress.Of(context));
        if (!TryEnter(key, account is null ? MostPerVisitorAddress : MostPerPerson))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            Leave(key);
        }
    }
}
