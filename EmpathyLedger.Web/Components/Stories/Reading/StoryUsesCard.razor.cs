using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Reading;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.Reading;

/// <summary>What the teller allows, in the words of today's consents.</summary>
public sealed partial class StoryUsesCard
{
    [Parameter, EditorRequired]
    public ReadableStory Story { get; set; } = default!;

    private string Whom => Story.Communities.Count > 0
        ? $"the elders of {string.Join(" or ", Story.Communities.Select(community => community.Name))}"
        : "the teller";

    private IEnumerable<(bool IsYes, string Words)> Lines
    {
        get
        {
            yield return Story.ShownLevel switch
            {
                PrivacyLevel.Public => (true, "Pass on the link. Everyone may read it here."),
                PrivacyLevel.Community => (false, "Keep it in the community: it was told to its members."),
                PrivacyLevel.People or PrivacyLevel.Private =>
                    (false, "Keep it to yourself: it was told to you and the few others whom the teller chose."),
            };
            yield return Story.Uses.Research ? (true, "Use it in research, and say where it is from.") : (false, "Not for research.");
            yield return Story.Uses.Commercial ? (true, "The teller is willing to talk about paid use.") : (false, "Not to earn money with.");
        }
    }
}
