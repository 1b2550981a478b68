using Microsoft.Extensions.Options;

namespace EmpathyLedger.Web.Operations.Limits;

/// <summary>
/// Section <c>Limits</c> of the configuration (docs/limits.md): how many requests a minute, all at once if they like, for one
/// account and for one address of people who aren't signed in. An address may be a hall in which forty people read.
/// </summary>
public sealed class RequestLimitOptions
{
    public RequestAllowance Pages { get; set; } = new(300, 1_200);

    public RequestAllowance Pictures { get; set; } = new(1_200, 4_800);

    public RequestAllowance Stories { get; set; } = new(120, 480);

    public RequestAllowance Desk { get; set; } = new(120, 120);

    public RequestAllowance Shares { get; set; } = new(30, 120);

    public RequestAllowance Search { get; set; } = new(60, 240);

    public RequestAllowance Downloads { get; set; } = new(20, 40);

    public RequestAllowance Uploads { get; set; } = new(20, 20);

    public RequestAllowance Circuits { get; set; } = new(120, 480);

    /// <summary>In ten minutes, not in one: nobody follows that many dead links, and each is a line in the access log.</summary>
    public RequestAllowance Misses { get; set; } = new(60, 240);

    public RequestAllowance For(RequestKind kind) => kind switch
    {
        RequestKind.Pages => Pages,
        RequestKind.Pictures => Pictures,
        RequestKind.Stories => Stories,
        RequestKind.Desk => Desk,
        RequestKind.Shares => Shares,
        RequestKind.Search => Search,
        RequestKind.Downloads => Downloads,
        RequestKind.Uploads => Uploads,
        RequestKind.Circuits => Circuits,
        RequestKind.Misses => Misses,
    };
}

/// <summary>One line of the section: <c>Limits:Search:Person</c>, <c>Limits:Search:Address</c>.</summary>
public sealed class RequestAllowance(int person, int address)
{
    public int Person { get; set; } = person;

    public int Address { get; set; } = address;
}

internal sealed class ValidateRequestLimits : IValidateOptions<RequestLimitOptions>
{
    internal const int Most = 100_000;

    public ValidateOptionsResult Validate(string? name, RequestLimitOptions options)
    {
        var failures = new List<string>();
        foreach (var kind in Enum.GetValues<RequestKind>())
        {
            var allowance = options.For(kind);
            Check($"Limits:{kind}:Person", allowance.Person);
            Check($"Limits:{kind}:Address", allowance.Address);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string key, int value)
        {
            if (value is < 1 or > Most)
            {
                failures.Add(FormattableString.Invariant($"{key} must be from 1 to {Most}, and is {value}."));
            }
        }
    }
}
