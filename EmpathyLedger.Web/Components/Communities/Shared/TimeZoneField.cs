namespace EmpathyLedger.Web.Components.Communities.Shared;

internal static class TimeZoneField
{
    public const string Problem = "Write a time zone by its name, as in Australia/Darwin.";

    /// <summary>The zone's IANA name, or null when there is no such zone.</summary>
    public static string? Find(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= 60 } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId
            ? zone.Id
            : null;
}
