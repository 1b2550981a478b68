using EmpathyLedger.Core.Accounts;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Account.Shared;

/// <summary>The invented people, once each, under the role that says most about what they can try.</summary>
public sealed partial class DemoPeopleList
{
    private static readonly (string Role, string Heading)[] Headings =
    [
        ("storyteller", "Storytellers"), ("elder", "Elders"), ("steward", "Stewards"), ("member", "Members"),
    ];

    [Parameter, EditorRequired]
    public required IReadOnlyList<DemoPerson> People { get; set; }

    [Parameter]
    public string? ReturnUrl { get; set; }

    private IEnumerable<IGrouping<string, DemoPerson>> ByRole => People
        .GroupBy(HeadingOf)
        .OrderBy(group => Array.FindIndex(Headings, heading => heading.Heading == group.Key) is var at and >= 0 ? at : Headings.Length);

    private static string HeadingOf(DemoPerson person)
    {
        // A steward or elder is also a member and may write; what they alone can do names them.
        foreach (var role in (string[])["steward", "elder", "storyteller", "member"])
        {
            if (person.Roles.Contains(role))
            {
                return Headings.First(heading => heading.Role == role).Heading;
            }
        }

        return "In no community yet";
    }
}
